"""
What is printed for somebody who declares on paper.

Four sheets: the one that is handed in and scanned, the form of a FREE statement, the
form of a potential conflict, and the label of the envelope. Everybody gets all four
and chooses by himself; the operator sees only the first and a closed envelope.
"""

from typing import Any

from deadlines.calendar import today_in
from deadlines.regimes import regime_for
from declarations import routing
from declarations.models import Obligation
from documents.heads import text_of, unit_on_paper
from documents.issuing import current_template
from documents.models import PaperTemplate
from kpu_coi.vault import keyed_hash
from personnel.titles import identity

LETTERS = "23456789ABCDEFGHJKMNPQRSTVWXYZ"
LENGTH = 8


def code_of(obligation: Obligation) -> str:
    """As "7KQ4-MT2X": it ties a sheet to a person and a campaign, and can be typed."""
    number = int(keyed_hash("paper-set", str(obligation.pk)), 16)
    letters = []
    for _ in range(LENGTH):
        number, place = divmod(number, len(LETTERS))
        letters.append(LETTERS[place])
    return "".join(letters[:4]) + "-" + "".join(letters[4:])


def tidy(code: str) -> str:
    return "".join(letter for letter in code.upper() if letter.isalnum())


def set_of(obligation: Obligation) -> dict[str, Any]:
    """The four sheets of one person, with the wording that his campaign pins."""
    unit, tenure = obligation.unit, obligation.tenure
    on = today_in(unit.timezone)
    regime = regime_for(unit.lineage_codes(), on)
    free = obligation.campaign.template
    if free.regime_code != regime.code:
        pinned = obligation.campaign.wordings.filter(regime_code=regime.code)
        free = pinned.first() or current_template("free", regime.code, on)
    potential = current_template("potential", regime.code, on)
    superior = routing.routing_for(tenure, on=on, named=()).addressee
    return {
        "code": code_of(obligation),
        "declarant": identity(tenure),
        "unit": unit_on_paper(unit),
        "superior": superior and identity(superior),
        "free": form_of(free),
        "potential": form_of(potential),
    }


def form_of(template: PaperTemplate) -> dict[str, Any]:
    wording = template.content
    return {
        "title": wording["title"],
        "version": template.version,
        "text": text_of(wording),
    }
