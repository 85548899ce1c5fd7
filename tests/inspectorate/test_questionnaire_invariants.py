"""`check_data` names a published version that could not be published."""

import pytest
from django.db import connection
from django.utils import timezone

from deadlines.models import RegimeTerm
from declarations.models import Questionnaire
from inspectorate.questionnaire_invariants import faults

pytestmark = pytest.mark.django_db


def test_the_versions_that_ship_are_sound_also_when_a_term_is_hidden():
    RegimeTerm.objects.filter(code="GRATUITY").update(hidden=True)

    assert list(faults()) == []


def test_a_version_changed_behind_the_programs_back_is_named():
    rows = Questionnaire.objects.get(regime="panrb-17-2024").questions
    Questionnaire.objects.create(
        regime_id="panrb-17-2024",
        version=2,
        questions=[row | {"sources": ["FLYING"]} for row in rows[:1]],
        created_at=timezone.now(),
        published_at=timezone.now(),
        valid_from=timezone.localdate(),
    )

    [(row, fault)] = faults()

    assert row == "kuesioner panrb-17-2024 2"
    assert fault.startswith("keluarga-peserta sources:")


def test_the_database_guards_what_was_published():
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT count(*) FROM pg_trigger WHERE tgname = 'questionnaire_frozen'"
        )
        assert cursor.fetchone() == (1,)
