"""Attachments as content, and how they are removed while that may still be done."""

from django.db import transaction

from documents.text import paper_line
from documents.uploads.stored import throw_away


def listed(files):
    """The files as what is signed names them: by name and by SHA-256 (rule 4)."""
    abouts = [file.about for file in files]
    return [
        {"name": paper_line(about["name"]), "sha256": about["sha256"]}
        for about in abouts
    ]


def forget(files):
    """Delete the rows, and what is kept of them once that is certain."""
    gone = list(files)
    files.model.objects.filter(pk__in=[file.pk for file in gone]).delete()
    transaction.on_commit(lambda: throw_away(gone))


def by_origin(files):
    """The files of a case, grouped by what they came with, oldest first."""
    groups = {}
    for file in files:
        groups.setdefault(origin_of(file), []).append(file)
    return [{"title": title, "files": found} for title, found in groups.items()]


def origin_of(file):
    if file.statement_id:
        return "Lampiran pernyataan"
    if file.clarification_id:
        return "Lampiran jawaban atas klarifikasi"
    return "Lampiran dari atasan yang membuka perkara"
