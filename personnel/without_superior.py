"""
The report of rule 78: for whom nobody above is found, and why.

Most people of a nation have a superior in the very next post: the database leaves
those out, and the way up is walked for the others alone.
"""

from dataclasses import dataclass
from datetime import date

from django.db.models import QuerySet
from django.db.models.expressions import RawSQL

from personnel.chart import Line, Outcome, administrative_first, is_national_chair
from personnel.lines import lines_of
from personnel.models import Position, Tenure, Unit

# Tenures that day of active people whose next post up is not plainly held by another.
DOUBTFUL = """
    WITH former AS (
        SELECT DISTINCT ON (position_id) position_id, superior_id, other_line_id
        FROM personnel_formerline WHERE until > %s::date ORDER BY position_id, until
    ), held AS (
        SELECT tenure.id, tenure.user_id, tenure.position_id
        FROM personnel_tenure AS tenure
        JOIN personnel_user AS person ON person.id = tenure.user_id
        WHERE tenure.period @> %s::date AND person.is_active
    ), next AS (
        SELECT post.id, CASE
            WHEN former.position_id IS NULL AND %s
            THEN COALESCE(post.other_line_id, post.superior_id)
            WHEN former.position_id IS NULL
            THEN COALESCE(post.superior_id, post.other_line_id)
            WHEN %s THEN COALESCE(former.other_line_id, former.superior_id)
            ELSE COALESCE(former.superior_id, former.other_line_id)
        END AS up
        FROM personnel_position AS post
        LEFT JOIN former ON former.position_id = post.id
    ), holders AS (
        SELECT held.position_id, array_agg(held.user_id) AS people
        FROM held JOIN personnel_position AS post ON post.id = held.position_id
        WHERE COALESCE(post.established_on <= %s::date, true)
        AND COALESCE(post.abolished_on > %s::date, true)
        GROUP BY held.position_id
    )
    SELECT held.id FROM held
    JOIN next ON next.id = held.position_id
    LEFT JOIN holders ON holders.position_id = next.up
    WHERE holders.people IS NULL OR held.user_id = ANY (holders.people)
"""


@dataclass(frozen=True)
class WithoutSuperior:
    """A person for whom nobody above is found, and why."""

    tenure: Tenure
    line: Line

    @property
    def reasons(self) -> list[str]:
        """What was found on the way up, and where it ends."""
        found = [
            f"{hop.position.title}: {hop.reason}"
            for hop in self.line.hops
            if hop.outcome != Outcome.ABSENT
        ]
        return [*found, self.line.reason]

    @property
    def to_mend(self) -> Position:
        """The post whose holder or line must be put right."""
        skips = self.line.skips
        return skips[0].position if skips else self.tenure.position

    @property
    def lacks_line(self) -> bool:
        """Whether the own post answers to none, or in a circle."""
        return not self.line.skips


def people_without_superior(units: QuerySet[Unit], on: date) -> list[WithoutSuperior]:
    """
    The active people of some units whose line ends in a choice, by unit and name.

    The Ketua KPU RI answers to the Rapat Pleno and is not listed. Three queries,
    however many people there are.
    """
    first = administrative_first()
    values = [on, on, first, first, on, on]
    doubtful = RawSQL(DOUBTFUL, values)  # noqa: S611 - the text is a constant
    held = Tenure.objects.filter(pk__in=doubtful, position__unit__in=units)
    tenures = list(
        held.with_people().order_by("position__unit__code", "user__name", "pk")
    )
    lines = lines_of(tenures, on)
    return [
        WithoutSuperior(tenure, lines[tenure.pk])
        for tenure in tenures
        if lines[tenure.pk].choice_needed and not is_national_chair(tenure.position)
    ]
