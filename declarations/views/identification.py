from django.contrib import messages
from django.http import Http404, JsonResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_POST, require_safe

from declarations.forms.identification import IdentificationForm, all_no
from declarations.identification import published
from declarations.identification.answered import last_time_of
from declarations.models import Case
from declarations.pages import identification as pages
from declarations.rules.statements import runs_no_conflict
from declarations.views.statements import get_or_post, visible_statement
from declarations.views.topics import STALE, posted_version
from declarations.workflow import identification as workflow
from declarations.workflow.statements import StaleTopic
from kpu_coi.dates import waktu

RENEWED = (
    "Daftar pertanyaan diperbarui sejak Anda mulai. Baca lagi daftarnya di bawah ini."
)


def asked_draft(view):
    """Hand a draft of one's own to the view, with what was answered in it so far."""

    def found(request, public_id):
        draft = visible_statement(request, public_id)
        if not (draft.is_free or draft.is_conflict):
            raise Http404
        if not draft.is_draft:
            return redirect(draft)
        answered = workflow.answered_in(draft)
        if answered is None:
            return redirect(draft.continue_url)
        return view(request, draft, answered)

    found.__name__ = view.__name__
    return found


@require_safe
@asked_draft
def identify(request, draft, answered):
    """The situations on one page, to say in one tap that none of them applies."""
    last = last_time_of(request.user, answered.current)
    if not pages.fits_one_tap(draft, answered, last):
        return redirect("declarations:questions", draft.public_id)
    return identify_page(request, draft, answered, last)


def identify_page(request, draft, answered, last, status=200):
    context = {"draft": draft, "answered": answered, "last": last}
    return render(request, "declarations/identify.html", context, status=status)


@require_POST
@asked_draft
def none_apply(request, draft, answered):
    """Only for the situations that were shown: another version is shown first."""
    if request.POST.get("questionnaire") != str(answered.current.pk):
        return shown_anew(request, draft, "identify")
    try:
        workflow.answer(
            draft,
            all_no(answered.current),
            version=posted_version(request),
            by=request.user,
        )
    except StaleTopic:
        messages.warning(request, STALE)
        return redirect("declarations:questions", draft.public_id)
    return redirect(pages.next_url(draft, workflow.answered_in(fresh(draft))))


@get_or_post
@asked_draft
def questions(request, draft, answered):
    last = last_time_of(request.user, answered.current)
    if request.method != "POST":
        offered = answered.answers if answered.is_started else last and last.answers
        form = IdentificationForm(version=answered.current, answers=offered)
        return questions_page(request, draft, answered, form, last)
    form = posted_form(request, answered)
    version = posted_version(request)
    try:
        workflow.answer(draft, form.typed(), version=version, by=request.user)
    except StaleTopic as stale:
        messages.error(request, STALE)
        return questions_page(
            request, draft, answered, form, last, version=stale.version
        )
    draft = fresh(draft)
    answered = workflow.answered_in(draft)
    if answered.to_ask_again:
        return shown_anew(request, draft, "questions")
    if not form.is_valid():
        return questions_page(request, draft, answered, form, last)
    came_from_review = request.GET.get("dari") == "periksa"
    return redirect(pages.next_url(draft, answered, last, back=came_from_review))


def posted_form(request, answered):
    """What was answered, by the version that the page has shown."""
    shown = published.by_id(request.POST.get("questionnaire", ""))
    return IdentificationForm(request.POST, version=shown or answered.current)


def shown_anew(request, draft, page):
    """Another version holds by now: what it asks otherwise is shown first."""
    messages.warning(request, RENEWED)
    return redirect(f"declarations:{page}", draft.public_id)


def questions_page(request, draft, answered, form, last, version=None):
    stale = version is not None
    return render(
        request,
        "declarations/questions.html",
        pages.questions_context(draft, answered, form, last)
        | {"version": version if stale else answered.version},
        status=409 if stale else 200,
    )


def fresh(draft):
    """The draft with what was kept in it just now."""
    draft.refresh_from_db(fields=["answers"])
    return draft


@require_POST
@asked_draft
def save_questions(request, draft, answered):
    """Keep the answers so far; tells a script, in words that it can show."""
    form = posted_form(request, answered)
    version = posted_version(request)
    try:
        version = workflow.answer(draft, form.typed(), version=version, by=request.user)
    except StaleTopic:
        return JsonResponse({"message": STALE}, status=409)
    unit = draft.unit
    at = waktu(timezone.now(), unit.timezone, unit.tz_abbr)
    return JsonResponse({"version": version, "message": f"Draf tersimpan {at}."})


@require_safe
@asked_draft
def outcome(request, draft, answered):
    """What the answers say beside what was chosen, before going on."""
    if not answered.is_complete:
        return redirect("declarations:questions", draft.public_id)
    last = last_time_of(request.user, answered.current)
    context = pages.outcome_context(draft, answered, last)
    if not context["disagreement"] and not context["differences"]:
        return redirect(draft.continue_url)
    context["may_be_free"] = runs_no_conflict(request.user)
    return render(request, "declarations/outcome.html", context)


@require_POST
@asked_draft
def declare_conflict(request, draft, answered):
    draft = workflow.declare_conflict(draft, by=request.user)
    return redirect("declarations:topics", draft.public_id)


@require_POST
@asked_draft
def declare_free(request, draft, answered):
    draft = workflow.declare_free(draft, by=request.user)
    return redirect("declarations:sign", draft.public_id)


def before_free(request, draft):
    """
    Where a FREE draft goes instead of its signing page, if anywhere.

    Nobody is led to sign that he is free without having seen the situations.
    """
    running = Case.objects.running(request.user)
    if cases := list(running.select_related("regime", "statement")):
        context = {"draft": draft, "cases": cases}
        return render(request, "declarations/not_free.html", context, status=403)
    answered = workflow.answered_in(draft)
    if answered is None or answered.allows_free:
        return None
    if answered.is_complete:
        return redirect("declarations:outcome", draft.public_id)
    return redirect("declarations:identify", draft.public_id)
