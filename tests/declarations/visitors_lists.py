"""Who meets what at the routes of lists, pacts, newer versions and legal bases."""

from uuid import UUID

from tests.rows import only, posting, staff

NO_POST = dict.fromkeys(
    (
        "auditor",
        "other_auditor",
        "chief_inspector",
        "organisation_admin",
        "system_admin",
    ),
    403,
)
WITHOUT_LISTS = staff(403)
FOLLOWERS = dict.fromkeys(("operator", "auditor", "other_auditor"), 200)


def signed(world):
    return {"public_id": world.signed.public_id}


def case(world):
    return {"public_id": world.case.public_id}


def nobody(world):
    return {"public_id": UUID(int=0)}


def adoption(world):
    return {"pk": world.adoption.pk}


ROUTES = {
    "declarations:list": WITHOUT_LISTS,
    "declarations:pact": staff(200, **NO_POST),
    # The declarant has another draft of a conflict: told so on the statement's page.
    "declarations:amend": posting(only(signed, declarant=302)),
    "declarations:history": only(signed, declarant=200),
    "declarations:case_versions": only(
        case, declarant=200, superior=200, auditor=200, chief_inspector=200
    ),
    "declarations:cooling_offs": only(chief_inspector=200, **FOLLOWERS),
    "declarations:cooling_off_pdf": only(nobody),
    "declarations:regimes": only(organisation_admin=200),
    "declarations:adopt_regime": posting(only(organisation_admin=200)),
    "declarations:cancel_regime": posting(only(adoption, organisation_admin=302)),
}
