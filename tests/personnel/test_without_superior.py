"""The report of people for whom nobody above is found, and why."""

from datetime import date

import pytest

from kpu_coi.csv_export import csv_response
from personnel.lines import lines_of
from personnel.models import Position, Tenure, Unit
from personnel.without_superior import people_without_superior
from personnel.workflow.posts import change_lines
from tests.personnel.factories import (
    SmallOffice,
    give,
    make_position,
    make_tenure,
    make_user,
)

pytestmark = [pytest.mark.django_db, pytest.mark.rule(78)]
TODAY = date(2026, 11, 23)
SOON = date(2090, 1, 1)


@pytest.fixture
def office():
    return SmallOffice()


def found(on=TODAY):
    return [one.tenure for one in people_without_superior(Unit.objects.all(), on)]


def end(tenure):
    tenure.period = type(tenure.period)(tenure.period.lower, date(2026, 1, 1))
    tenure.save()


def test_who_answers_to_no_post_is_reported_with_the_reason(office):
    loose = make_tenure(make_user("Wagiman"), make_position("Pengemudi"))

    (report,) = people_without_superior(Unit.objects.all(), TODAY)

    assert (report.tenure, report.lacks_line) == (loose, True)
    assert report.to_mend == loose.position
    assert report.reasons == [
        "Pengemudi, KPU Kabupaten Demak belum mempunyai jabatan atasan. Inspektorat "
        "menentukan penerimanya."
    ]


def test_only_the_units_that_are_asked_about_are_reported(office):
    make_tenure(position=make_position("Pengemudi"))

    nation = Unit.objects.filter(pk=office.nation.pk)

    assert people_without_superior(nation, TODAY) == []


def test_two_vacant_posts_above_are_reported_with_what_to_fill(office):
    end(office.head)
    end(office.secretary)

    (report,) = people_without_superior(Unit.objects.all(), TODAY)

    assert (report.tenure, report.to_mend) == (office.staff, office.head_post)
    assert not report.lacks_line
    assert report.reasons[0].startswith("Kepala Subbagian Hukum")
    assert report.reasons[-1].startswith("Dua jabatan atasan sudah dilewati.")


def test_one_vacant_post_above_is_no_reason_to_report(office):
    end(office.head)

    assert found() == []


def test_who_holds_both_posts_above_himself_is_reported(office):
    for post in (office.head_post, office.secretary_post):
        make_tenure(office.staff.user, post, acting="DAILY")

    assert office.staff in found()


def test_the_line_of_the_day_counts(office):
    administrator = make_user()
    give(administrator, "ORGANISATION_ADMIN")
    change_lines(
        office.staff_post, superior=None, other_line=None, since=SOON, by=administrator
    )

    assert found(date(2089, 12, 31)) == []
    assert found(SOON) == [office.staff]


def test_an_inactive_person_is_not_reported_and_leaves_his_post_vacant(office):
    loose = make_tenure(position=make_position("Pengemudi"))
    for tenure in (loose, office.head, office.secretary):
        tenure.user.is_active = False
        tenure.user.save()

    assert found() == [office.staff]


@pytest.mark.parametrize("setting", ["FUNCTIONAL", "ADMINISTRATIVE"])
def test_the_report_leaves_out_nobody_whom_the_way_up_finds_alone(
    office, settings, setting
):
    settings.SECRETARY_LINE = setting
    end(office.head)
    end(office.province_chair)
    Position.objects.filter(pk=office.chair_post.pk).update(abolished_on=TODAY)
    make_tenure(position=make_position("Pengemudi"))
    make_tenure(office.secretary.user, office.province_secretary_post, acting="DAILY")

    everybody = Tenure.objects.in_force(TODAY).with_people()
    lines = lines_of(everybody, TODAY)

    assert set(found()) == {
        tenure
        for tenure in everybody
        if lines[tenure.pk].choice_needed and tenure != office.national_chair
    }
    assert len(found()) >= 2


def test_the_report_costs_as_much_for_many_as_for_one(
    office, django_assert_num_queries
):
    for number in range(3):
        make_tenure(position=make_position(f"Jagat Saksana {number}"))

    with django_assert_num_queries(3):
        assert len(people_without_superior(Unit.objects.all(), TODAY)) == 3


@pytest.mark.parametrize(
    ("field", "written"),
    [
        ("=1+1", "'=1+1"),
        ("+62", "'+62"),
        ("-5", "'-5"),
        ("@nama", "'@nama"),
        (" =1", "' =1"),
        ("Sari; Melati", '"Sari; Melati"'),
        ("Sari", "Sari"),
    ],
)
def test_a_list_for_a_spreadsheet_holds_no_formula(field, written):
    answer = csv_response("daftar", ["Nama"], [[field]])

    assert answer.content.decode("utf-8-sig") == f"Nama\r\n{written}\r\n"
