"""What the pages of the questionnaire show to somebody who answers it."""

from django.urls import reverse

from declarations.identification.questions import Answer, Finding

NOT_AGREEING = {
    (True, Finding.CONFLICT): "yes_but_free",
    (True, Finding.DOUBT): "unsure_but_free",
    (False, Finding.NOTHING): "no_but_conflict",
}
"""What is pointed out, by whether FREE was chosen and what the answers say."""


def fits_one_tap(draft, answered, last):
    """Only where nothing said before would be swept away by one tap."""
    said = set(answered.answers.values()) | set(last.answers.values() if last else ())
    return draft.is_free and said <= {Answer.NO}


def next_url(draft, answered, last=None, *, back=False):
    """To the text or the topics, or first to what must be pointed out."""
    differs = draft.is_free and last and last.differences(answered)
    disagrees = (draft.is_free, answered.finding) in NOT_AGREEING
    settled = draft.is_free and answered.allows_free
    if differs or (disagrees and not settled):
        return reverse("declarations:outcome", args=[draft.public_id])
    if back and draft.is_conflict:
        return reverse("declarations:review", args=[draft.public_id])
    return draft.continue_url


def questions_context(draft, answered, form, last):
    """All questions, or what changed first and the answers that stand below it."""
    again = [question.code for question in answered.to_ask_again]
    rows = form.rows(again=again, last=last)
    changed = [row for row in rows if has_changed(row)]
    return {
        "draft": draft,
        "answered": answered,
        "form": form,
        "last": last,
        "rows": changed if answered.is_outdated and changed else rows,
        "standing": [row for row in rows if row not in changed] if changed else [],
        "offers_last": bool(last) and not answered.is_started,
    }


def has_changed(row):
    return row["again"] or any(has_changed(below) for below in row["rows"])


def outcome_context(draft, answered, last):
    disagreement = NOT_AGREEING.get((draft.is_free, answered.finding), "")
    return {
        "draft": draft,
        "answered": answered,
        "disagreement": "" if answered.told else disagreement,
        "last": last,
        "differences": last.differences(answered) if last else [],
    }


def task_of(draft, answered):
    """The questionnaire as a row above the topics; None where there is none."""
    if answered is None:
        return None
    tag = {"kind": "", "tag": "Dilewati"}
    if answered.is_started:
        tag = {"kind": "info", "tag": "Sedang diisi"}
    if answered.to_ask_again:
        tag = {"kind": "warning", "tag": "Ada yang diperbarui"}
    elif answered.is_started and answered.is_complete:
        tag = {"kind": "ok", "tag": "Selesai"}
    url = reverse("declarations:questions", args=[draft.public_id])
    return {"title": "Pertanyaan awal", "url": url, **tag}


def section_of(draft, answered):
    """The answers to read over, each with the way to change it."""
    url = reverse("declarations:questions", args=[draft.public_id])
    return [
        {"label": question.title, "value": words, "change_url": f"{url}?dari=periksa"}
        for question, words in answered.lines()
    ]
