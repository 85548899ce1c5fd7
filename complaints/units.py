"""The units, read once per process: their choice in the form, and who is above whom."""

from itertools import groupby

from django.utils.html import format_html_join
from django.utils.safestring import SafeString, mark_safe

from deadlines.memory import Remembered
from personnel.models import Level, Unit


@Remembered
def units() -> dict[str, Unit]:
    """All units by code, in the order of their codes."""
    return {unit.code: unit for unit in Unit.objects.order_by("code")}


def lineage(unit: Unit) -> list[Unit]:
    """The unit and those above it, the national office last."""
    known = units()
    return [known[code] for code in unit.lineage_codes() if code in known]


@Remembered
def choices() -> list[tuple]:
    """The units as choices of one select, a group for each province."""
    known = list(units().values())
    national = [unit for unit in known if unit.level == Level.NATIONAL]
    rest = [unit for unit in known if unit.level != Level.NATIONAL]
    groups = [("Nasional", national)] if national else []
    for code, members in groupby(rest, key=lambda unit: unit.province_code):
        province = units().get(code)
        name = province.region_name if province else code
        groups.append((name.removeprefix("Provinsi "), list(members)))
    return [
        (group, [(unit.code, unit.name) for unit in members])
        for group, members in groups
    ]


@Remembered
def drawn() -> str:
    """The options of that select as markup, none of them selected."""
    groups = format_html_join(
        "",
        '<optgroup label="{}">{}</optgroup>',
        (
            (group, format_html_join("", '<option value="{}">{}</option>', members))
            for group, members in choices()
        ),
    )
    return str(groups)


def options(chosen: str) -> SafeString:
    """The options with one of them selected, or with none."""
    first = '<option value="">Pilih kantor</option>'
    found = drawn()
    if chosen in units():
        mark = f'value="{chosen}"'
        found = found.replace(mark, f"{mark} selected", 1)
    return mark_safe(first + found)  # noqa: S308 - drawn by format_html
