"""Lists on their way, made by walking the real moves."""

from personnel.models import RosterImport
from personnel.workflow import rosters
from tests.personnel.rosters.files import a_csv

ROW = ("Rina Wulandari", "198503052010031991", "Jabatan Lain", "", "", "PNS")


def make_roster(unit, *rows, by=None, complete=False, as_of=None, data=None):
    """A list that was handed in and read; one unclear row without others."""
    roster = rosters.upload(
        unit,
        data or a_csv(*(rows or [ROW])),
        file_name="daftar.csv",
        complete=complete,
        as_of=as_of,
        by=by,
    )
    rosters.read(roster.pk)
    return RosterImport.objects.with_people().get(pk=roster.pk)


def applied(roster, *, by=None):
    """The same list, carried out."""
    rosters.apply(roster, by=by)
    rosters.carry_out(roster.pk)
    return RosterImport.objects.with_people().get(pk=roster.pk)
