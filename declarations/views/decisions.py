from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import Http404
from django.shortcuts import redirect, render
from django.views.decorators.http import require_POST, require_safe

from declarations.decision_content import Incomplete, preview_of, substitutes_for
from declarations.forms.cases import (
    MAX_CONTROLS,
    TEXTS,
    DecisionForm,
    unjudged,
    with_one_more,
    without,
)
from declarations.models import DecisionDraft
from declarations.pages.cases import facts_of
from declarations.pages.oversight import recommendations_of
from declarations.views.cases import paper, refused_page, visible_case
from declarations.workflow.case_moves import DECIDE
from declarations.workflow.decisions import (
    DecisionChanged,
    already_signed,
    decide,
    save_draft,
)
from documents.drawing import BadDrawing
from documents.proving import proof_of, sign_form
from documents.signing import ProofRefused


@require_safe
def decision(request, public_id):
    found = decidable_case(request, public_id)
    draft = DecisionDraft.objects.filter(case=found, author=request.user).first()
    form = unjudged(draft.answers if draft else {}, **form_needs(request, found))
    return form_page(request, found, form)


@require_POST
def decision_save(request, public_id):
    found = visible_case(request, public_id)
    form = DecisionForm(request.POST, **form_needs(request, found))
    try:
        save_draft(found, by=request.user, typed=form.typed())
    except PermissionDenied as refused:
        return lost_page(request, found, refused, form.typed())
    if not form.is_valid():
        return form_page(request, found, form)
    return redirect("declarations:decision_check", public_id=public_id)


@require_POST
def decision_add(request, public_id):
    return keep_rows(request, public_id, with_one_more)


@require_POST
def decision_remove(request, public_id, index):
    return keep_rows(request, public_id, lambda form: without(form, index))


def keep_rows(request, public_id, change):
    """Keep what was typed with a row more or less, and show the form again."""
    found = visible_case(request, public_id)
    form = DecisionForm(request.POST, **form_needs(request, found))
    try:
        save_draft(found, by=request.user, typed=change(form))
    except PermissionDenied as refused:
        return lost_page(request, found, refused, form.typed())
    response = redirect("declarations:decision", public_id=public_id)
    response["Location"] += "#pengendalian"
    return response


@require_safe
def decision_check(request, public_id):
    found = decidable_case(request, public_id)
    try:
        preview = preview_of(found, request.user)
    except Incomplete:
        return redirect("declarations:decision", public_id=public_id)
    return check_page(request, found, preview)


@require_POST
def decision_sign(request, public_id):
    found = visible_case(request, public_id)
    if already_signed(found, request.user, request.POST.get("content_hash", "")):
        return redirect(found)
    try:
        DECIDE.verdict(request.user, found).require()
        preview = preview_of(found, request.user)
    except PermissionDenied as refused:
        return lost_page(request, found, refused, drafted(found, request.user))
    except Incomplete:
        return redirect("declarations:decision", public_id=public_id)
    form = sign_form(request, preview, request.POST)
    if not form.is_valid():
        return check_page(request, found, preview, form)
    return signed(request, found, preview, form)


def signed(request, found, preview, form):
    """Sign, or say why not, with what was typed still there."""
    try:
        done = proven_and_decided(request, found, preview, form.cleaned_data)
    except ProofRefused as refused:
        form.refuse(refused)
    except BadDrawing as refused:
        form.add_error("drawing", str(refused))
    except DecisionChanged as change:
        if change.preview is None:
            return redirect("declarations:decision", public_id=found.public_id)
        return check_page(request, found, change.preview, changed=True)
    except PermissionDenied as refused:
        return lost_page(request, found, refused, drafted(found, request.user))
    else:
        messages.success(request, f"Putusan ditandatangani, nomor {done.number}.")
        return redirect(next_page(done), public_id=found.public_id)
    return check_page(request, found, preview, form)


def next_page(decision):
    """What was ordered in it is signed next, on a page of its own (ADR 0026)."""
    if decision.controls.exists():
        return "declarations:order"
    return "declarations:case"


def proven_and_decided(request, found, preview, given):
    """The identity is proven before the transaction that signs."""
    return decide(
        found,
        by=request.user,
        proof=proof_of(request, given),
        content_hash=given["content_hash"],
        consent=preview.consent,
        drawing=given["drawing"],
    )


@require_safe
def decision_pdf(request, public_id):
    found = visible_case(request, public_id)
    if found.decision is None:
        raise Http404
    return paper(request, found, found.decision.document)


def decidable_case(request, public_id):
    """The case, where the person may decide it now; 404 or 403 elsewhere."""
    found = visible_case(request, public_id)
    DECIDE.verdict(request.user, found).require()
    return found


def form_needs(request, found):
    return {"case": found, "substitutes": substitutes_for(found)}


def form_page(request, found, form):
    content = found.read_content()
    rows = {f"control_{index}": row for index, row in enumerate(form.controls)}
    context = {
        "case": found,
        "form": form,
        "has_room": len(form.controls) < MAX_CONTROLS,
        "content": content,
        "facts": facts_of(content),
        "recommendations": recommendations_of(found),
        **rows,
    }
    return render(request, "declarations/case_decision.html", context)


def check_page(request, found, preview, form=None, *, changed=False):
    form = form or sign_form(request, preview)
    context = {
        "case": found,
        "preview": preview,
        "content": preview.content,
        "sign_form": form,
        "changed": changed,
    }
    return render(request, "declarations/case_decision_check.html", context)


def drafted(found, user):
    draft = DecisionDraft.objects.filter(case=found, author=user).first()
    return draft.answers if draft else {}


def lost_page(request, found, refused, typed):
    """Somebody else was first: why, and what was typed, to be copied."""
    form = unjudged(typed, **form_needs(request, found))
    texts = [
        {"label": form.fields[name].label, "value": typed[name]}
        for name in TEXTS
        if typed.get(name)
    ]
    texts += [
        {"label": f"Pengendalian {number}", "value": row["scope"].value()}
        for number, row in enumerate(form.controls, start=1)
        if row["scope"].value()
    ]
    return refused_page(request, found.public_id, refused, typed=texts)
