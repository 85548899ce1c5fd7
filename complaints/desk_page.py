"""What the desk sees of a complaint: facts, people, dates, and what may be done."""

from django.utils.timezone import localdate

from complaints import promises
from complaints.models import (
    CLOSED,
    AccusedPost,
    Complaint,
    Identity,
    MessageKind,
    RecordKind,
    Status,
)
from complaints.status_page import CONTENT, file_words, moment
from complaints.workflow import acts, moves
from kpu_coi.dates import together

TAG_KINDS = {
    Status.RECEIVED: "warn",
    Status.VERIFYING: "info",
    Status.INCOMPLETE: "",
    Status.INELIGIBLE: "",
    Status.ASSESSED: "info",
    Status.FORWARDED: "brand",
    Status.EXAMINING: "info",
    Status.PLENARY: "brand",
    Status.PROVEN: "ok",
    Status.UNPROVEN: "ok",
}
# The verb that a page leads on with, in each status.
NEXT = {
    Status.VERIFYING: ("assess", "ask", "refuse", "forward"),
    Status.ASSESSED: ("examine", "hear", "forward", "close_proven", "close_unproven"),
    Status.EXAMINING: ("hear", "refer_to_plenary", "close_proven", "close_unproven"),
    Status.PLENARY: ("close_proven", "close_unproven"),
}
PATHS = {
    "ask": ("desk_ask", "chat"),
    "refuse": ("desk_refuse", "skip"),
    "assess": ("desk_assess", "scales"),
    "forward": ("desk_forward", "arrow"),
    "hear": ("desk_hear", "people"),
    "refer_to_plenary": ("desk_plenary", "building"),
    "close_proven": ("desk_prove", "check"),
    "close_unproven": ("desk_unprove", "document"),
    "disclose": ("desk_disclose", "key"),
    "relate": ("desk_relate", "shield"),
    "note_ticket": ("desk_ticket", "pen"),
}
AT_ONCE = {
    "verify": (
        "desk_verify",
        "Anda menjadi penanggung jawab. Pengadu melihat bahwa pengaduannya diperiksa.",
    ),
    "examine": (
        "desk_examine",
        "Batas waktu pemeriksaan mulai dihitung. Pengadu melihat bahwa pengaduannya "
        "diperiksa.",
    ),
    "archive": ("desk_archive", "Pekerjaan selesai; pengadu tetap dapat membacanya."),
    "take_over": ("desk_take_over", "Anda menjadi penanggung jawab menggantikannya."),
}
LEAD = {
    Status.RECEIVED: "verify",
    Status.ASSESSED: "examine",
    **dict.fromkeys(CLOSED - {Status.ARCHIVED}, "archive"),
}
IDENTITY = (("name", "Nama"), ("contact", "Kontak"), ("address", "Alamat"))
UNDISCLOSED = {
    Identity.CONFIDENTIAL: "Pengadu meminta namanya dirahasiakan. Petugas penanggung "
    "jawab dapat membukanya dengan alasan yang dicatat.",
    Identity.ANONYMOUS: "Pengadu memilih anonim. Tidak ada nama atau kontak yang "
    "disimpan.",
}
NOT_CASED = "Belum ada nomor dari sana"


def page_of(complaint: Complaint, user) -> dict:
    """The context of the page of a complaint that was read `for_page`."""
    may = moves.verdicts(user, complaint) | acts.verdicts(user, complaint)
    files = list(complaint.files.all())
    messages = list(complaint.messages.select_related("author"))
    records = list(complaint.records.select_related("by"))
    referrals = list(complaint.referrals.select_related("unit"))
    dues = dues_of(complaint)
    running = [due for due in dues if not due["paused"]]
    return {
        "complaint": complaint,
        "unit": complaint.handling_unit,
        "tag_kind": TAG_KINDS.get(complaint.status, ""),
        "register": register_number(complaint, referrals),
        "may": may,
        "lead_act": lead_act(complaint, may),
        "verbs": verbs_of(complaint, may),
        "content": content_of(complaint),
        "facts": facts_of(complaint),
        "identity": identity_of(complaint),
        "undisclosed": UNDISCLOSED.get(complaint.identity, ""),
        "files": [shown_file(file, complaint) for file in files],
        "thread": [shown(message, complaint, user, files) for message in messages],
        "dues": dues,
        "next_due": running[0] if running else None,
        "records": [shown_record(record, complaint) for record in records],
        "referrals": [shown_referral(one, complaint) for one in referrals],
        "timeline": timeline_of(complaint),
        "readings": readings_of(complaint),
    }


def register_number(complaint: Complaint, referrals: list) -> str:
    """The number at this desk, where it is not the one that the complainant has."""
    numbers = [one.number for one in referrals if one.number]
    return numbers[-1] if numbers else ""


def lead_act(complaint: Complaint, may: dict) -> dict | None:
    """The one thing that is done with a single press in this status."""
    name = LEAD.get(complaint.status)
    if name is None or not may[name]:
        return None
    label = next(move.label for move in moves.MOVES if move.name == name)
    return {"label": label, "path": AT_ONCE[name][0], "words": AT_ONCE[name][1]}


def verbs_of(complaint: Complaint, may: dict) -> list[dict]:
    """The links to the verbs that are open to the person now, the likely one first."""
    labels = {one.name: one.label for one in (*moves.MOVES, *acts.ACTS)}
    likely = NEXT.get(complaint.status, ())
    names = [name for name in likely if name in PATHS]
    names += [name for name in PATHS if name not in names and name != "disclose"]
    return [
        {"label": labels[name], "path": PATHS[name][0], "icon": PATHS[name][1]}
        for name in names
        if may[name]
    ]


def content_of(complaint: Complaint) -> list[dict]:
    told = complaint.content
    return [
        {"label": label.replace("Anda", "pengadu"), "value": told[name]}
        for name, label in CONTENT
        if told.get(name)
    ]


def facts_of(complaint: Complaint) -> list[dict]:
    """What the complainant chose from lists, and how the desk sees it."""
    told = complaint.content
    post = AccusedPost(told["accused_post"]).label if told["accused_post"] else ""
    accused = [
        told["accused_name"],
        post or complaint.get_accused_class_display(),
        complaint.accused_unit.name,
    ]
    rows = [
        {"label": "Kategori", "value": complaint.get_category_display()},
        {"label": "Yang diadukan", "lines": [line for line in accused if line]},
    ]
    if complaint.triage:
        rows.append({"label": "Penilaian", "value": complaint.get_triage_display()})
    if complaint.needs_examination is not None:
        words = "Ya" if complaint.needs_examination else "Tidak"
        rows.append({"label": "Berkadar pengawasan", "value": words})
    return rows


def identity_of(complaint: Complaint) -> list[dict]:
    """Only of who chose to be open; the rest is never opened by looking."""
    if complaint.identity != Identity.OPEN:
        return []
    return identity_rows(complaint.complainant)


def identity_rows(told: dict) -> list[dict]:
    return [
        {"label": label, "value": told[name]}
        for name, label in IDENTITY
        if told.get(name)
    ]


def shown_file(file, complaint: Complaint) -> dict:
    return {
        "id": file.public_id,
        "words": file_words(file),
        "at": moment(complaint, file.at),
    }


def shown(message, complaint: Complaint, user, files: list) -> dict:
    text = message.body
    names = [file_words(file) for file in files if file.message_id == message.pk]
    if names:
        text = f"{text}\n\nLampiran: {'; '.join(names)}"
    who = message.author.name if message.author else "Pengadu"
    if message.kind != MessageKind.MESSAGE:
        who = f"{who}, {message.get_kind_display().lower()}"
    return {
        "who": who,
        "own": message.author_id == user.pk,
        "at": moment(complaint, message.at),
        "text": text,
    }


def dues_of(complaint: Complaint) -> list[dict]:
    """The dates still to be kept, the nearest first; what stands still comes last."""
    found = []
    for promise in complaint.promises.pending():
        promise.complaint = complaint
        found.append(
            {
                "what": promises.NAMES[promise.code].replace("Anda", "pengadu"),
                "due": promise.due,
                "paused": promise.paused_on is not None,
            }
        )
    return sorted(found, key=lambda one: (one["paused"], one["due"].on))


def shown_record(record, complaint: Complaint) -> dict:
    told = record.told
    lines = []
    if record.kind == RecordKind.HEARING:
        lines = [told["place"], told["participants"], told["minutes"]]
        if told["separate"]:
            lines.insert(1, "Pengadu didengar terpisah")
    elif record.kind == RecordKind.CONCLUSION:
        model = f"Model {told['form_model']}" if told["form_model"] else ""
        lines = [told["conclusion"], model]
    elif record.kind == RecordKind.RELATED:
        lines = [told["person"], told["reason"]]
    else:
        lines = [told.get("reason") or told.get("words", ""), told.get("why_not", "")]
    return {
        "label": record.get_kind_display(),
        "who": record.by.name,
        "at": moment(complaint, record.at),
        "lines": [line for line in lines if line],
    }


def shown_referral(referral, complaint: Complaint) -> dict:
    where = referral.unit.name if referral.unit else referral.get_outcome_display()
    number = referral.number or referral.ticket or NOT_CASED
    return {"label": where, "lines": [number, moment(complaint, referral.at)]}


def timeline_of(complaint: Complaint) -> list[dict]:
    return [
        {"text": Status(status).label, "at": moment(complaint, at)}
        for status, at in zip(
            complaint.step_statuses, complaint.step_times, strict=True
        )
    ]


def readings_of(complaint: Complaint) -> list[dict]:
    return [
        {
            "label": reading.reader.name,
            "value": f"Terakhir {moment(complaint, reading.last_at)}",
        }
        for reading in complaint.readers
    ]


def row_of(complaint: Complaint, today) -> Complaint:
    """A complaint as a row of the list."""
    complaint.tag_kind = TAG_KINDS.get(complaint.status, "")
    days = (today - localdate(complaint.received_at)).days
    complaint.age = together("hari ini" if days <= 0 else f"{days} hari")
    return complaint
