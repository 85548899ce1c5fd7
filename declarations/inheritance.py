"""Which open cases a stand-in finds with a post, and where those go that he may not."""

from declarations.models import Bar, Case
from declarations.routing import rerouting_in, start_of
from personnel.inheritance import Absence, Inherited
from personnel.lines import Chart
from personnel.models import Acting, Tenure
from personnel.titles import capacity

DECLARED_IT = "Plh. ini yang menyatakan, jadi tidak dapat menelaahnya."
KEPT_OUT = {
    Bar.PARTY: "Plh. ini disebut sebagai pihak lain, jadi tidak dapat menelaahnya.",
    Bar.RECUSED: "Plh. ini sudah mengundurkan diri dari perkara ini.",
    Bar.REPORTER: "Plh. ini tidak dapat menelaahnya.",
}
CHOOSES = "Inspektorat menentukan penelaahnya"
PLENARY = "Rapat Pleno KPU"


def inherited(absence: Absence) -> list[Inherited]:
    """
    The open cases of the post that the absent one sees, with what he may know.

    Whom an unopened statement names he has not read, so it is not told here either.
    """
    mine = Case.objects.visible_to(absence.tenure.user).open()
    cases = list(mine.filter(addressee=absence.tenure.position_id).for_page())
    if not cases:
        return []
    starts = {start_of(case).position_id for case in cases}
    chart = Chart(starts, absence.since)
    seat(chart, absence)
    return [inherited_case(case, absence, chart) for case in cases]


def seat(chart: Chart, absence: Absence) -> None:
    """Read the chart as if the stand-in were Plh. already."""
    post = absence.tenure.position
    daily = Tenure(user=absence.stand_in, position=post, acting=Acting.DAILY)
    held = [one for one in chart.tenures.get(post.pk, ()) if one.acting != Acting.DAILY]
    chart.tenures[post.pk] = [daily, *held]


def inherited_case(case: Case, absence: Absence, chart: Chart) -> Inherited:
    refusal = refusal_of(case, absence)
    return Inherited(
        number=case.number or "",
        url=case.get_absolute_url(),
        unit=case.unit.name,
        due_on=case.due_on,
        falls_due=absence.since <= case.due_on <= absence.last_day,
        refusal=refusal,
        goes_to=where(case, chart) if refusal else "",
    )


def refusal_of(case: Case, absence: Absence) -> str:
    if case.person_id == absence.stand_in.pk:
        return DECLARED_IT
    bar = case.bar_of(absence.stand_in)
    told = bar == Bar.RECUSED or case.opened_at is not None
    return KEPT_OUT[bar] if bar and told else ""


def where(case: Case, chart: Chart) -> str:
    found = rerouting_in(chart, case)
    if found.line.plenary:
        return PLENARY
    if found.addressee is None:
        return CHOOSES
    return f"{capacity(found.addressee)}, {found.addressee.position.unit}"
