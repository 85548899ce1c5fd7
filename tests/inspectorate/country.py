"""Two provinces of two regions, with people whose numbers are counted by hand."""

from django.utils import timezone

from complaints.models import Complaint
from declarations.models import Kind
from tests.factories import (
    give,
    make_campaign,
    make_office,
    make_position,
    make_region,
    make_statement,
    make_tenure,
    make_unit,
    make_user,
)


class Country:
    """
    Ten people must declare: five in Demak, two in its province, one in KPU RI, two in
    Makassar. Three have: two in Demak, one in Makassar. Jawa Tengah lies in region
    II, Sulawesi Selatan in region III; `office` has the auditor of II.
    """

    def __init__(self):
        self.office = make_office()
        self.makassar = make_unit("73.71", "KPU Kota Makassar")
        self.region = make_region("III", make_unit("73"))
        self.other_auditor = make_user("Auditor Wilayah Tiga")
        give(self.other_auditor, "AUDITOR", region=self.region)
        self.operator = make_user("Operator Demak")
        give(self.operator, "UNIT_OPERATOR", unit=self.office.unit)
        self.southerners = [
            make_tenure(
                make_user(f"Orang Makassar {number}"),
                make_position(
                    f"Pelaksana {number}",
                    unit=self.makassar,
                    superior=self.office.national_chair_post,
                ),
            )
            for number in (1, 2)
        ]
        self.campaign = make_campaign(self.office.nation, cascade=True)
        for tenure in (self.office.staff, self.office.head, self.southerners[0]):
            make_statement(kind=Kind.FREE, tenure=tenure)


def make_complaint(number, unit, **fields):
    """A row to be counted: in whatever status, its sealed parts without content."""
    now = timezone.now()
    fields = {"status": "RECEIVED", "received_at": now, "category": "SERVICE"} | fields
    return Complaint.objects.create(
        receipt_hash=f"{number:064x}",
        number=f"{number:04}/MTR/33/XI/2026",
        accused_unit=unit,
        accused_class="STAFF",
        identity="ANONYMOUS",
        handling_unit=unit,
        status_since=now,
        content_sealed=b"x",
        **fields,
    )
