"""Who meets what on the pages of people: rolls, persons, tenures, absences."""

from tests.rows import only, posting, staff


def unit(world):
    return {"code": world.office.unit.code}


def person(world):
    return {"pk": world.office.staff.user_id}


def tenure(world):
    return {"pk": world.office.staff.pk}


KEEPERS = {"operator": 200, "organisation_admin": 200}
READERS = KEEPERS | {"auditor": 200, "chief_inspector": 200, "system_admin": 200}
REFUSED = KEEPERS | {"auditor": 403, "chief_inspector": 403, "system_admin": 403}

ROUTES = {
    "personnel:roll": only(unit, **READERS),
    "personnel:roll_csv": only(unit, **READERS),
    "personnel:join": only(unit, **REFUSED),
    "personnel:receive": only(unit, **REFUSED),
    "personnel:appoint": only(unit, **REFUSED),
    "personnel:person": only(person, declarant=200, **READERS),
    "personnel:recipients": only(person, declarant=200, **READERS),
    "personnel:move": only(person, declarant=403, **REFUSED),
    "personnel:leave": only(person, declarant=403, **REFUSED),
    "personnel:correct": only(person, declarant=403, **REFUSED),
    "personnel:end_tenure": only(tenure, declarant=403, **REFUSED),
    "personnel:take_back_tenure": posting(
        only(tenure, **dict.fromkeys([*READERS, "declarant"], 403))
    ),
    "personnel:absence": staff(403, superior=200, above=200),
}
