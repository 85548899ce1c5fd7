"""What the complainant sees of the complaint: plain words, dates, messages."""

from complaints import promises, receipts
from complaints.models import Complaint, Message, Status
from complaints.rules import Party
from complaints.workflow.moves import WITHDRAW
from complaints.workflow.public import may_write
from kpu_coi.dates import waktu
from kpu_coi.texts import thousands

HEADINGS = {
    Status.RECEIVED: (
        "Pengaduan Anda sudah diterima",
        "Petugas akan memeriksanya dan memberi jawaban pertama.",
    ),
    Status.VERIFYING: (
        "Pengaduan Anda sedang diperiksa kelengkapannya",
        "Petugas memeriksa apakah keterangannya cukup untuk ditelaah.",
    ),
    Status.INCOMPLETE: (
        "Pengaduan Anda perlu dilengkapi",
        "Petugas menanyakan sesuatu. Jawab agar penelaahan dapat dimulai.",
    ),
    Status.INELIGIBLE: (
        "Pengaduan ini tidak dapat diproses",
        "Alasannya ada pada pesan petugas. Anda dapat mengirim pengaduan baru.",
    ),
    Status.ASSESSED: (
        "Pengaduan Anda lengkap dan sedang ditelaah",
        "Petugas menilai langkah yang diperlukan.",
    ),
    Status.FORWARDED: (
        "Pengaduan Anda diteruskan",
        "Yang berwenang menanganinya disebut pada pesan petugas.",
    ),
    Status.EXAMINING: (
        "Pengaduan Anda sedang diperiksa",
        "Keterangan dikumpulkan. Nama Anda tidak disampaikan kepada yang diadukan.",
    ),
    Status.PLENARY: (
        "Pengaduan Anda dibahas dalam rapat pleno",
        "Hasilnya disampaikan di halaman ini.",
    ),
    Status.PROVEN: (
        "Selesai: pengaduan Anda terbukti",
        "Hasilnya ada pada pesan petugas.",
    ),
    Status.UNPROVEN: (
        "Selesai: pengaduan ini tidak terbukti",
        "Penjelasannya ada pada pesan petugas.",
    ),
    Status.WITHDRAWN_DEEMED: (
        "Pengaduan ini dianggap dicabut",
        "Tidak ada kelengkapan sampai batas waktunya (Pasal 44 UU 25/2009). Anda dapat "
        "mengirim pengaduan baru.",
    ),
    Status.WITHDRAWN: (
        "Anda sudah mencabut pengaduan ini",
        "Kami tidak menanganinya lagi. Anda dapat mengirim pengaduan baru.",
    ),
    Status.ARCHIVED: (
        "Pengaduan ini sudah selesai dan diarsipkan",
        "Hasilnya ada pada pesan petugas.",
    ),
}
PHASES = ("Diterima", "Verifikasi", "Ditelaah", "Diperiksa", "Selesai")
PHASE_OF = {
    Status.RECEIVED: 0,
    Status.VERIFYING: 1,
    Status.INCOMPLETE: 1,
    Status.ASSESSED: 2,
    Status.EXAMINING: 3,
    Status.PLENARY: 3,
}
CONTENT = (
    ("what", "Apa yang terjadi"),
    ("where", "Di mana"),
    ("when", "Kapan"),
    ("who", "Siapa yang terlibat"),
    ("how", "Bagaimana caranya"),
    ("wish", "Harapan Anda"),
)


def status_context(complaint: Complaint) -> dict:
    """The whole page of one complaint; a constant number of queries."""
    title, lead = HEADINGS[Status(complaint.status)]
    files = list(complaint.files.all())
    pending = pending_of(complaint)
    return {
        "complaint": complaint,
        "unit": complaint.handling_unit,
        "title": title,
        "lead": lead,
        "phases": phases_of(complaint),
        "messages_shown": [shown(m, complaint) for m in messages_of(complaint)],
        "history": history_of(complaint),
        "later": pending[1:],
        "next_promise": pending[0] if pending else None,
        "asked": complaint.status == Status.INCOMPLETE,
        "rows": content_rows(complaint, files),
        "access": receipts.make_pass(complaint),
        "token": receipts.new_token(),
        "may_write": may_write(complaint),
        "may_withdraw": WITHDRAW.verdict(Party.COMPLAINANT, complaint),
    }


def phases_of(complaint: Complaint) -> list[dict]:
    at = PHASE_OF.get(Status(complaint.status), len(PHASES) - 1)
    labels = list(PHASES)
    if complaint.status == Status.INCOMPLETE:
        labels[1] = "Perlu dilengkapi"
    return [
        {"label": label, "done": place < at, "now": place == at}
        for place, label in enumerate(labels)
    ]


def messages_of(complaint: Complaint) -> list[Message]:
    return list(complaint.messages.prefetch_related("files"))


def shown(message: Message, complaint: Complaint) -> dict:
    """A message as the thread shows it; who wrote it at the desk stays unsaid."""
    text = message.body
    names = [file_words(file) for file in message.files.all()]
    if names:
        text = f"{text}\n\nLampiran: {'; '.join(names)}"
    return {
        "who": "Petugas pengaduan",
        "own": message.author_id is None,
        "at": moment(complaint, message.at),
        "text": text,
    }


def history_of(complaint: Complaint) -> list[dict]:
    """When it came into each status, and what comes next by which date."""
    return [
        {"text": Status(step.status).label, "at": moment(complaint, step.at)}
        for step in complaint.steps.all()
    ]


def pending_of(complaint: Complaint) -> list[dict]:
    """The promises still open, the nearest first; a paused one has no date."""
    found = []
    for promise in complaint.promises.pending():
        promise.complaint = complaint
        found.append(
            {
                "what": promises.NAMES[promise.code],
                "due": promise.due,
                "paused": promise.paused_on is not None,
            }
        )
    return sorted(found, key=lambda one: (one["paused"], one["due"].on))


def content_rows(complaint: Complaint, files: list) -> list[dict]:
    told = complaint.content
    rows = [
        {"label": "Tentang", "value": complaint.get_category_display()},
        {"label": "Kantor yang diadukan", "value": complaint.accused_unit.name},
        *(
            {"label": label, "value": told[name]}
            for name, label in CONTENT
            if told.get(name)
        ),
    ]
    own = [file_words(file) for file in files if file.message_id is None]
    if own:
        rows.append({"label": "Bukti", "lines": own})
    return rows


def file_words(file) -> str:
    return f"{file.about['name']}, {thousands(max(file.size // 1024, 1))} KB"


def moment(complaint: Complaint, at) -> str:
    unit = complaint.handling_unit
    return waktu(at, unit.timezone, unit.tz_abbr)
