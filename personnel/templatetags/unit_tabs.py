"""The pages about one unit, as tabs: {% unit_tabs unit "picture" %}."""

from django import template

from personnel.unit_pages import tabs_of

register = template.Library()


@register.inclusion_tag("personnel/_unit_tabs.html")
def unit_tabs(unit, current):
    return {"tabs": tabs_of(unit, current), "unit": unit}
