"""Paper against electronic signature, on two real connections."""

import pytest

from declarations.models import Obligation, PaperEnd, PaperSignature
from tests.declarations.ceremony_factories import (
    make_operator,
    mark_on_paper,
    owed_by,
)
from tests.declarations.test_statement_races import signing
from tests.factories import make_campaign, make_office, make_statement
from tests.races import at_once, refusals

pytestmark = pytest.mark.django_db(transaction=True)


def test_marking_against_signing_meets_it_once():
    office = make_office()
    operator = make_operator(office)
    owed = owed_by(office.staff.user, make_campaign(office.unit))
    draft = make_statement("DRAFT", tenure=office.staff)

    results = at_once(lambda: mark_on_paper(owed, by=operator), signing(draft))

    met = Obligation.objects.get(pk=owed.pk)
    assert (met.fulfilled_by, met.on_paper) == (draft, None)
    if refusals(results):
        assert not PaperSignature.objects.exists()
    else:
        assert PaperSignature.objects.get().end == PaperEnd.REPLACED


def test_two_operators_who_mark_at_once_make_one_mark():
    office = make_office()
    first, second = make_operator(office), make_operator(office)
    owed = owed_by(office.staff.user, make_campaign(office.unit))

    results = at_once(
        lambda: mark_on_paper(owed, by=first), lambda: mark_on_paper(owed, by=second)
    )

    assert len(refusals(results)) == 1
    assert PaperSignature.objects.standing().count() == 1
