"""Who meets what where lists of people are handed in."""

from tests.rows import only, posting

KEEPERS = {"operator": 200, "organisation_admin": 200}
MOVES = {"operator": 302, "organisation_admin": 302}


def roster(world):
    return {"public_id": world.roster.public_id}


ROUTES = {
    "personnel:rosters": only(**KEEPERS),
    "personnel:upload_roster": posting(only(**KEEPERS)),
    "personnel:roster_template": only(**KEEPERS),
    "personnel:roster": only(roster, **KEEPERS),
    "personnel:roster_corrected": only(roster, **KEEPERS),
    "personnel:apply_roster": posting(only(roster, **MOVES), agreed="on"),
    "personnel:read_roster_again": posting(only(roster, **MOVES)),
    "personnel:discard_roster": posting(only(roster, **MOVES)),
}
