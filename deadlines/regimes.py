"""Which legal regime a unit is under, and the lists from which its people choose."""

import datetime
from collections.abc import Sequence

from deadlines.memory import Remembered
from deadlines.models import Regime, RegimeAdoption, RegimeTerm


class NoRegime(LookupError):
    """No regime has been adopted for this unit on that day."""


@Remembered
def adoptions() -> list[RegimeAdoption]:
    """All adoptions with their regimes, the latest first."""
    return list(RegimeAdoption.objects.select_related("regime").order_by("-valid_from"))


@Remembered
def all_terms() -> dict[tuple[str, str], list[RegimeTerm]]:
    """The terms, hidden ones too, by regime and list."""
    lists: dict[tuple[str, str], list[RegimeTerm]] = {}
    for term in RegimeTerm.objects.order_by("order", "pk"):
        lists.setdefault((term.regime_id, term.list_code), []).append(term)
    return lists


def regime_for(unit_codes: Sequence[str], on: datetime.date) -> Regime:
    """
    The regime of a unit on a day.

    `unit_codes` is the unit's lineage, itself first, the national office last; the
    nearest adoption wins, one for everybody comes last. Raises NoRegime.
    """
    for unit_code in (*unit_codes, ""):
        for adoption in adoptions():
            if adoption.unit_code == unit_code and adoption.valid_from <= on:
                return adoption.regime
    raise NoRegime(f"No regime for {list(unit_codes)} on {on}")


def terms(regime: Regime, list_code: str) -> list[RegimeTerm]:
    """The entries of a list that people can choose, in order. Do not change them."""
    return [term for term in _list(regime, list_code) if not term.hidden]


def label(regime: Regime, list_code: str, code: str) -> str:
    """
    The words of an entry, also of one hidden meanwhile.

    Raises KeyError for a code that the list does not have.
    """
    for term in _list(regime, list_code):
        if term.code == code:
            return term.label
    raise KeyError(f"{code} is not in {list_code} of {regime.pk}")


def _list(regime: Regime, list_code: str) -> list[RegimeTerm]:
    return all_terms().get((regime.pk, list_code), [])
