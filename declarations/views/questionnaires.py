from django.contrib import messages
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.views.decorators.http import require_POST, require_safe

from declarations.forms.identification import IdentificationForm
from declarations.forms.questionnaires import PublishForm, QuestionForm, with_faults
from declarations.models import Questionnaire
from declarations.pages import questionnaires as pages
from declarations.rules.questionnaires import may_edit_questionnaire
from declarations.views.statements import get_or_post
from declarations.workflow import questionnaires as workflow
from kpu_coi.dates import tanggal

STALE = (
    "Draf ini diubah dari jendela atau oleh administrator lain sejak Anda membukanya. "
    "Belum ada yang disimpan. Periksa lagi, lalu ulangi."
)


def for_editors(view):
    """What administrators of the organisation see does not exist for others."""

    def guarded(request, *args, **kwargs):
        if not may_edit_questionnaire(request.user):
            raise Http404
        return view(request, *args, **kwargs)

    guarded.__name__ = view.__name__
    return guarded


def found_version(pk):
    versions = Questionnaire.objects.select_related("regime", "created_by")
    return get_object_or_404(versions, pk=pk)


def posted_revision(request):
    """The revision that the page showed; what is no number is an old one."""
    revision = request.POST.get("revision", "")
    return int(revision) if revision.isdecimal() and len(revision) < 9 else -1


@require_safe
@for_editors
def questionnaires(request):
    groups = pages.groups(timezone.localdate())
    return render(request, "declarations/questionnaires.html", {"groups": groups})


@require_safe
@for_editors
def questionnaire(request, pk):
    context = pages.version_context(found_version(pk))
    return render(request, "declarations/questionnaire.html", context)


@require_POST
@for_editors
def draft(request, pk):
    made = workflow.draft_from(found_version(pk), by=request.user)
    return redirect("declarations:questionnaire", made.pk)


@require_safe
@for_editors
def preview(request, pk):
    """As staff see it; nothing can be sent from here."""
    version = found_version(pk)
    rows = IdentificationForm(version=version).rows()
    context = {"version": version, "rows": rows}
    return render(request, "declarations/preview_questionnaire.html", context)


@get_or_post
@for_editors
def publish(request, pk):
    version = found_version(pk)
    earliest = workflow.earliest_day(version)
    form = PublishForm(request.POST or None, earliest=earliest)
    if form.is_valid():
        day = form.cleaned_data["valid_from"]
        try:
            workflow.publish(
                version, day, by=request.user, revision=posted_revision(request)
            )
        except workflow.Unsound:
            return redirect("declarations:questionnaire", pk)
        except workflow.StaleDraft:
            return stale(request, pk)
        messages.success(
            request, f"Versi {version.version} terbit, berlaku mulai {tanggal(day)}."
        )
        return redirect("declarations:questionnaire", pk)
    context = {"form": form} | pages.version_context(version)
    return render(request, "declarations/publish_questionnaire.html", context)


def stale(request, pk):
    messages.warning(request, STALE)
    return redirect("declarations:questionnaire", pk)


@require_safe
@for_editors
def confirm_discard(request, pk):
    context = {"version": found_version(pk)}
    return render(request, "declarations/confirm_discard_questionnaire.html", context)


@require_POST
@for_editors
def discard(request, pk):
    version = found_version(pk)
    try:
        workflow.discard(version, by=request.user, revision=posted_revision(request))
    except workflow.StaleDraft:
        return stale(request, pk)
    messages.success(request, f"Draf versi {version.version} dihapus.")
    return redirect("declarations:questionnaires")


@get_or_post
@for_editors
def add_question(request, pk):
    version = found_version(pk)
    form = QuestionForm(request.POST or None, version=version)
    return question_saved_or_page(request, version, form)


@get_or_post
@for_editors
def edit_question(request, pk, code):
    """With what is wrong with it at the fields, as soon as it is opened."""
    version = found_version(pk)
    question = found_question(version, code)
    faults = [one for one in workflow.faults_in(version) if one.code == code]
    if request.method != "POST" and faults:
        form = with_faults(version, question, faults)
        return question_page(request, version, form)
    form = QuestionForm(request.POST or None, version=version, question=question)
    return question_saved_or_page(request, version, form)


def found_question(version, code):
    if not version.is_draft or code not in version.question_set.by_code:
        raise Http404
    return version.question_set.by_code[code]


def question_saved_or_page(request, version, form):
    if not version.is_draft:
        raise Http404
    if not form.is_valid():
        return question_page(request, version, form)
    try:
        workflow.put_question(
            version, form.made(), by=request.user, revision=posted_revision(request)
        )
    except workflow.StaleDraft:
        messages.error(request, STALE)
        return question_page(request, version, form, status=409)
    return redirect("declarations:questionnaire", version.pk)


def question_page(request, version, form, status=200):
    context = {"version": version, "form": form}
    return render(request, "declarations/edit_question.html", context, status=status)


@require_POST
@for_editors
def raise_question(request, pk, code):
    return changed(request, pk, code, workflow.move_question, up=True)


@require_POST
@for_editors
def lower_question(request, pk, code):
    return changed(request, pk, code, workflow.move_question, up=False)


@require_POST
@for_editors
def remove_question(request, pk, code):
    return changed(request, pk, code, workflow.remove_question)


def changed(request, pk, code, verb, **how):
    """One change of a question in its draft, and back to the draft."""
    version = found_version(pk)
    found_question(version, code)
    try:
        verb(version, code, by=request.user, revision=posted_revision(request), **how)
    except workflow.StaleDraft:
        return stale(request, pk)
    return redirect("declarations:questionnaire", pk)
