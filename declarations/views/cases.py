from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_POST, require_safe

from declarations.filters import CaseFilter
from declarations.forms.attachments import AnswerForm
from declarations.forms.cases import AddresseeForm, QuestionForm
from declarations.models import Attachment, Case
from declarations.pages.case_head import TAG_KINDS
from declarations.pages.cases import page_of
from declarations.routing import candidates_for
from declarations.rules.cases import may_read_content
from declarations.workflow import cases as workflow
from declarations.workflow.case_moves import CHOOSE
from documents.issuing import pdf_response
from kpu_coi.paging import paged

PAGE_SIZE = 20


@require_safe
def case_list(request):
    found = CaseFilter(request.GET, Case.objects.on_desk_of(request.user))
    shown = Case.objects.with_statement()
    context = paged(request, found.qs, PAGE_SIZE, shown=shown, **found.counted) | {
        "filter": found,
        "tabs": found.tabs(),
    }
    for row in context["page"]:
        row.tag_kind = TAG_KINDS[row.status]
    return render(request, "declarations/cases.html", context)


@require_safe
def case_copies(request):
    """What a post gets for its other line: to know of, not to decide (rule 15)."""
    copied = Case.objects.copied_to_post_of(request.user).with_statement()
    context = paged(request, copied, PAGE_SIZE)
    for row in context["page"]:
        row.tag_kind = TAG_KINDS[row.status]
    return render(request, "declarations/cases_copied.html", context)


@require_safe
def case(request, public_id):
    found = visible_case(request, public_id)
    workflow.note_reading(found, by=request.user)
    return case_page(request, found)


def visible_case(request, public_id):
    """The case, or 404: what someone may not see does not exist for them."""
    cases = Case.objects.visible_to(request.user).for_page()
    return get_object_or_404(cases, public_id=public_id)


def case_page(request, found, *, forms=None, refusal="", typed=()):
    """The page with the forms that are open to the person, or one that was refused."""
    context = page_of(found, request.user) | {"refusal": refusal, "typed": typed}
    moves = context["moves"]
    if moves["ask"]:
        context["question_form"] = QuestionForm()
    if moves["answer"]:
        context["answer_form"] = AnswerForm()
        context["answer_files"] = Attachment.objects.waiting(found, request.user)
    if moves["choose_addressee"]:
        context["addressee_form"] = AddresseeForm(
            case=found, candidates=candidates_for(found)
        )
    status = 409 if refusal else 200
    context |= forms or {}
    return render(request, "declarations/case.html", context, status=status)


@require_POST
def case_open(request, public_id):
    found = visible_case(request, public_id)
    try:
        workflow.open_review(found, by=request.user)
    except PermissionDenied as refused:
        return refused_page(request, public_id, refused)
    return redirect(found)


@require_POST
def case_ask(request, public_id):
    found = visible_case(request, public_id)
    form = QuestionForm(request.POST)
    if not form.is_valid():
        return case_page(request, found, forms={"question_form": form})
    question = form.cleaned_data["question"]
    try:
        workflow.ask(found, by=request.user, question=question)
    except PermissionDenied as refused:
        return refused_page(request, public_id, refused, typed=[told(form, "question")])
    messages.success(request, "Pertanyaan terkirim kepada yang menyatakan.")
    return redirect(f"{found.get_absolute_url()}#percakapan")


@require_POST
def case_choose(request, public_id):
    found = visible_case(request, public_id)
    CHOOSE.rule(request.user, found).require()
    form = AddresseeForm(request.POST, case=found, candidates=candidates_for(found))
    if not form.is_valid():
        return case_page(request, found, forms={"addressee_form": form})
    try:
        workflow.choose_addressee(
            found, by=request.user, tenure=form.cleaned_data["tenure"]
        )
    except PermissionDenied as refused:
        return refused_page(request, public_id, refused)
    messages.success(request, "Penelaah ditunjuk dan mendapat kabar.")
    return redirect(found)


@require_POST
def case_plenary(request, public_id):
    found = visible_case(request, public_id)
    try:
        workflow.refer_to_plenary(found, by=request.user)
    except PermissionDenied as refused:
        return refused_page(request, public_id, refused)
    messages.success(
        request, "Perkara dibawa ke Rapat Pleno. Anda mencatat putusannya."
    )
    return redirect(found)


def refused_page(request, public_id, refused, *, typed=()):
    """The case as it is now, why the move was refused, and what was typed."""
    found = visible_case(request, public_id)
    return case_page(request, found, refusal=str(refused), typed=typed)


def told(form, name):
    """What was typed, with the label under which it was asked."""
    return {"label": form.fields[name].label, "value": form.cleaned_data[name]}


@require_safe
def case_statement_pdf(request, public_id):
    found = visible_case(request, public_id)
    if found.statement is None:
        raise Http404
    return paper(request, found, found.statement.document)


def paper(request, found, document):
    """The sealed PDF, its reading recorded; 404 while the worker has not made it."""
    may_read_content(request.user, found).require()
    if not document.is_sealed:
        raise Http404
    workflow.note_reading(found, by=request.user)
    return pdf_response(document, f"{document.number.replace('/', '-')}.pdf")
