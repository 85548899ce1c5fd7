"""What waiting periods and legal bases bring to the menu."""

from django.urls import reverse_lazy

from deadlines.clocks import rules
from deadlines.regimes import adoptions
from declarations.rules.cooling import may_see_list
from declarations.rules.regimes import may_switch
from declarations.workflow.cooling import RULE
from kpu_coi.navigation import Place


def places(user):
    found = []
    if may_see_list(user) and somebody_may_wait():
        found.append(Place("Masa tunggu", reverse_lazy("declarations:cooling_offs")))
    if may_switch(user):
        found.append(Place("Dasar hukum", reverse_lazy("declarations:regimes")))
    return found


def somebody_may_wait():
    """Whether a basis with waiting periods has been adopted anywhere."""
    waiting = {rule.regime_id for rule in rules() if rule.code == RULE}
    return any(adoption.regime_id in waiting for adoption in adoptions())
