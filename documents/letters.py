"""
From a frozen paper to the HTML of its letter.

Everything printed comes from the paper alone: no database, no setting, no clock, so
the same paper gives the same letter on any day and any machine. The same bodies
(`templates/papers/_*_body.html`) stand on the page where the letter is signed.
"""

from datetime import datetime
from functools import cache
from pathlib import Path
from typing import Any

import segno
from django.template import Context, Engine
from django.utils.html import escape
from django.utils.safestring import SafeString, mark_safe

from documents import drawing
from kpu_coi.charset import substituted
from kpu_coi.dates import hari_tanggal, tanggal

TEMPLATES = Path(__file__).resolve().parent.parent / "templates"
ATTACHMENTS = {
    "INTEREST_LIST": "daftar-kepentingan.json",
    "INTEGRITY_PACT": "pakta-integritas.json",
    "COOLING_OFF": "masa-tunggu.json",
    "DECISION": "penelaahan.json",
    "ORDER": "perintah.json",
    "ANCHOR": "jangkar.json",
    "WARNING": "peringatan.json",
    "BREACH_NOTICE": "pemberitahuan.json",
}
ONE_PAGE = {"FREE", "INTEGRITY_PACT", "COOLING_OFF"}
STREAMS = {
    "statement": "pernyataan",
    "case": "penelaahan",
    "cooling": "masa tunggu",
    "document": "dokumen",
    "breach": "kegagalan pelindungan data",
}
UNCERTIFIED = (
    "Ditandatangani secara elektronik (TTE tidak tersertifikasi); tidak memerlukan "
    "cap basah."
)
CERTIFIED = (
    "Dokumen ini telah ditandatangani secara elektronik menggunakan sertifikat "
    "elektronik yang diterbitkan oleh Balai Sertifikasi Elektronik (BSrE), Badan "
    "Siber dan Sandi Negara."
)
MACHINE = (
    "Disegel secara elektronik oleh sistem (TTE tidak tersertifikasi); tidak "
    "memerlukan cap basah."
)
LEGAL_UNCERTIFIED = (
    "Tanda tangan elektronik tidak tersertifikasi (Pasal 60 ayat (2) Peraturan "
    "Pemerintah Nomor 71 Tahun 2019)."
)
LEGAL_CERTIFIED = (
    "Tanda tangan elektronik tersertifikasi (Pasal 60 ayat (2) Peraturan Pemerintah "
    "Nomor 71 Tahun 2019)."
)


@cache
def engine() -> Engine:
    """An engine of its own: the letter must not depend on the site's settings."""
    return Engine(
        dirs=[str(TEMPLATES)],
        libraries={"papers": "documents.templatetags.papers"},
        string_if_invalid="",
    )


def one_page(paper: dict[str, Any]) -> bool:
    """Whether the letter itself, without its evidence page, must fit one page."""
    return paper["content"]["kind"] in ONE_PAGE


def attachment_name(paper: dict[str, Any]) -> str:
    """The name of the machine-readable record inside the PDF."""
    return ATTACHMENTS.get(paper["content"]["kind"], "pernyataan.json")


def html(paper: dict[str, Any], *, tight: bool = False) -> str:
    """
    The letter as one HTML document, for the typesetter.

    `tight` sets it a little smaller, for a one-page letter that ran over; the words
    are the same.
    """
    context = Context(
        {
            "content": paper["content"],
            "record": paper["record"],
            "log": paper["log"],
            "document": derived(paper),
            "tight": tight,
        },
        use_l10n=False,
    )
    return substituted(engine().get_template("papers/letter.html").render(context))


def derived(paper: dict[str, Any]) -> dict[str, Any]:
    """What the letter shows that is computed from the paper."""
    content, record = paper["content"], paper["record"]
    signed = datetime.fromisoformat(record["signed_at"])
    evidence = record.get("evidence")
    certified = bool(evidence) and evidence["method"] == "BSRE"
    url, digest = paper["verification"]["url"], record["content_sha256"]
    made = {
        "created": signed.isoformat(timespec="seconds"),
        "qr": qr(url),
        "site": url.partition("://")[2].rpartition("/verifikasi/")[0] + "/verifikasi",
        "token": paper["verification"]["token"],
        "hash_short": f"{digest[:8]} … {digest[-8:]}",
        "stream": stream_words(paper["log"]),
        "attachment": attachment_name(paper),
        "seal_note": CERTIFIED if certified else UNCERTIFIED,
        "legal_note": LEGAL_CERTIFIED if certified else LEGAL_UNCERTIFIED,
        "signer": None,
    }
    if not evidence:
        return made | {"seal_note": MACHINE}
    proved = datetime.fromisoformat(evidence["proved_at"]).astimezone(signed.tzinfo)
    zone = content["unit"]["tz_abbr"]
    strokes = evidence.get("drawing")
    signer = content.get("signer") or content["declarant"]
    return made | {
        "signer": signer,
        "signed_short": f"{tanggal(signed)}, {clock(signed, zone)}",
        "signed_long": (
            f"{hari_tanggal(signed)}, pukul {clock(signed, zone)} ({offset(signed)})"
        ),
        "proved": f"pukul {clock(proved, zone)}",
        "ink": ink(strokes, signer["name"]),
        "drawing": drawing_words(strokes),
    }


def stream_words(log: dict[str, Any]) -> str:
    """As "pernyataan 17", from the stream "statement:17"."""
    noun, _, key = str(log.get("stream", "")).partition(":")
    return f"{STREAMS.get(noun, noun)} {key}".strip()


def clock(moment: datetime, zone: str) -> str:
    """As "09.41.27 WIB", with no break before the zone."""
    return f"{moment:%H.%M.%S}\N{NO-BREAK SPACE}{zone}"


def offset(moment: datetime) -> str:
    """As "UTC+07.00"."""
    plain = f"{moment:%z}"
    return f"UTC{plain[:3]}.{plain[3:5]}"


def ink(strokes: dict[str, Any] | None, name: str) -> SafeString | str:
    """The drawn signature, or the empty text where none was drawn."""
    if not strokes:
        return ""
    svg = drawing.svg(strokes, f"Tanda tangan {escape(name)}")
    return mark_safe(svg)  # noqa: S308 (numbers, and a name that is escaped)


def drawing_words(strokes: dict[str, Any] | None) -> str:
    """What the evidence page says of a drawn signature."""
    if not strokes:
        return "Tidak digambar; pembuktian tidak bergantung padanya"
    lines, points = drawing.count(strokes)
    return f"{lines} goresan, {points} titik; tersimpan sebagai bukti penandatanganan"


def qr(url: str) -> SafeString:
    """The verification address as a QR code; a fixed mask saves the search for one."""
    code = segno.make(url, error="m", mask=2, boost_error=False, micro=False)
    svg = code.svg_inline(
        border=0, omitsize=True, title="Kode QR ke halaman verifikasi", dark="#1f1f1f"
    )
    return mark_safe(svg)  # noqa: S308 (segno's own drawing)
