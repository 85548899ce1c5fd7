"""The pages about one unit, as tabs: {% unit_tabs unit "personnel:unit" %}."""

from django import template

from personnel.unit_pages import tabs_of

register = template.Library()


@register.inclusion_tag("personnel/_unit_tabs.html", takes_context=True)
def unit_tabs(context, unit, current):
    return {"tabs": tabs_of(context["request"].user, unit, current), "unit": unit}
