"""Who meets what where a case is passed on or opened, and at its files."""

from tests.rows import only, posting, staff

WATCHERS = {"declarant": 403, "auditor": 403, "chief_inspector": 403}
REFUSED = dict.fromkeys(WATCHERS, 409)
READERS = {"declarant": 200, "superior": 200, "auditor": 200, "chief_inspector": 200}
NO_FILE = "00000000-0000-4000-8000-000000000000"


def case(world):
    return {"public_id": world.case.public_id}


def file_of_case(world):
    return case(world) | {"file_id": NO_FILE}


def draft(world):
    return {"public_id": world.draft.public_id}


def file_of_draft(world):
    return draft(world) | {"file_id": NO_FILE}


def subordinate(world):
    return {"pk": world.office.staff.pk}


def party_of_account(world):
    return subordinate(world) | {"index": 0}


def file_of_account(world):
    return subordinate(world) | {"file_id": NO_FILE}


ROUTES = {
    "declarations:case_passing": only(case, superior=200, **WATCHERS),
    "declarations:case_forward": posting(only(case, superior=200, **REFUSED)),
    "declarations:case_recuse": posting(only(case, superior=200, **REFUSED)),
    "declarations:case_files": only(case, **READERS),
    "declarations:case_file": only(file_of_case),
    "declarations:open_case_for": staff(),
    "declarations:account": only(subordinate, superior=200),
    "declarations:account_add": posting(only(subordinate, superior=302)),
    "declarations:account_remove": posting(only(party_of_account, superior=302)),
    "declarations:account_check": only(subordinate, superior=302),
    "declarations:account_open": posting(only(subordinate, superior=302)),
    "declarations:account_discard": posting(only(subordinate, superior=302)),
    "declarations:account_file": only(file_of_account),
    "declarations:drop_account_file": posting(only(file_of_account, superior=302)),
    "declarations:statement_files": only(draft, declarant=200),
    "declarations:statement_file": only(file_of_draft),
    "declarations:drop_statement_file": posting(only(file_of_draft, declarant=302)),
}
