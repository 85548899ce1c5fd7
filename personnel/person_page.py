"""What the page of a person shows to the one who looks at it."""

from datetime import timedelta

from django.utils.text import capfirst

from deadlines.calendar import today_in
from kpu_coi.dates import tanggal
from personnel import rules
from personnel.grants import grants_of, has_grant, units_of
from personnel.models import Role, Tenure
from personnel.people import read_nik
from personnel.rolls import account_tag
from personnel.titles import capacity, id_label, id_number
from personnel.workflow.tenures import last_day_of, span

ONE_DAY = timedelta(days=1)


def tenures_by_time(person):
    """His tenures in three lists: now, to come, before; by their own units' days."""
    now, later, before = [], [], []
    held = Tenure.objects.filter(user=person).with_people().order_by("-period", "pk")
    for tenure in held:
        tenure.user = person
        today = today_in(tenure.position.unit.timezone)
        if today in tenure.period:
            now.append(tenure)
        elif tenure.period.lower > today:
            later.append(tenure)
        else:
            before.append(tenure)
    return now, later, before


def page_of(person, user):
    now, later, before = tenures_by_time(person)
    running = [*now, *later]
    asked = running or before[:1]
    tag_kind, tag = account_tag(person)
    manages = manages_any(user, asked)
    return {
        "person": person,
        "own": person.pk == user.pk,
        "tag_kind": tag_kind,
        "tag": tag,
        "identity": identity_rows(person, manages or person.pk == user.pk),
        "now": [row_of(tenure, user) for tenure in now],
        "later": [row_of(tenure, user) for tenure in later],
        "before": [row_of(tenure, user, ended=True) for tenure in before],
        "grants": [grant_words(grant) for grant in grants_of(person)],
        "may_leave": person.last_day is None and rules.may_dismiss(user, person, asked),
        "may_correct": rules.may_correct(user, person, asked),
        "may_move": bool(now) and manages_roll(user) and person.pk != user.pk,
        "left": tanggal(person.last_day) if person.last_day else "",
    }


def manages_roll(user):
    return has_grant(user, Role.ORGANISATION_ADMIN) or bool(
        units_of(user, Role.UNIT_OPERATOR)
    )


def manages_any(user, tenures):
    return any(rules.may_manage_roll(user, one.position.unit) for one in tenures)


def identity_rows(person, shows_number):
    rows = [
        {"label": "Status kepegawaian", "value": person.get_employment_display()},
        {"label": "Pangkat/golongan", "value": person.rank or "–"},
    ]
    if not shows_number:
        return rows
    nik = read_nik(person)
    return [
        {"label": id_label(person), "value": id_number(person)},
        *rows,
        {"label": "Surel kantor", "value": person.email or "–"},
        {"label": "NIK", "value": f"Berakhir {nik[-4:]}" if nik else "Belum tercatat"},
    ]


def row_of(tenure, user, *, ended=False):
    return {
        "pk": tenure.pk,
        "post": capacity(tenure),
        "section": tenure.position.section,
        "unit": tenure.position.unit,
        "span": capfirst(span(tenure)),
        "basis": tenure.basis,
        "may_end": not ended and bool(rules.may_end(user, tenure)),
    }


def grant_words(grant):
    scope = grant.unit or grant.region
    last = grant.period.upper - ONE_DAY if grant.period.upper else None
    return {
        "label": grant.get_role_display(),
        "value": f"{scope or 'Nasional'}{f', sampai {tanggal(last)}' if last else ''}",
    }


def consequences(person, last_day, unit=None):
    """
    What follows when somebody leaves, or leaves a unit: in the order of its weight.

    Nothing is said of cases that there may be: whoever keeps a roll must not learn of
    them, not even their number.
    """
    told = []
    for tenure in Tenure.objects.filter(user=person).with_people().order_by("pk"):
        ends = last_day_of(tenure) is None or last_day_of(tenure) > last_day
        if ends and unit is None:
            told.append(f"{capacity(tenure)}, {tenure.position.unit}, berakhir.")
    for grant in grants_of(person):
        if unit is None or grant.unit_id == unit.pk:
            told.append(f"Kewenangan {grant_line(grant)} berakhir.")
    told.append(
        "Bila ada perkara yang menunggu pada jabatannya, perkara itu tetap pada "
        "jabatan itu. Yang memangku berikutnya menelaah dan mendapat kabar; selama "
        "jabatan kosong, atasan berikutnya."
    )
    where = "satker lama" if unit else "satkernya"
    told.append(
        f"Pernyataan yang sudah ditandatangani tetap dalam register {where}. Yang "
        "belum dipenuhi di sana tidak ditagih lagi."
    )
    return told


def grant_line(grant):
    scope = grant.unit or grant.region
    role = grant.get_role_display()
    return f"{role} untuk {scope}" if scope else role
