from django.contrib import messages
from django.http import Http404, JsonResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_POST, require_safe

from declarations import content
from declarations.differences import changes_to, former_of
from declarations.forms.rows import RowsForm
from declarations.identification.answered import last_time_of
from declarations.identification.leading import contradictions
from declarations.models import Kind
from declarations.pages.identification import section_of, task_of
from declarations.pages.statements import (
    files_section,
    files_task,
    identity_rows,
    preview_steps,
    sections_of,
    task_rows,
)
from declarations.topics import FORMS, all_complete, topic_of, topics_of
from declarations.views.statements import get_or_post, visible_statement
from declarations.workflow import statements as workflow
from declarations.workflow.identification import answered_in
from kpu_coi.dates import waktu

ANSWERED = ("answers", "last", "differences")
STALE = (
    "Bagian ini sudah disimpan dari jendela atau perangkat lain. Isian Anda di bawah "
    "masih ada tetapi belum disimpan. Simpan lagi untuk menggantikan yang lain, atau "
    "muat ulang halaman untuk melihatnya."
)


def fillable_draft(request, public_id, slug=None):
    """A statement with topics of one's own, signed or not; 404 for one unknown."""
    draft = visible_statement(request, public_id)
    if slug not in {None, *FORMS.get(draft.kind, ())} or not draft.has_topics:
        raise Http404
    return draft


@require_safe
def topics(request, public_id):
    draft = fillable_draft(request, public_id)
    if not draft.is_draft:
        return redirect(draft)
    found = topics_of(draft.read_answers(), content.drafting_of(draft))
    answered = answered_in(draft)
    return render(
        request,
        "declarations/topics.html",
        {
            "draft": draft,
            "tasks": tasks_with_files(draft, found.values()),
            "total": len(found),
            "former": former_of(draft),
            "answered": answered,
            "questionnaire": task_of(draft, answered),
            "complete": all_complete(found),
            "done": sum(topic.is_complete for topic in found.values()),
        },
    )


@get_or_post
def topic(request, public_id, slug):
    draft = fillable_draft(request, public_id, slug)
    if not draft.is_draft:
        return redirect(draft)
    kept = topic_of(draft.read_answers(), slug, content.drafting_of(draft))
    if request.method != "POST":
        form = kept.form if kept.is_complete else kept.form.unjudged()
        return topic_page(request, draft, slug, form, kept.version)
    form = posted_form(request, draft, slug)
    try:
        version = save(request, draft, slug, form.typed())
    except workflow.StaleTopic as stale:
        messages.error(request, STALE)
        return topic_page(request, draft, slug, form, stale.version, status=409)
    if not form.is_valid():
        return topic_page(request, draft, slug, form, version)
    return redirect(after_topic(request), draft.public_id)


@require_POST
def autosave(request, public_id, slug):
    """Keep what is typed so far; answers a script, in words that it can show."""
    draft = fillable_draft(request, public_id, slug)
    form = posted_form(request, draft, slug)
    try:
        version = save(request, draft, slug, form.typed())
    except workflow.StaleTopic:
        return JsonResponse({"message": STALE}, status=409)
    unit = draft.unit
    at = waktu(timezone.now(), unit.timezone, unit.tz_abbr)
    return JsonResponse({"version": version, "message": f"Draf tersimpan {at}."})


@require_POST
def add_row(request, public_id, slug):
    return rows_changed(request, public_id, slug, lambda form: form.with_one_more())


@require_POST
def remove_row(request, public_id, slug, index):
    return rows_changed(request, public_id, slug, lambda form: form.without(index))


def rows_changed(request, public_id, slug, change):
    """Keep the rows, one more or one less, and show them again."""
    draft = fillable_draft(request, public_id, slug)
    form = posted_form(request, draft, slug)
    if not isinstance(form, RowsForm):
        raise Http404
    try:
        save(request, draft, slug, change(form))
    except workflow.StaleTopic as stale:
        messages.error(request, STALE)
        return topic_page(request, draft, slug, form, stale.version, status=409)
    return redirect("declarations:topic", draft.public_id, slug)


@require_safe
def review(request, public_id):
    draft = fillable_draft(request, public_id)
    if not draft.is_draft:
        return redirect(draft)
    try:
        preview = content.preview_of(draft)
    except content.Incomplete:
        messages.warning(request, "Lengkapi dulu bagian yang belum selesai.")
        return redirect("declarations:topics", draft.public_id)
    return render(
        request,
        "declarations/review.html",
        {
            "draft": draft,
            "identity": identity_rows(preview.content["declarant"]),
            "sections": sections_with_files(draft, preview),
            "preview": preview,
            "trail": preview_steps(preview),
            "changes": changes_to(draft, preview.content),
            **first_answers(request.user, draft, preview),
        },
    )


def tasks_with_files(draft, found):
    """The task list; only a conflict is declared with files (rule 4)."""
    tasks = task_rows(draft, found)
    return [*tasks, files_task(draft)] if draft.is_conflict else tasks


def sections_with_files(draft, preview):
    """What is read over; only a conflict is declared with files (rule 4)."""
    sections = sections_of(draft, preview.topics)
    if not draft.is_conflict:
        return sections
    files = preview.content["statement"]["attachments"]
    return [*sections, files_section(draft, files)]


def first_answers(user, draft, preview):
    """The first questions as answered, where they changed, and where they disagree."""
    if not draft.is_conflict:
        return dict.fromkeys(("contradictions", *ANSWERED), ())
    answered = answered_in(draft)
    topics = {topic.slug: topic for topic in preview.topics}
    differing = contradictions(answered, topics, content.drafting_of(draft))
    if answered is None or not answered.is_started:
        return {"contradictions": differing, **dict.fromkeys(ANSWERED, ())}
    last = last_time_of(user, answered.current)
    return {
        "contradictions": differing,
        "answers": section_of(draft, answered),
        "last": last,
        "differences": last.differences(answered) if last else [],
    }


def posted_form(request, draft, slug):
    form = FORMS[Kind(draft.kind)][slug]
    return form(request.POST, drafting=content.drafting_of(draft))


def save(request, draft, slug, typed):
    """Keep what was typed, if nobody saved the topic since the form was opened."""
    version = posted_version(request)
    return workflow.save_topic(draft, slug, typed, version=version, by=request.user)


def posted_version(request):
    """The version that the form was opened with; what is no number is an old one."""
    version = request.POST.get("version", "")
    return int(version) if version.isdecimal() and len(version) < 9 else 0


def after_topic(request):
    """Back to the summary for somebody who came from there, else to the topics."""
    came_from_review = request.GET.get("dari") == "periksa"
    return "declarations:review" if came_from_review else "declarations:topics"


def topic_page(request, draft, slug, form, version, status=200):
    rows = getattr(form, "entries", [])
    return render(
        request,
        "declarations/topic_rows.html" if rows else "declarations/topic.html",
        {
            "draft": draft,
            "slug": slug,
            "form": form,
            "version": version,
            "back": after_topic(request),
            **{f"row_{place}": row for place, row in enumerate(rows)},
        },
        status=status,
    )
