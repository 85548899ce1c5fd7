"""
Setting a letter with WeasyPrint: PDF/A-3a and PDF/UA-1, the record attached.

Heavy to import (a second, 70 MB) and not safe for threads: only the press, a
process of its own, imports this module. Fonts and style sheet are read once.
"""

import io
import logging
from collections.abc import Callable
from datetime import UTC, datetime
from functools import cache, partial
from pathlib import Path
from typing import Any

from pydyf import Dictionary, Stream
from weasyprint import CSS, HTML, Attachment, Document
from weasyprint.text.fonts import FontConfiguration
from weasyprint.urls import URLFetcher, URLFetcherResponse

from documents import letters
from documents.streams import ENDING
from kpu_coi.canonical import canonical_json

HERE = Path(__file__).resolve().parent
FONTS = HERE / "fonts"
VARIANT = "pdf/a-3a"
TRIES = 8

# WeasyPrint writes one variant at a time; the identification of PDF/UA-1, and the
# extension schema that PDF/A demands for it, are added to the metadata.
UA_SCHEMA = b"""<rdf:Description \
xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#" \
xmlns:pdfuaid="http://www.aiim.org/pdfua/ns/id/" rdf:about="">\
<pdfuaid:part>1</pdfuaid:part></rdf:Description>\
<rdf:Description xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#" \
xmlns:pdfaExtension="http://www.aiim.org/pdfa/ns/extension/" \
xmlns:pdfaSchema="http://www.aiim.org/pdfa/ns/schema#" \
xmlns:pdfaProperty="http://www.aiim.org/pdfa/ns/property#" rdf:about="">\
<pdfaExtension:schemas><rdf:Bag><rdf:li rdf:parseType="Resource">\
<pdfaSchema:schema>PDF/UA Universal Accessibility Schema</pdfaSchema:schema>\
<pdfaSchema:namespaceURI>http://www.aiim.org/pdfua/ns/id/</pdfaSchema:namespaceURI>\
<pdfaSchema:prefix>pdfuaid</pdfaSchema:prefix><pdfaSchema:property><rdf:Seq>\
<rdf:li rdf:parseType="Resource"><pdfaProperty:name>part</pdfaProperty:name>\
<pdfaProperty:valueType>Integer</pdfaProperty:valueType>\
<pdfaProperty:category>internal</pdfaProperty:category>\
<pdfaProperty:description>Indicates, which part of ISO 14289 standard is followed\
</pdfaProperty:description></rdf:li></rdf:Seq></pdfaSchema:property></rdf:li>\
</rdf:Bag></pdfaExtension:schemas></rdf:Description>"""


class Unsettable(Exception):
    """WeasyPrint reported a fault that would break the archive format."""


class OfficeFetcher(URLFetcher):
    """Reads the bundled fonts and nothing else: no file, no network."""

    def __init__(self) -> None:
        super().__init__(allowed_protocols={"data"}, allow_redirects=False)

    def fetch(
        self, url: str, headers: dict[str, str] | None = None
    ) -> URLFetcherResponse:
        if url.startswith("bundle:"):
            data = (FONTS / Path(url.removeprefix("bundle:")).name).read_bytes()
            return URLFetcherResponse(url, data, {"Content-Type": "font/ttf"})
        return super().fetch(url, headers)


FETCHER = OfficeFetcher()


class Faults(logging.Handler):
    """Collects what WeasyPrint only logs, so that no faulty letter is sealed."""

    def __init__(self) -> None:
        super().__init__(level=logging.ERROR)
        self.messages: list[str] = []

    def emit(self, record: logging.LogRecord) -> None:
        self.messages.append(record.getMessage())


@cache
def fonts() -> FontConfiguration:
    """One font configuration a process; a fresh one each time leaks 0.3 MB."""
    return FontConfiguration()


@cache
def style() -> CSS:
    """The style sheet of the letters, parsed once."""
    return CSS(
        string=(HERE / "letters.css").read_text(),
        font_config=fonts(),
        url_fetcher=FETCHER,
    )


def typeset(paper: dict[str, Any]) -> bytes:
    """
    The letter of a frozen paper as PDF/A-3a and PDF/UA-1, not yet sealed.

    The canonical JSON of the paper is attached as its machine-readable record.
    The same paper gives the same bytes. Raises Unsettable where the page refers to
    something that cannot be set, for instance a character outside the fonts.
    """
    faults = Faults()
    logger = logging.getLogger("weasyprint")
    logger.addHandler(faults)
    try:
        document = lay_out(letters.html(paper))
        if letters.one_page(paper) and ran_over(document):
            document = lay_out(letters.html(paper, tight=True))
        pdf = without_bad_endings(document, paper)
    finally:
        logger.removeHandler(faults)
    if faults.messages:
        raise Unsettable("; ".join(faults.messages))
    return pdf


def without_bad_endings(document: Document, paper: dict[str, Any]) -> bytes:
    """
    The bytes of a letter no stream of which ends badly (see `documents.streams`).

    A stream of the letter is left uncompressed for that; one with the writer's own
    tables comes out otherwise once there are more objects to list.
    """
    pdf = write(document, paper, finish)
    for more in range(TRIES):
        if ENDING not in pdf:
            break
        pdf = write(document, paper, partial(finish_plainly, more=more))
    return pdf


def plain(html: str) -> bytes:
    """The same HTML by WeasyPrint as it comes: the floor that benchmarks measure."""
    return HTML(string=html, url_fetcher=FETCHER).write_pdf(
        font_config=fonts(), stylesheets=[style()]
    )


def lay_out(html: str) -> Document:
    """The pages of a letter."""
    return HTML(string=html, url_fetcher=FETCHER).render(
        font_config=fonts(), stylesheets=[style()]
    )


def write(
    document: Document, paper: dict[str, Any], finisher: Callable[..., None]
) -> bytes:
    """The bytes of a letter, its record attached. Dates must come in UTC."""
    signed = datetime.fromisoformat(paper["record"]["signed_at"]).astimezone(UTC)
    record = Attachment(
        file_obj=io.BytesIO(canonical_json(paper)),
        name=letters.attachment_name(paper),
        description="Catatan terbaca mesin",
        relationship="Data",
        created=signed,
        modified=signed,
        url_fetcher=FETCHER,
    )
    return document.write_pdf(
        pdf_variant=VARIANT, finisher=finisher, attachments=[record]
    )


def ran_over(document: Document) -> bool:
    """Whether letter and evidence page together need a third page."""
    return len(document.pages) > 2


def finish(document: Document, pdf: Any) -> None:
    """Leave the metadata readable, as validators ask, and name PDF/UA-1 in it."""
    stream = pdf.objects[int(pdf.catalog["Metadata"].split()[0])]
    stream.compress = False
    text = b"".join(stream.stream)
    stream.stream = [text.replace(b"</rdf:RDF>", UA_SCHEMA + b"</rdf:RDF>", 1)]


def finish_plainly(document: Document, pdf: Any, *, more: int) -> None:
    """As `finish`, bad endings left uncompressed, and with so many unused objects."""
    finish(document, pdf)
    for _ in range(more):
        pdf.add_object(Dictionary())
    for item in pdf.objects:
        if isinstance(item, Stream) and item.compress and item.data.endswith(ENDING):
            item.compress = False
