"""Ceremonies, devices and papers for tests, made by the real moves."""

from io import BytesIO

import pikepdf
from django.core.files.uploadedfile import SimpleUploadedFile

from deadlines.calendar import today_in
from declarations.models import Obligation, PaperScan
from declarations.workflow import ceremonies, paper_signatures
from documents.uploads.cleaning import Cleaned
from documents.uploads.kinds import FileKind
from documents.uploads.stored import put_away
from tests.factories import give, make_campaign, make_position, make_tenure


def make_operator(office):
    """Somebody of the office who runs its campaigns and owes nothing yet."""
    user = make_tenure(position=make_position(superior=office.head_post)).user
    give(user, "UNIT_OPERATOR", unit=office.unit)
    return user


def make_ceremony(office, *, campaign=None, by=None):
    campaign = campaign or make_campaign(office.unit)
    return ceremonies.start(
        campaign,
        office.unit,
        title="Penandatanganan bersama",
        place="Aula lantai 2",
        by=by or make_operator(office),
    )


def owed_by(user, campaign):
    return Obligation.objects.select_related("campaign", "unit").get(
        user=user, campaign=campaign
    )


def make_scan():
    """A cleaned scan, written and not saved."""
    return put_away(PaperScan, [Cleaned("lembar.pdf", FileKind.PDF, a_pdf())])[0]


def mark_on_paper(owed, *, by):
    return paper_signatures.mark(
        owed, scan=make_scan(), signed_on=today_in(owed.unit.timezone), by=by
    )


def a_pdf():
    made = BytesIO()
    with pikepdf.new() as pdf:
        pdf.add_blank_page(page_size=(595, 842))
        pdf.save(made)
    return made.getvalue()


def scanned(name="lembar.pdf", data=None):
    return SimpleUploadedFile(name, data or a_pdf(), content_type="application/pdf")
