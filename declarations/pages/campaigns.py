"""What the pages of a campaign show: numbers and names, never a kind (rule 2)."""

from dataclasses import dataclass
from zoneinfo import ZoneInfo

from django.db.models import Count
from django.urls import reverse
from django.utils import timezone

from deadlines.calendar import today_in
from declarations.models import Obligation, Occasion, StepKind
from declarations.rules import campaigns as rules
from declarations.workflow.campaigns import roll_on
from kpu_coi.dates import hari_tanggal, tanggal
from personnel.models import Level, Tenure

ORDERS = {
    "satker": ("Satuan kerja", "code", False),
    "wajib": ("Wajib", "obliged", True),
    "sudah": ("Sudah", "declared", True),
    "belum": ("Belum", "missing", True),
    "persen": ("Persen", "percent", True),
}
DEFAULT_ORDER = "persen"


@dataclass(frozen=True)
class Row:
    """How far one unit has come."""

    code: str
    name: str
    obliged: int
    declared: int
    url: str = ""

    @property
    def missing(self):
        return self.obliged - self.declared

    @property
    def percent(self):
        return 100 * self.declared / self.obliged if self.obliged else 0.0


def rows_of(campaign, user):
    """One row a unit that the person sees; those with names lead to them."""
    units = rules.units_counted_for(user, campaign)
    counted = (
        Obligation.objects.filter(campaign=campaign, unit__in=units.order_by())
        .counted()
        .order_by("unit__code")
        .values("unit__code", "unit__name")
        .annotate(obliged=Count("pk"), declared=Count("met_at"))
    )
    named = set(rules.units_with_names(user).values_list("code", flat=True))
    return [
        Row(
            row["unit__code"],
            row["unit__name"],
            row["obliged"],
            row["declared"],
            people_url(campaign, row["unit__code"])
            if row["unit__code"] in named
            else "",
        )
        for row in counted
    ]


def people_url(campaign, code):
    return reverse("declarations:campaign_unit", args=[campaign.public_id, code])


def total_of(rows):
    return Row(
        "", "", sum(row.obliged for row in rows), sum(row.declared for row in rows)
    )


def in_order(rows, asked):
    """The rows as the head of a column asks for them, "-persen" the other way."""
    name = asked.removeprefix("-")
    if name not in ORDERS:
        asked = name = DEFAULT_ORDER
    key = ORDERS[name][1]
    down = asked.startswith("-")
    ordered = sorted(rows, key=lambda row: (getattr(row, key), row.code), reverse=down)
    return ordered, columns_of(name, down=down)


def columns_of(current, *, down):
    return [
        {
            "label": label,
            "number": number,
            "sorted": ("descending" if down else "ascending")
            if name == current
            else "",
            "sort_url": f"?urut={'' if down or name != current else '-'}{name}",
        }
        for name, (label, _, number) in ORDERS.items()
    ]


def cells_of(rows):
    """The rows as `_components/table.html` takes them."""
    return [
        [
            {"value": row.name, "url": row.url},
            {"label": "Wajib", "value": row.obliged, "number": True},
            {"label": "Sudah", "value": row.declared, "number": True},
            {"label": "Belum", "value": row.missing, "number": True},
            {
                "label": "Persen",
                "value": f"{row.percent:.1f}%".replace(".", ","),
                "number": True,
            },
        ]
        for row in rows
    ]


def summary_of(campaign):
    """What the campaign is, as the summary list shows it."""
    span = f"{hari_tanggal(campaign.starts_on)} sampai {hari_tanggal(campaign.due_on)}"
    rows = [
        ("Kesempatan", campaign.get_occasion_display()),
        ("Diminta", campaign.get_asks_display()),
        ("Satuan kerja", scope_of(campaign.unit, campaign.cascade)),
        ("Berjalan", span),
        ("Naskah", f"Versi {campaign.template.version}"),
        ("Pengingat", reminder_words(campaign.reminders)),
    ]
    if campaign.working_days:
        rows.insert(4, ("Waktu tiap orang", days_words(campaign)))
    if campaign.is_closed:
        zone = ZoneInfo(campaign.unit.timezone)
        day = timezone.localdate(campaign.closed_at, zone)
        words = f"{tanggal(day)}. {campaign.closing_reason}"
        rows.append(("Diakhiri", words))
    return [{"label": label, "value": value} for label, value in rows]


def scope_of(unit, cascade):
    return f"{unit.name} dan semua satker di bawahnya" if cascade else unit.name


def days_words(campaign):
    return f"{campaign.working_days} hari kerja sejak hari pertamanya"


def reminder_words(days):
    before = "".join(f"{day} hari, " for day in days)
    if not before:
        return "Pada hari tenggat dan sehari sesudahnya"
    return (
        f"{before.removesuffix(', ')} sebelum tenggat; hari tenggat; sehari sesudahnya"
    )


def reach_of(told):
    """How many people in how many units will owe it, by level."""
    if told["occasion"] in (Occasion.JOINING, Occasion.MOVING):
        return []
    roll = roll_on(
        told["unit"], told["starts_on"], cascade=told["cascade"], asks=told["asks"]
    )
    counted = (
        Tenure.objects.filter(pk__in=roll.values("pk"))
        .order_by()
        .values("position__unit__level")
        .annotate(people=Count("pk"), units=Count("position__unit", distinct=True))
    )
    found = {row["position__unit__level"]: row for row in counted}
    return [
        {
            "label": Level(level).label,
            "units": found[level]["units"],
            "people": found[level]["people"],
        }
        for level in Level
        if level in found
    ]


def people_rows(obligations, campaign, unit):
    """A line for each person: declared or not, and what was done about it."""
    today = today_in(unit.timezone)
    return [person_row(one, campaign, today) for one in obligations]


def person_row(owed, campaign, today):
    steps = list(owed.steps.all())
    reminders = [one for one in steps if one.kind == StepKind.REMINDER]
    return {
        "owed": owed,
        "late": owed.is_owed and owed.due_on < today,
        "steps": [] if owed.is_met else step_lines(steps, reminders),
        "reminded_today": any(one.on == today for one in reminders),
        "own_due": campaign.is_standing,
    }


def step_lines(steps, reminders):
    """In the order of the ladder; a letter can be opened."""
    lines = []
    if reminders:
        count = f"{len(reminders)} kali" if len(reminders) > 1 else "sekali"
        words = f"Diingatkan {count}, terakhir {tanggal(reminders[-1].on)}"
        lines.append({"text": words, "url": ""})
    for one in steps:
        if one.kind == StepKind.WARNING:
            words = f"Surat peringatan {tanggal(one.on)}"
            lines.append({"text": words, "url": one.get_absolute_url()})
        if one.kind == StepKind.REPORT:
            words = f"Dilaporkan ke atasan {tanggal(one.on)}"
            lines.append({"text": words, "url": ""})
    return lines
