"""
The report of rule 78: for whom nobody above is found, and why.

Most people of a nation have a superior in the very next post: the database leaves
those out, and the way up is walked for the others alone.
"""

import re
from dataclasses import dataclass
from datetime import date

from django.db.models import QuerySet
from django.db.models.expressions import RawSQL

from personnel.chart import Line, Outcome, administrative_first, is_national_chair
from personnel.lines import lines_of
from personnel.models import Position, Tenure, Unit

NAMED = re.compile(r"%\((\w+)\)s")
PLACES = {"on": "%s::date", "administrative": "%s"}
# Tenures that day of whom the first two posts up do not plainly promise an addressee:
# the next post is missing, or nobody active holds it and the one above it is missing
# too, unheld, or the own one. Who holds several posts may stand above himself.
DOUBTFUL = """
    WITH former AS (
        SELECT DISTINCT ON (position_id) position_id, superior_id, other_line_id
        FROM personnel_formerline WHERE until > %(on)s ORDER BY position_id, until
    ), next AS (
        SELECT post.id, CASE
            WHEN former.position_id IS NULL AND %(administrative)s
            THEN COALESCE(post.other_line_id, post.superior_id)
            WHEN former.position_id IS NULL
            THEN COALESCE(post.superior_id, post.other_line_id)
            WHEN %(administrative)s
            THEN COALESCE(former.other_line_id, former.superior_id)
            ELSE COALESCE(former.superior_id, former.other_line_id)
        END AS up
        FROM personnel_position AS post
        LEFT JOIN former ON former.position_id = post.id
    ), unheld AS (
        SELECT up FROM next WHERE up IS NOT NULL
        EXCEPT
        SELECT position_id FROM personnel_tenure
        WHERE period @> %(on)s AND user_id NOT IN (
            SELECT id FROM personnel_user WHERE NOT is_active
        ) AND position_id NOT IN (
            SELECT id FROM personnel_position
            WHERE established_on > %(on)s OR abolished_on <= %(on)s
        )
    ), weak AS (
        SELECT post.id FROM next AS post
        LEFT JOIN next AS first ON first.id = post.up
        WHERE post.up IS NULL OR post.up IN (SELECT up FROM unheld) AND (
            first.up IS NULL OR first.up = post.id
            OR first.up IN (SELECT up FROM unheld)
        )
    )
    SELECT id FROM personnel_tenure
    WHERE period @> %(on)s AND position_id IN (SELECT id FROM weak)
    UNION
    SELECT id FROM personnel_tenure
    WHERE period @> %(on)s AND user_id IN (
        SELECT user_id FROM personnel_tenure
        WHERE period @> %(on)s GROUP BY user_id HAVING count(*) > 1
    )
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
    doubtful = RawSQL(*doubtful_on(on))  # noqa: S611 - the text is a constant
    held = Tenure.objects.filter(
        pk__in=doubtful, position__unit__in=units, user__is_active=True
    )
    tenures = list(
        held.with_people().order_by("position__unit__code", "user__name", "pk")
    )
    lines = lines_of(tenures, on)
    return [
        WithoutSuperior(tenure, lines[tenure.pk])
        for tenure in tenures
        if lines[tenure.pk].choice_needed and not is_national_chair(tenure.position)
    ]


def doubtful_on(on: date) -> tuple[str, list[object]]:
    """The text with its named values in their places, as RawSQL takes it."""
    values = {"on": on, "administrative": administrative_first()}
    names = NAMED.findall(DOUBTFUL)
    text = NAMED.sub(lambda found: PLACES[found[1]], DOUBTFUL)
    return text, [values[name] for name in names]
