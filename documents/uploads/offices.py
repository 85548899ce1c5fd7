"""Word and Excel files: no macros, nothing attached, no bomb, no author."""

import io
import re
import zipfile
import zlib
from xml.etree import ElementTree

from documents.uploads.images import without_marks
from documents.uploads.refused import Refused

MOST_ENTRIES = 2_000
MOST_BYTES = 60 * 1024 * 1024
HIGHEST_RATIO = 200
SMALL = 1024 * 1024
MAIN = {"DOCX": "word/document.xml", "XLSX": "xl/workbook.xml"}
ACTIVE = re.compile(
    r"vbaproject|vbadata|activex|/embeddings/|oleobject|macrosheets|/ctrlprops/"
    r"|customui|\.(exe|dll|js|vbs|bat|cmd|ps1|scr)$",
    re.IGNORECASE,
)
PROGRAMS = ("macroenabled", "vbaproject", "activex", "oleobject")
TOLD_BY = rb"author|initials|userId|userName|displayName"
AUTHORS = re.compile(
    rb"\b((?:\w+:)?(?:" + TOLD_BY + rb"))\s*=\s*(?:\"[^\"]*\"|'[^']*')"
)
AUTHOR_ELEMENTS = re.compile(rb"(<(?:\w+:)?author>)[^<]*(?=<)")
PLACES = re.compile(rb"<(\w+:)?absPath\b[^>]*/>")
PROPERTIES = {
    "docProps/core.xml": b'<?xml version="1.0" encoding="UTF-8" standalone="yes"?>'
    b'<cp:coreProperties xmlns:cp="http://schemas.openxmlformats.org/package/2006/'
    b'metadata/core-properties"/>',
    "docProps/app.xml": b'<?xml version="1.0" encoding="UTF-8" standalone="yes"?>'
    b'<Properties xmlns="http://schemas.openxmlformats.org/officeDocument/2006/'
    b'extended-properties"/>',
    "docProps/custom.xml": b'<?xml version="1.0" encoding="UTF-8" standalone="yes"?>'
    b'<Properties xmlns="http://schemas.openxmlformats.org/officeDocument/2006/'
    b'custom-properties"/>',
}


def clean(kind: str, data: bytes) -> bytes:
    """The file packed anew, without what runs or tells. Raises Refused."""
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            return packed_anew(kind, archive)
    except (zipfile.BadZipFile, zlib.error, EOFError, NotImplementedError) as fault:
        raise Refused("broken") from fault


def packed_anew(kind: str, archive: zipfile.ZipFile) -> bytes:
    entries = archive.infolist()
    names = {entry.filename for entry in entries}
    if not {"[Content_Types].xml", MAIN[kind]} <= names:
        raise Refused("broken")
    check_size(entries)
    if any(ACTIVE.search(name) for name in names):
        raise Refused("active")
    out, left = io.BytesIO(), MOST_BYTES
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as clean_archive:
        for entry in entries:
            if entry.is_dir():
                continue
            content = read(archive, entry, left)
            left -= len(content)
            told = told_less(entry.filename, content)
            clean_archive.writestr(zipfile.ZipInfo(entry.filename), told)
    return out.getvalue()


def check_size(entries: list[zipfile.ZipInfo]) -> None:
    """What the directory of the archive says; the reading counts for itself again."""
    names = {entry.filename.casefold() for entry in entries}
    if len(entries) > MOST_ENTRIES or len(names) < len(entries):
        raise Refused("bomb")
    if sum(entry.file_size for entry in entries) > MOST_BYTES:
        raise Refused("bomb")
    for entry in entries:
        ratio = entry.file_size / max(entry.compress_size, 1)
        if entry.file_size > SMALL and ratio > HIGHEST_RATIO:
            raise Refused("bomb")
        if entry.flag_bits & 1:
            raise Refused("locked")
        if entry.filename.startswith(("/", "\\")) or ".." in entry.filename:
            raise Refused("broken")


def read(archive: zipfile.ZipFile, entry: zipfile.ZipInfo, left: int) -> bytes:
    with archive.open(entry) as stream:
        content = stream.read(left + 1)
    if len(content) > left:
        raise Refused("bomb")
    return content


def told_less(name: str, content: bytes) -> bytes:
    """One part of the file without its author, its programs and its places."""
    if name in PROPERTIES:
        return PROPERTIES[name]
    kind = name.casefold()
    if kind.endswith((".xml", ".rels")):
        check_text(content)
    if kind == "[content_types].xml":
        check_types(content)
    if kind.endswith(".rels"):
        check_links(content)
    if kind.endswith((".xml", ".rels")):
        content = AUTHORS.sub(rb'\1=""', content)
        return PLACES.sub(b"", AUTHOR_ELEMENTS.sub(rb"\1", content))
    return without_marks(content)


def check_text(content: bytes) -> None:
    """Plain UTF-8, in which what tells can be found; Office writes nothing else."""
    if content.startswith((b"\xff\xfe", b"\xfe\xff")) or b"\0" in content:
        raise Refused("broken")


def check_types(content: bytes) -> None:
    """No part is a program, whatever it is called."""
    for element in parsed(content).iter():
        kind = element.get("ContentType", "").casefold()
        if any(program in kind for program in PROGRAMS):
            raise Refused("active")


def check_links(content: bytes) -> None:
    """Nothing is fetched from elsewhere; a link that somebody must press may stay."""
    for element in parsed(content).iter():
        outside = element.get("TargetMode", "").casefold() == "external"
        if outside and not element.get("Type", "").endswith("/hyperlink"):
            raise Refused("active")


def parsed(content: bytes) -> ElementTree.Element:
    if b"<!" in content.replace(b"<!--", b""):
        raise Refused("broken")
    try:
        return ElementTree.fromstring(content)  # noqa: S314 - without any DTD
    except (ElementTree.ParseError, ValueError, LookupError) as fault:
        raise Refused("broken") from fault
