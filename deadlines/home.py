"""What Beranda tells administrators about the calendar."""

from deadlines.calendar import years_without_collective_leave
from kpu_coi.home import HomePart


def home(user) -> HomePart:
    """A warning when the cuti bersama of a year that deadlines reach is missing."""
    years = years_without_collective_leave()
    if not years or not user.is_staff:
        return HomePart()
    words = {"years": ", ".join(str(year) for year in years)}
    return HomePart(asides=[("deadlines/_missing_leave.html", words)])
