"""What the pages of what follows from a decision show."""

from collections import defaultdict

from declarations.forms import controls as forms
from declarations.models import ControlState, HandlingKind
from declarations.models.controls import CONFIRMATIONS
from declarations.pages.case_head import head_of
from declarations.pages.cases import at
from kpu_coi.dates import hari_tanggal

HERE = "case_controls"
STATE_TAGS = {
    ControlState.DUE: "late",
    ControlState.RUNNING: "ok",
    ControlState.AHEAD: "info",
    ControlState.ENDED: "",
}


def page_of(case, user):
    """The controls of the decision in force, and what else follows from it."""
    notes = list(case.handling_notes.select_related("by").prefetch_related("files"))
    head = head_of(case, user, here=HERE)
    inside = head["is_reviewer"] or head["oversees"] or head["is_declarant"]
    return head | {
        "controls": rows_of(case, notes),
        "order": case.handling_order,
        "order_due": order_due(case),
        "announcement": announcement_of(case),
        "past": past_of(case),
        "referral": referral_of(case) if inside else [],
        "confirmations": [
            note_words(case, note, user)
            for note in notes
            if note.kind in CONFIRMATIONS or note.kind == HandlingKind.CLOSED
        ],
    }


def rows_of(case, notes):
    """Each control of the decision in force: its words, its state, its last note."""
    if case.decision is None:
        return []
    decided = case.decision.content["review"]["controls"]
    spoken = defaultdict(list)
    for note in notes:
        spoken[note.control_id].append(note)
    return [
        row_of(case, control, decided[control.order - 1], spoken[control.pk])
        for control in case.decision.controls.all()
    ]


def row_of(case, control, words, notes):
    state = control.state_on(case.today)
    last = notes[-1] if notes else None
    return {
        "control": control,
        "words": words,
        "state": state.label,
        "tag": STATE_TAGS[state],
        "reported": bool(last) and last.kind == HandlingKind.REPORTED,
        "last": f"{last.get_kind_display()}, {at(case, last.at)}" if last else "",
    }


def control_page_of(case, control, user):
    """One control with all that was said about it."""
    notes = list(control.notes.select_related("by").prefetch_related("files"))
    decided = case.decision.content["review"]["controls"]
    row = row_of(case, control, decided[control.order - 1], notes)
    words = row["words"]
    facts = [
        {"label": "Ruang lingkup", "value": words["scope"]},
        {"label": "Pengganti", "value": words["substitute"]},
        {"label": "Bukti yang diharapkan", "value": words.get("evidence", "")},
        {"label": "Mulai", "value": hari_tanggal(control.starts_on)},
        {"label": "Ditinjau", "value": hari_tanggal(control.review_on)},
    ]
    if control.ended_at:
        facts.append({"label": "Berakhir", "value": at(case, control.ended_at)})
    return head_of(case, user, here=HERE) | {
        "row": row,
        "control": control,
        "facts": [fact for fact in facts if fact["value"]],
        "thread": [note_words(case, note, user) for note in notes],
    }


def note_words(case, note, user):
    kind = note.get_kind_display()
    if note.review_on:
        kind = f"{kind} sampai {hari_tanggal(note.review_on)}"
    return {
        "who": f"{note.by.name}, {note.by_as}",
        "at": f"{kind} · {at(case, note.at)}",
        "text": note.text,
        "own": note.by_id == user.pk,
        "files": files_of(note),
    }


def files_of(owner):
    return [
        {"id": file.public_id, "name": file.about["name"]} for file in owner.files.all()
    ]


def order_due(case):
    """By when the order is to be acknowledged, while it is not."""
    order = case.handling_order
    if order is None or order.acknowledged_at:
        return None
    return order.due_in(case.unit)


def announcement_of(case):
    """The rows of an open announcement, with its files; None while there is none."""
    made = case.announced
    if made is None:
        return None
    told = made.told
    return {
        "rows": [
            {"label": "Cara", "value": told["forum"]},
            {"label": "Tanggal", "value": hari_tanggal(made.held_on)},
            {"label": "Tempat atau media", "value": told["place"]},
            {"label": "Nomor", "value": told["minutes"]},
            {"label": "Dicatat", "value": at(case, made.recorded_at)},
        ],
        "files": files_of(made),
    }


def past_of(case):
    """The second look at an earlier decision; None where none was ordered."""
    review = getattr(case.decision, "past_review", None)
    if review is None:
        return None
    if review.recorded_at is None:
        return {"due": review.due_in(case.unit), "rows": []}
    rows = [
        {"label": "Hasil", "value": review.get_result_display()},
        {"label": "Keputusan baru", "value": new_decision(review)},
        {"label": "Alasan", "value": review.reasons},
        {"label": "Dicatat", "value": at(case, review.recorded_at)},
    ]
    return {"due": None, "rows": [row for row in rows if row["value"]]}


def new_decision(review):
    if review.new_on is None:
        return ""
    return f"Nomor {review.new_number}, {hari_tanggal(review.new_on)}"


def referral_of(case):
    """Where the case was referred to, and what came of it."""
    referral = getattr(case.decision, "referral", None)
    if referral is None:
        return []
    rows = [
        {"label": "Dirujuk ke", "value": referral.get_forum_display()},
        {"label": "Surat", "value": f"Nomor {referral.number}"},
        {"label": "Tanggal", "value": hari_tanggal(referral.referred_on)},
    ]
    if referral.result_on:
        rows += [
            {"label": "Hasil", "value": referral.get_result_display()},
            {
                "label": "Keputusan",
                "value": f"Nomor {referral.result_number}, "
                f"{hari_tanggal(referral.result_on)}",
            },
        ]
    return rows


def forms_of(case, moves):
    """The forms that are open to the person, each under its own prefix."""
    made = {}
    if moves["announce"]:
        made["announce_form"] = forms.AnnouncementForm(case=case, prefix="terbuka")
    if moves["confirm"]:
        made["confirm_form"] = forms.ConfirmForm(case=case, prefix="keadaan")
    if moves["review_past"]:
        made["past_form"] = forms.PastReviewForm(case=case, prefix="terdahulu")
    if moves["close"]:
        made["close_form"] = forms.ReasonForm(case=case, prefix="tutup")
    if moves["refer"]:
        referral = getattr(case.decision, "referral", None)
        made["refer_form"] = forms.ReferralForm(case=case, prefix="rujukan")
        if referral and not referral.result:
            made["result_form"] = forms.ReferralResultForm(case=case, prefix="hasil")
    return made


def control_forms_of(case, control, moves):
    """What may be done about one control that has not ended."""
    made, about = {}, {"case": case, "control": control}
    if control.ended_at:
        return made
    if moves["report"]:
        made["report_form"] = forms.ReportForm(**about, prefix="lapor")
    if moves["recheck"]:
        made["recheck_form"] = forms.RecheckForm(**about, prefix="tinjau")
    if moves["end_control"]:
        made["end_form"] = forms.EndForm(**about, prefix="akhiri")
    return made
