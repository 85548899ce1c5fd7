import pytest
from django.core.management import CommandError, call_command
from django.db import connection

from declarations.models import Case, Copy, Decision, Obligation, Statement
from documents.models import Document
from inspectorate.invariants import breaches

pytestmark = [pytest.mark.django_db, pytest.mark.xdist_group("demonstration")]


def found():
    return {breach.what for breach in breaches()}


def alter(table, change, pk):
    """Change a row behind the program's back."""
    with connection.cursor() as cursor:
        cursor.execute(f"UPDATE {table} SET {change} WHERE id = %s", [pk])


def signed():
    return Statement.objects.exclude(number=None).order_by("pk").first()


def test_sound_data_have_no_breaches(offices):
    assert found() == set()
    call_command("check_data")


@pytest.mark.parametrize(
    ("model", "change", "what"),
    [
        (Statement, "content_hash = repeat('0', 64)", "hash isi tidak sama"),
        (Statement, "record_hash = repeat('0', 64)", "hash catatan tidak sama"),
        (Statement, "content = '\\x00'", "isi tidak dapat dibuka"),
        (Document, "standing = 'REVOKED'", "kedudukan dokumen tidak sesuai"),
        (Statement, "signed_at = now() - interval '1 year'", "waktu tanda tangan"),
        (Case, "suspended = false", "penghentian sementara tidak sesuai"),
        (Decision, "outcome = 'NO_CONFLICT'", "penghentian sementara tidak sesuai"),
        (Obligation, "fulfilled_by_id = %(other)s", "pernyataan orang lain"),
    ],
)
def test_a_row_changed_behind_the_programs_back_is_named(offices, model, change, what):
    rows = model.objects.order_by("pk")
    if model is Case:
        rows = rows.exclude(decision=None)
    if model is Obligation:
        rows = rows.exclude(fulfilled_by=None)
        change = change % {"other": Statement.objects.order_by("pk").last().pk}
    alter(model._meta.db_table, change, rows.first().pk)

    assert any(what in fault for fault in found())


@pytest.mark.rule(11)
def test_a_case_without_the_inspectorates_copy_is_named(offices):
    case = Case.objects.first()
    Copy.objects.filter(case=case).delete()

    rows = [(breach.row, breach.what) for breach in breaches()]

    assert rows == [(f"perkara {case.pk}", "tidak ada tembusan untuk Inspektorat")]


@pytest.mark.rule(30)
def test_a_number_above_its_register_is_named(offices):
    with connection.cursor() as cursor:
        cursor.execute("UPDATE declarations_registercounter SET last = 0")

    assert found() == {"melebihi penghitung registernya"}


def test_the_command_says_which_row_and_fails(offices, capsys):
    alter("declarations_statement", "record_hash = repeat('0', 64)", signed().pk)

    with pytest.raises(CommandError):
        call_command("check_data")

    assert f"pernyataan {signed().pk}: hash catatan" in capsys.readouterr().out
