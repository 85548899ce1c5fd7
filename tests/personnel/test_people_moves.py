"""People come, move, leave and come back: what the roll says afterwards."""

from datetime import date, timedelta

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.utils import timezone
from procrastinate.contrib.django.models import ProcrastinateJob

from audit.models import Event
from personnel.grants import has_grant
from personnel.lines import holder_of
from personnel.models import Acting, FormerLine, Tenure, User
from personnel.workflow import people, tenures
from personnel.workflow.people import Identity, Seat
from tests.personnel.factories import (
    give,
    make_position,
    make_tenure,
    make_user,
)

pytestmark = pytest.mark.django_db
DAY = timedelta(days=1)


def identity(**fields):
    told = {
        "name": "Bagas Contoh",
        "id_kind": "INTERNAL",
        "employee_number": "PPNPN-33-1",
        "employment": "NON_ASN",
    }
    return Identity(**(told | fields))


def jobs(name):
    return list(
        ProcrastinateJob.objects.filter(task_name=name).values_list("args", flat=True)
    )


def events(user):
    stream = Event.objects.filter(stream=f"user:{user.pk}")
    return list(stream.order_by("seq").values_list("action", flat=True))


def span(tenure):
    tenure.refresh_from_db()
    return tenure.period.lower, tenure.period.upper


# --- joining ------------------------------------------------------------------------


@pytest.mark.rule(78)
def test_somebody_new_stands_on_the_roll_and_cannot_sign_in_yet(
    operator, empty_post, today
):
    tenure = people.join(
        identity(), Seat(empty_post, today, basis="SK 12/2026"), by=operator
    )

    assert not tenure.user.has_usable_password()
    assert (tenure.acting, tenure.basis) == ("PERMANENT", "SK 12/2026")
    assert holder_of(empty_post, today) == tenure
    assert events(tenure.user) == ["person.join", "tenure.begin"]
    assert jobs("declarations.roster_changed") == [{"tenure_id": tenure.pk}]
    assert jobs("notifications.tenure_changed") == [{"tenure_id": tenure.pk}]


def test_the_log_of_a_joiner_names_nobody(operator, empty_post, today):
    tenure = people.join(identity(), Seat(empty_post, today), by=operator)

    told = Event.objects.filter(stream=f"user:{tenure.user_id}")
    bodies = b"".join(bytes(event.body) for event in told)
    assert b"Bagas" not in bodies
    assert b"PPNPN" not in bodies


def test_pressing_twice_makes_one_person(operator, empty_post, today):
    first = people.join(identity(), Seat(empty_post, today), by=operator)
    second = people.join(identity(), Seat(empty_post, today), by=operator)

    assert first == second
    assert User.objects.filter(employee_number="PPNPN-33-1").count() == 1


@pytest.mark.parametrize(
    ("fields", "field", "words"),
    [
        ({"employee_number": "3321014501900003"}, "employee_number", "NIK tidak boleh"),
        (
            {"id_kind": "NIP", "employee_number": "19850317", "employment": "PNS"},
            "employee_number",
            "18 angka",
        ),
        (
            {"id_kind": "NIP", "employee_number": "198503172010011000"},
            "employee_number",
            "dibulatkan",
        ),
        ({"nik": "123"}, "nik", "16 angka"),
        ({"email": "bukan-surel"}, "email", ""),
    ],
)
def test_an_unsound_identity_is_refused_at_its_field(
    operator, empty_post, today, fields, field, words
):
    with pytest.raises(ValidationError) as refused:
        people.join(identity(**fields), Seat(empty_post, today), by=operator)

    assert words in str(refused.value.message_dict[field])
    assert not User.objects.filter(name="Bagas Contoh").exists()


def test_a_number_that_is_taken_is_refused(operator, empty_post, office, today):
    taken = office.staff.user.employee_number

    with pytest.raises(ValidationError, match="sudah tercatat"):
        people.join(
            identity(employee_number=taken), Seat(empty_post, today), by=operator
        )


# --- overlaps, abolished posts, periods ---------------------------------------------


@pytest.mark.rule(14)
@pytest.mark.parametrize("acting", list(Acting))
def test_a_post_has_one_holder_of_each_kind_a_day(office, admin, today, acting):
    make_tenure(position=office.staff_post, acting=Acting.ACTING)
    make_tenure(position=office.staff_post, acting=Acting.DAILY)

    with pytest.raises(ValidationError, match="sudah diisi") as refused:
        tenures.appoint(
            office.member.user,
            tenures.Seat(office.staff_post, today, today + DAY, acting),
            by=admin,
        )

    assert list(refused.value.message_dict) == ["position"]


@pytest.mark.parametrize(
    ("since", "last", "acting", "field"),
    [
        (0, -1, "DAILY", "last_day"),
        (0, None, "DAILY", "last_day"),
        (5, 8, "ACTING", "last_day"),
        (6, 8, "ACTING", "position"),
        (5, None, "ACTING", "last_day"),
    ],
)
def test_days_that_cannot_be_are_refused(
    office, admin, today, empty_post, since, last, acting, field
):
    empty_post.abolished_on = today + 6 * DAY
    empty_post.save()

    with pytest.raises(ValidationError) as refused:
        tenures.appoint(
            office.staff.user,
            tenures.Seat(
                empty_post,
                today + since * DAY,
                None if last is None else today + last * DAY,
                acting,
            ),
            by=admin,
        )

    assert list(refused.value.message_dict) == [field]


def test_nobody_inactive_is_seated(office, admin, today, empty_post):
    User.objects.filter(pk=office.staff.user_id).update(is_active=False)

    with pytest.raises(ValidationError, match="tidak bekerja"):
        tenures.appoint(
            office.staff.user, tenures.Seat(empty_post, today, None, "ACTING"), by=admin
        )


# --- who may ------------------------------------------------------------------------

SEATING = {
    ("operator", "colleague", "empty"): True,
    ("operator", "operator", "empty"): False,
    ("operator", "head", "empty"): False,
    ("operator", "colleague", "head_post"): False,
    ("operator", "colleague", "secretary_post"): False,
    ("operator", "colleague", "province_post"): False,
    ("admin", "colleague", "head_post"): True,
    ("admin", "head", "empty"): True,
    ("admin", "admin", "empty"): False,
    ("head", "colleague", "empty"): False,
    ("elsewhere", "colleague", "empty"): False,
    ("system", "colleague", "empty"): False,
    ("auditor", "colleague", "empty"): False,
}


@pytest.mark.rule(20, 64)
@pytest.mark.parametrize(("who", "whom", "where"), SEATING)
def test_who_may_seat_whom(office, operator, admin, empty_post, who, whom, where):
    elsewhere, system, auditor = make_user("A"), make_user("B"), make_user("C")
    give(elsewhere, "UNIT_OPERATOR", unit=office.province)
    give(system, "SYSTEM_ADMIN")
    give(auditor, "CHIEF_INSPECTOR")
    cast = {
        "operator": operator,
        "admin": admin,
        "colleague": office.staff.user,
        "head": office.head.user,
        "elsewhere": elsewhere,
        "system": system,
        "auditor": auditor,
    }
    posts = {
        "empty": empty_post,
        "head_post": office.head_post,
        "secretary_post": office.secretary_post,
        "province_post": make_position("Bendahara", unit=office.province),
    }
    from personnel.rules import may_seat

    assert (
        bool(may_seat(cast[who], cast[whom], posts[where])) is SEATING[who, whom, where]
    )


# --- ending -------------------------------------------------------------------------


@pytest.mark.rule(14)
def test_a_plh_ended_early_gives_the_post_back(office, admin, today):
    stand_in = make_tenure(
        position=office.head_post,
        acting=Acting.DAILY,
        since=today - 3 * DAY,
        until=today + 5 * DAY,
    )

    tenures.end_early(stand_in, last_day=today - DAY, by=admin)

    assert span(stand_in) == (today - 3 * DAY, today)
    assert holder_of(office.head_post, today) == office.head
    assert events(stand_in.user) == ["tenure.end"]


def test_the_one_who_is_represented_ends_it_when_he_is_back(office, today):
    stand_in = make_tenure(position=office.head_post, acting=Acting.DAILY, since=today)

    tenures.end_early(stand_in, last_day=today, by=office.head.user)

    assert span(stand_in)[1] == today + DAY


@pytest.mark.parametrize("who", ["staff", "secretary", "stand_in"])
def test_others_do_not(office, today, who):
    stand_in = make_tenure(position=office.head_post, acting=Acting.DAILY, since=today)
    user = stand_in.user if who == "stand_in" else getattr(office, who).user

    with pytest.raises(PermissionDenied):
        tenures.end_early(stand_in, last_day=today, by=user)


@pytest.mark.parametrize(
    ("last", "words"),
    [(-10, "sebelum hari pertama"), (5, "memang berakhir"), (9, "memang berakhir")],
)
def test_an_end_that_changes_nothing_or_comes_too_soon_is_refused(
    office, admin, today, last, words
):
    tenure = make_tenure(
        position=make_position(), since=today - 3 * DAY, until=today + 6 * DAY
    )

    with pytest.raises(ValidationError, match=words):
        tenures.end_early(tenure, last_day=today + last * DAY, by=admin)


def test_what_has_not_begun_is_taken_back_and_what_runs_is_not(office, admin, today):
    planned = make_tenure(position=make_position(), since=today + 3 * DAY)

    tenures.take_back(planned, by=admin)

    assert not Tenure.objects.filter(pk=planned.pk).exists()
    assert events(planned.user) == ["tenure.take_back"]
    with pytest.raises(PermissionDenied, match="sudah dibatalkan"):
        tenures.take_back(planned, by=admin)
    with pytest.raises(PermissionDenied, match="sudah berjalan"):
        tenures.take_back(office.staff, by=admin)


# --- moving -------------------------------------------------------------------------


@pytest.mark.rule(79)
def test_moving_ends_the_old_post_the_day_before(office, admin, today):
    to = make_position("Bendahara", unit=office.province)
    give(office.staff.user, "COMPLAINT_OFFICER", unit=office.unit)

    new = people.move(office.staff, to, on=today, basis="SK 3", by=admin)

    assert span(office.staff)[1] == today
    assert span(new) == (today, None)
    assert holder_of(office.staff_post, today) is None
    assert holder_of(to, today) == new
    user = User.objects.get(pk=office.staff.user_id)
    assert not has_grant(user, "COMPLAINT_OFFICER", unit=office.unit)


def test_moving_within_the_unit_keeps_grants(office, operator, today, empty_post):
    give(office.staff.user, "COMPLAINT_OFFICER", unit=office.unit)

    people.move(office.staff, empty_post, on=today, basis="", by=operator)

    user = User.objects.get(pk=office.staff.user_id)
    assert has_grant(user, "COMPLAINT_OFFICER", unit=office.unit)


def test_moving_needs_the_right_where_somebody_goes(office, operator, today):
    to = make_position("Bendahara", unit=office.province)
    receiver = make_user("Operator provinsi")
    give(receiver, "UNIT_OPERATOR", unit=office.province)

    with pytest.raises(PermissionDenied):
        people.move(office.staff, to, on=today, basis="", by=operator)

    assert people.move(office.staff, to, on=today, basis="", by=receiver).position == to


FETCHING = {
    # who, what the person is, days from today: the field at fault, None where it goes
    ("receiver", "staff", 0): None,
    ("receiver", "staff", 5): None,
    ("receiver", "staff", -1): "since",
    ("receiver", "superior", 0): "person",
    ("receiver", "other_line", 0): "person",
    ("receiver", "abolished below", 0): None,
    ("receiver", "formerly above", 0): None,
    ("receiver", "above until tomorrow", 0): "person",
    ("receiver", "officer", 0): "person",
    ("receiver", "officer to come", 0): "person",
    ("receiver", "officer of old", 0): None,
    ("of both", "superior", -1): None,
    ("of both", "officer", -1): None,
    ("admin", "superior", -1): None,
    ("admin", "officer", -1): None,
}


@pytest.mark.rule(64, 79)
@pytest.mark.parametrize(("who", "what", "days"), FETCHING)
def test_whom_an_operator_fetches_from_another_unit(
    office, admin, today, who, what, days
):
    receiver = make_user("Operator provinsi")
    give(receiver, "UNIT_OPERATOR", unit=office.province)
    if who == "of both":
        give(receiver, "UNIT_OPERATOR", unit=office.unit)
    post, user = office.staff_post, office.staff.user
    if what in ("superior", "other_line"):
        make_position("Pembantu", **{what: post})
    if what == "abolished below":
        make_position("Pembantu", superior=post, abolished_on=today)
    if what in ("formerly above", "above until tomorrow"):
        below = make_position("Pembantu", superior=office.head_post)
        until = today if what == "formerly above" else today + DAY
        FormerLine.objects.create(position=below, superior=post, until=until)
    if what.startswith("officer"):
        since, until = {
            "officer": (today - DAY, None),
            "officer to come": (today + DAY, None),
            "officer of old": (today - 9 * DAY, today),
        }[what]
        give(user, "DPO", since=since, until=until)

    to = make_position("Bendahara", unit=office.province)
    by, field = (admin if who == "admin" else receiver), FETCHING[who, what, days]
    on = today + days * DAY
    if field is None:
        assert people.move(office.staff, to, on=on, basis="", by=by).position == to
        return
    with pytest.raises(ValidationError) as refused:
        people.move(office.staff, to, on=on, basis="", by=by)
    assert list(refused.value.message_dict) == [field]
    assert span(office.staff)[1] is None


# --- leaving and coming back --------------------------------------------------------


@pytest.mark.rule(79)
def test_leaving_in_the_past_shuts_the_account_at_once(office, admin, today):
    user = office.staff.user
    give(user, "COMPLAINT_OFFICER", unit=office.unit)

    people.leave(user, last_day=today - DAY, by=admin)

    user.refresh_from_db()
    assert (user.is_active, user.last_day) == (False, today - DAY)
    assert span(office.staff)[1] == today
    assert not user.grants.in_force(today).exists()
    assert jobs("accounts.end_sessions") == [{"user_id": user.pk}]


def test_leaving_later_keeps_the_account_until_the_day_is_over(office, operator, today):
    planned = make_tenure(office.staff.user, make_position(), since=today + 30 * DAY)

    people.leave(office.staff.user, last_day=today, by=operator)

    office.staff.user.refresh_from_db()
    assert office.staff.user.is_active
    assert span(office.staff)[1] == today + DAY
    assert not Tenure.objects.filter(pk=planned.pk).exists()
    with pytest.raises(ValidationError, match="Sudah dicatat berhenti"):
        people.leave(office.staff.user, last_day=today, by=operator)


DISMISSING = {
    # who, since when (in days) and until when the person holds a grant
    ("operator", -9, 0): True,
    ("operator", -9, None): False,
    ("operator", 3, None): False,
    ("admin", -9, None): True,
}


@pytest.mark.rule(64, 79)
@pytest.mark.parametrize(("who", "since", "until"), DISMISSING)
def test_who_lets_somebody_with_grants_leave(
    office, operator, admin, today, who, since, until
):
    give(
        office.staff.user,
        "UPG",
        unit=office.unit,
        since=today + since * DAY,
        until=None if until is None else today + until * DAY,
    )
    by = {"operator": operator, "admin": admin}[who]

    if DISMISSING[who, since, until]:
        people.leave(office.staff.user, last_day=today, by=by)
    else:
        with pytest.raises(PermissionDenied, match="pemegang kewenangan"):
            people.leave(office.staff.user, last_day=today, by=by)


@pytest.mark.rule(64, 79)
def test_the_last_administrator_does_not_leave(office, operator, admin, today):
    other = office.staff.user
    give(other, "SYSTEM_ADMIN")
    make_tenure(admin, make_position("Pengelola Aplikasi", superior=office.head_post))
    people.leave(other, last_day=today + 9 * DAY, by=admin)

    for last in (9, 12):
        with pytest.raises(PermissionDenied, match="administrator terakhir"):
            people.leave(admin, last_day=today + last * DAY, by=operator)


def test_leaving_needs_the_right_in_every_unit(office, operator, today):
    make_tenure(office.staff.user, make_position("Anggota", unit=office.province))

    with pytest.raises(PermissionDenied):
        people.leave(office.staff.user, last_day=today, by=operator)


def test_coming_back_opens_the_account(office, operator, today, empty_post):
    user = office.staff.user
    people.leave(user, last_day=today - 10 * DAY, by=operator)

    with pytest.raises(ValidationError, match="harus setelah"):
        people.return_to_roll(user, Seat(empty_post, today - 10 * DAY), by=operator)
    tenure = people.return_to_roll(user, Seat(empty_post, today), by=operator)

    user.refresh_from_db()
    assert (user.is_active, user.last_day) == (True, None)
    assert holder_of(empty_post, today) == tenure


@pytest.mark.parametrize("days", [None, 3])
def test_whoever_holds_a_post_moves_and_does_not_come_back(
    office, admin, today, empty_post, days
):
    until = None if days is None else today + days * DAY
    held = make_tenure(make_user(), make_position(), until=until)

    with pytest.raises(ValidationError, match="Pindahkan dari jabatannya") as refused:
        people.return_to_roll(held.user, Seat(empty_post, today), by=admin)

    assert list(refused.value.message_dict) == ["person"]
    if until:
        back = people.return_to_roll(held.user, Seat(empty_post, until), by=admin)
        assert span(back) == (until, None)


def test_a_shut_account_is_refused_at_the_next_request(client, office, operator, today):
    client.force_login(office.staff.user)
    assert client.get("/beranda/").status_code == 200

    people.leave(office.staff.user, last_day=today - DAY, by=operator)

    assert client.get("/beranda/").status_code == 302


# --- correcting ---------------------------------------------------------------------


def told_of(user, **fields):
    known = {
        name: getattr(user, name)
        for name in (
            "name",
            "id_kind",
            "employee_number",
            "employment",
            "rank",
            "email",
        )
    }
    return Identity(**(known | fields))


def test_a_correction_is_logged_by_its_fields_alone(office, operator):
    user = office.staff.user

    people.correct(
        user, told_of(user, name="Nama Benar", rank="III/a"), reason="", by=operator
    )

    user.refresh_from_db()
    assert (user.name, user.rank) == ("Nama Benar", "III/a")
    event = Event.objects.get(stream=f"user:{user.pk}", action="person.correct")
    assert b'"fields":["name","rank"]' in bytes(event.body)
    assert jobs("notifications.identity_corrected") == [{"user_id": user.pk}]


def test_another_number_needs_its_reason(office, operator):
    user = office.staff.user
    changed = told_of(user, employee_number="PPNPN-2")

    with pytest.raises(ValidationError, match="alasan"):
        people.correct(user, changed, reason="", by=operator)
    people.correct(user, changed, reason="MISTYPED", by=operator)

    user.refresh_from_db()
    assert user.employee_number == "PPNPN-2"


@pytest.mark.rule(64)
@pytest.mark.parametrize(
    ("who", "has_signed_in", "may"),
    [
        ("operator", False, True),
        ("operator", True, False),
        ("admin", False, True),
        ("admin", True, True),
    ],
)
def test_who_renumbers_somebody_who_signs_in(
    office, operator, admin, who, has_signed_in, may
):
    user = office.staff.user
    if has_signed_in:
        User.objects.filter(pk=user.pk).update(last_login=timezone.now())
    changed = told_of(user, employee_number="PPNPN-2")
    by = {"operator": operator, "admin": admin}[who]

    if may:
        people.correct(user, changed, reason="MISTYPED", by=by)
    else:
        with pytest.raises(ValidationError, match="sudah pernah masuk") as refused:
            people.correct(user, changed, reason="MISTYPED", by=by)
        assert list(refused.value.message_dict) == ["employee_number"]
        people.correct(user, told_of(user, rank="III/a"), reason="", by=by)

    user.refresh_from_db()
    assert (user.employee_number == "PPNPN-2") is may


def test_an_operator_corrects_neither_himself_nor_superiors_nor_officers(
    office, operator
):
    give(office.staff.user, "COMPLAINT_OFFICER", unit=office.unit)

    for user in (operator, office.head.user, office.staff.user):
        with pytest.raises(PermissionDenied):
            people.correct(
                user, told_of(user, email="lain@contoh.id"), reason="", by=operator
            )


def test_a_date_is_stored_as_whole_days(office, admin, empty_post):
    tenure = tenures.appoint(
        office.staff.user,
        tenures.Seat(empty_post, date(2026, 1, 1), date(2026, 1, 31), "ACTING"),
        by=admin,
    )

    assert span(tenure) == (date(2026, 1, 1), date(2026, 2, 1))
    assert tenures.last_day_of(tenure) == date(2026, 1, 31)


def test_a_post_that_does_not_stand_yet_has_no_holder(office, admin, empty_post, today):
    empty_post.established_on = today + DAY
    empty_post.save()

    with pytest.raises(ValidationError, match="berdiri sejak"):
        tenures.appoint(
            office.staff.user, tenures.Seat(empty_post, today, None, "ACTING"), by=admin
        )


# --- who is to leave ----------------------------------------------------------------


@pytest.mark.rule(79)
@pytest.mark.parametrize(
    ("since", "last", "field"),
    [
        (0, None, "last_day"),
        (0, 11, "last_day"),
        (10, 11, "last_day"),
        (11, 12, "since"),
        (11, None, "since"),
    ],
)
def test_nobody_is_seated_beyond_the_day_on_which_he_leaves(
    office, admin, operator, today, empty_post, since, last, field
):
    people.leave(office.staff.user, last_day=today + 10 * DAY, by=operator)

    with pytest.raises(ValidationError, match="tercatat berhenti pada") as refused:
        tenures.appoint(
            office.staff.user,
            tenures.Seat(
                empty_post,
                today + since * DAY,
                None if last is None else today + last * DAY,
                "ACTING",
            ),
            by=admin,
        )

    assert list(refused.value.message_dict) == [field]


def test_until_the_day_on_which_he_leaves_somebody_is_seated_and_moved(
    office, admin, operator, today, empty_post
):
    leaves = today + 10 * DAY
    people.leave(office.staff.user, last_day=leaves, by=operator)
    beside = make_position("Bendahara")

    acting = tenures.appoint(
        office.staff.user, tenures.Seat(beside, today, leaves, "ACTING"), by=admin
    )
    moved = people.move(office.staff, empty_post, on=today, basis="", by=operator)

    assert span(acting) == span(moved) == (today, leaves + DAY)


def test_nobody_moves_after_the_day_on_which_he_leaves(
    office, operator, today, empty_post
):
    people.leave(office.staff.user, last_day=today + DAY, by=operator)

    with pytest.raises(ValidationError, match="tercatat berhenti") as refused:
        people.move(office.staff, empty_post, on=today + 2 * DAY, basis="", by=operator)

    assert list(refused.value.message_dict) == ["since"]
