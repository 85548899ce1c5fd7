"""The rows of matters and recusals in the table of visitors."""

from tests.rows import only, posting, staff


def matter(world):
    return {"public_id": world.matter.public_id}


def case(world):
    return {"public_id": world.case.public_id}


KEEPERS = ("superior", "above", "operator")
READERS = {"auditor": 200, "chief_inspector": 200}
WATCHERS = {"auditor": 403, "chief_inspector": 403}


def kept(status):
    return dict.fromkeys(KEEPERS, status)


ROUTES = {
    "declarations:matters": staff(),
    "declarations:matter_new": staff(403, **kept(200)),
    "declarations:recusals": staff(),
    "declarations:recusal_sheet": staff(403, above=200),
    "declarations:matter": only(matter, **kept(200), **READERS),
    "declarations:matter_edit": only(matter, **kept(200), **WATCHERS),
    "declarations:matter_decided": posting(only(matter, **kept(302), **WATCHERS)),
    "declarations:matter_dropped": posting(only(matter, **kept(302), **WATCHERS)),
    "declarations:matter_reopened": posting(only(matter, **kept(403), **WATCHERS)),
    "declarations:case_matters": only(
        case, superior=200, declarant=403, auditor=403, chief_inspector=403
    ),
}
