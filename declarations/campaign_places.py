"""The place of campaigns in the menu, for whoever runs or oversees them."""

from django.urls import reverse_lazy

from declarations.rules.campaigns import has_campaigns
from kpu_coi.navigation import Place


def places(user):
    place = Place("Kampanye", reverse_lazy("declarations:campaigns"))
    return [place] if has_campaigns(user) else []
