"""What a list would change: each verdict, with its reason, by hand."""

from datetime import date

import pytest

from personnel.rosters.limits import Limits
from personnel.rosters.proposing import propose
from personnel.rosters.reading import read_table
from tests.personnel.factories import SmallOffice, make_position
from tests.personnel.rosters.files import a_csv

pytestmark = pytest.mark.django_db
TODAY = date(2026, 11, 28)
NIP = "198503052010031991"
SECOND = "199001012015032992"
LEGAL = "Subbagian Hukum dan Sumber Daya Manusia"


def plan(*rows, office, header=None, complete=False, as_of=TODAY, **options):
    data = a_csv(*rows, **({"header": header} if header else {}))
    entries = read_table(data).entries
    options = {"many": False, "limits": Limits()} | options
    outcomes, _ = propose(
        entries, office.unit, complete=complete, as_of=as_of, **options
    )
    return outcomes


def told(outcomes):
    return [
        (o.entry and o.entry.line, o.verdict, " ".join(o.reasons)) for o in outcomes
    ]


def test_somebody_new_takes_a_vacant_post():
    office = SmallOffice()
    make_position("Pengelola Kepegawaian", unit=office.unit, section=LEGAL)

    found = plan(
        ("Rina Wulandari, S.H.", NIP, "Pengelola Kepegawaian", "", "1/3/2026", "PNS"),
        office=office,
    )

    assert told(found) == [(2, "NEW", "Pegawai baru, mulai 1\xa0Maret\xa02026.")]
