from django.contrib import messages
from django.http import Http404, JsonResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_POST, require_safe

from declarations import content
from declarations.differences import changes_to, former_of
from declarations.forms.rows import RowsForm
from declarations.models import Kind
from declarations.statement_page import (
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
from kpu_coi.dates import waktu

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
    return render(
        request,
        "declarations/topics.html",
        {
            "draft": draft,
            "tasks": [*task_rows(draft, found.values()), files_task(draft)],
            "total": len(found),
            "former": former_of(draft),
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
            "sections": [
                *sections_of(draft, preview.topics),
                files_section(draft, preview.content["statement"]["attachments"]),
            ],
            "preview": preview,
            "trail": preview_steps(preview),
            "changes": changes_to(draft, preview.content),
        },
    )


def posted_form(request, draft, slug):
    form = FORMS[Kind(draft.kind)][slug]
    return form(request.POST, drafting=content.drafting_of(draft))


def save(request, draft, slug, typed):
    """Keep what was typed; the version comes from the form, as it was opened."""
    version = request.POST.get("version", "")
    return workflow.save_topic(
        draft,
        slug,
        typed,
        version=int(version) if version.isdecimal() and len(version) < 9 else 0,
        by=request.user,
    )


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
