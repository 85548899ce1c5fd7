"""What the pages of a draft and of a signed statement show to its declarant."""

from django.urls import reverse

from declarations.identification.answered import read
from declarations.models import Asks, Kind, Status
from declarations.routing import as_trail
from documents.issuing import read_paper
from documents.models import State
from kpu_coi.dates import hari_tanggal

SIGNED = {
    Asks.STATEMENT: "Pernyataan ditandatangani",
    Asks.INTEREST_LIST: "Daftar ditandatangani",
    Asks.INTEGRITY_PACT: "Pakta Integritas ditandatangani",
}
KEPT = {
    Kind.INTEREST_LIST: [
        "Isinya hanya terbaca oleh Anda. Operator satker hanya melihat bahwa Anda "
        "sudah mengisinya.",
        "Perbarui daftar ini setiap kali keadaan Anda berubah, dan paling sedikit satu "
        "kali dalam satu tahun.",
    ],
    Kind.INTEGRITY_PACT: [
        "Pakta ini berlaku sampai digantikan oleh yang baru, misalnya pada jabatan "
        "berikutnya.",
    ],
}


def page_of(statement, moves):
    """The context of a signed statement's page."""
    paper = read_paper(statement.document)
    content = paper["content"]
    case = statement.handling
    return {
        "statement": statement,
        "signed_title": SIGNED[Asks.met_by(statement.kind)],
        "content": content,
        "record": paper["record"],
        "moves": moves,
        "case": case,
        "trail": trail_of(case.route, content["copies"]) if case else [],
        "next": next_steps(statement, case, content),
        "sealed": statement.document.state == State.SEALED,
        "failed": statement.document.state == State.FAILED,
        "answers": first_answers(statement),
    }


def first_answers(statement):
    """What the declarant answered before signing, to the questions of then."""
    answered = read(statement.read_answers(), None)
    lines = answered.lines() if answered else []
    return [{"label": question.text, "value": words} for question, words in lines]


def next_steps(statement, case, content):
    """What happens now, in sentences; nothing once the statement has ended."""
    if statement.status != Status.SIGNED:
        return []
    pdf = "PDF bersegel siap dalam beberapa detik dan dapat disimpan di halaman ini."
    if case:
        return [
            f"{receiver_of(case)} menelaah pernyataan ini, paling lambat "
            f"{hari_tanggal(case.due_on)}.",
            f"{' dan '.join(content['copies'])} menerima tembusan pada saat yang sama.",
            pdf,
        ]
    if not statement.is_free:
        return [pdf, *KEPT[statement.kind]]
    told = [step for step in content["route"] if step["what"] == "Atasan"]
    return [
        pdf,
        *(f"{step['who']} diberi tahu; tidak ada penelaahan." for step in told),
        "Bila keadaan Anda berubah, buat pernyataan baru. Yang ini digantikan, bukan "
        "diubah.",
    ]


def receiver_of(case):
    """Who receives the case, by the trail that was found last."""
    found = case.latest_way["addressee"]
    if found:
        return f"{found['name']}, {found['position']}, {found['unit']},"
    return "Penelaah yang ditentukan Inspektorat Utama"


def preview_steps(preview):
    """To whom a draft would go if it were signed now, and why; a list to nobody."""
    if preview.routing is None:
        return []
    return trail_of(as_trail(preview.routing), preview.content["copies"])


def trail_of(route, copies):
    """Each hop with its reason, then the copies."""
    steps = [
        {
            **{key: hop[key] for key in ("who", "what", "why")},
            "tag": "" if hop["outcome"] == "ADDRESSEE" else hop["tag"],
            "mark": "here" if hop["outcome"] == "ADDRESSEE" else "skipped",
        }
        for hop in route["hops"]
    ]
    if not route["addressee"]:
        choice = {"who": "Inspektorat Utama", "what": "Menentukan penelaah"}
        steps.append({**choice, "why": route["reason"], "mark": "choice"})
    return steps + [
        {"who": copy, "what": "Tembusan, pada saat yang sama", "mark": "copy"}
        for copy in copies
    ]


def task_rows(draft, topics):
    """The task list: every topic with how far it is."""
    return [
        {
            "title": topic.title,
            "url": reverse("declarations:topic", args=[draft.public_id, topic.slug]),
            **progress_of(topic),
        }
        for topic in topics
    ]


def progress_of(topic):
    if topic.is_complete:
        return {"kind": "ok", "tag": "Selesai"}
    if topic.is_started:
        return {"kind": "info", "tag": "Sedang diisi"}
    return {"kind": "", "tag": "Belum"}


def sections_of(draft, topics):
    """The answers to read over, each with the way to change it and back."""
    return [
        {
            "title": topic.title,
            "rows": [
                {
                    "label": label,
                    "value": value,
                    "change_url": change_url(draft, topic.slug),
                }
                for label, value in topic.form.summary()
            ],
        }
        for topic in topics
    ]


def files_task(draft):
    """The topic that may be left out: files beside the statement."""
    count = draft.attachments.count()
    return {
        "title": "Lampiran",
        "url": reverse("declarations:statement_files", args=[draft.public_id]),
        "hint": "Bukti yang mendukung, bila ada",
        "kind": "ok" if count else "",
        "tag": f"{count} berkas" if count else "Opsional",
    }


def files_section(draft, listed):
    """The files to read over, with the way to change them."""
    url = reverse("declarations:statement_files", args=[draft.public_id])
    row = {"label": "Berkas", "change_url": url}
    if listed:
        row["lines"] = [file["name"] for file in listed]
    else:
        row["value"] = "Tidak ada"
    return {"title": "Lampiran", "rows": [row]}


def change_url(draft, slug):
    url = reverse("declarations:topic", args=[draft.public_id, slug])
    return f"{url}?dari=periksa"


def identity_rows(declarant):
    """The identity snapshot as the summary lists it."""
    rows = [
        ("Nama", declarant["name"]),
        (declarant["id_label"], declarant["id_number"]),
        ("Pangkat, golongan", declarant["rank"]),
        ("Jabatan", declarant["position"]),
        ("Unit kerja", declarant["section"]),
        ("Satuan kerja", declarant["unit"]),
    ]
    return [{"label": label, "value": value} for label, value in rows if value]
