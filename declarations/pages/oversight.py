"""What the pages of oversight and of P3K2's recommendation show to one reader."""

from django.urls import reverse

from deadlines.regimes import label
from declarations.models import NoteKind
from declarations.pages.case_head import head_of
from declarations.pages.cases import at
from declarations.workflow.case_moves import (
    END_OVERSIGHT,
    ESCALATE,
    INQUIRE,
    MONITOR,
    RECONSIDER,
)

VERBS = (
    (INQUIRE, "oversight_inquire", "chat"),
    (RECONSIDER, "oversight_reconsider", "scales"),
    (ESCALATE, "oversight_escalate", "arrow"),
    (MONITOR, "oversight_monitor", "eye"),
    (END_OVERSIGHT, "oversight_end", "check"),
)


def oversight_page(case, user):
    """All notes for the Inspektorat; for the reviewer those that are meant for him."""
    head = head_of(case, user, here="oversight")
    overseer = head["oversees"]
    notes = case.notes.select_related("written_by", "answer")
    if not overseer:
        notes = notes.filter(shared=True)
    answers = bool(head["moves"]["respond"])
    return head | {
        "overseer": overseer,
        "notes": [note_row(case, note, user, answers) for note in notes],
        "standing": standing_rows(case),
        "verbs": [
            {
                "label": move.label,
                "icon": icon,
                "url": reverse(f"declarations:{name}", args=[case.public_id]),
            }
            for move, name, icon in VERBS
            if head["moves"][move.name]
        ],
    }


def note_row(case, note, user, answers):
    waits = note.kind == NoteKind.QUESTION and not hasattr(note, "answer")
    return {
        "kind": note.get_kind_display(),
        "who": f"{note.written_by.name}, {note.written_as}",
        "at": at(case, note.written_at),
        "text": note.text,
        "own": note.written_by_id == user.pk,
        "shared": note.shared,
        "waits": waits,
        "reply_url": reverse(
            "declarations:oversight_respond", args=[case.public_id, note.public_id]
        )
        if waits and answers
        else "",
    }


def standing_rows(case):
    """How the oversight stands, in the order in which it goes."""
    rows = []
    if case.oversight_reminded_at:
        reminded = at(case, case.oversight_reminded_at)
        rows.append({"label": "Terakhir diingatkan", "value": reminded})
    if case.monitored_at:
        since = at(case, case.monitored_at)
        rows.append({"label": "Dalam pemantauan sejak", "value": since})
    if case.reconsider_asked_at:
        rows.append({"label": "Pertimbangan ulang", "lines": round_two_lines(case)})
    if case.oversight_ended_at:
        ended = at(case, case.oversight_ended_at)
        rows.append({"label": "Pengawasan ditutup", "value": ended})
    return rows


def round_two_lines(case):
    lines = [f"Diminta {at(case, case.reconsider_asked_at)}"]
    round_two = case.reconsideration
    if round_two.ended_at is None:
        lines.append(f"Ditunggu paling lambat {case.due.words()}")
    else:
        word = "Putusan dipertahankan" if round_two.upheld else "Putusan diganti"
        lines.append(f"{word} {at(case, round_two.ended_at)}")
    return lines


def advice_page(case, user):
    waits = case.advice_is_asked and not case.is_advised
    return head_of(case, user, here="advice") | {
        "recommendations": recommendations_of(case),
        "asked_at": at(case, case.advice_asked_at) if waits else "",
    }


def recommendations_of(case):
    """What P3K2 advised each time that it was asked, the first one first."""
    given = case.recommendations.select_related("given_by")
    return [recommendation_rows(case, one) for one in given]


def recommendation_rows(case, given):
    regime, words = case.regime, given.content
    truth, impact = (
        label(regime, "TRUTH", given.truth),
        label(regime, "IMPACT", given.impact),
    )
    rows = [
        {"label": "Kebenaran situasi", "lines": [truth, words["truth_reason"]]},
        {"label": "Potensi dampak", "lines": [impact, words["impact_reason"]]},
        {
            "label": "Usul pengendalian",
            "lines": words["controls"] or ["Tidak ada yang diusulkan."],
        },
        {"label": "Rekomendasi", "value": words["reason"]},
    ]
    again = case.reconsider_asked_at
    return {
        "who": f"{given.given_by.name}, {given.given_as}",
        "at": at(case, given.given_at),
        "again": again is not None and given.asked_at > again,
        "rows": rows,
    }
