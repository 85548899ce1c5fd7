"""Who meets what at the pages of what follows from a decision."""

from uuid import UUID

from tests.rows import only, posting, staff

OVERSEERS = {"auditor": 200, "chief_inspector": 200}
READERS = {"declarant": 200, "superior": 200, **OVERSEERS}
WATCHING = dict.fromkeys(("auditor", "chief_inspector"), 409)
NOT_HIS = {"declarant": 409, **WATCHING}
NO_FILE = UUID(int=0)


def case(world):
    """A case that was referred: its order is signed and not yet acknowledged."""
    return {"public_id": world.controlled.public_id}


def control(world):
    return case(world) | {"order": 1}


def file(world):
    return case(world) | {"file_id": NO_FILE}


def decision(world):
    return world.controlled.decision.public_id


FINDING = {
    "tinjau-decision": decision,
    "tinjau-kind": "ACCEPTED",
    "tinjau-text": "Diterima.",
}
CONFIRMED = {"keadaan-still": "ya", "keadaan-text": "Masih sama."}
REFERRED = {
    "rujukan-decision": decision,
    "rujukan-forum": "DKPP",
    "rujukan-referred_on": "2026-01-05",
    "rujukan-number": "1/2026",
}
PAST = {
    "terdahulu-decision": decision,
    "terdahulu-result": "KEPT",
    "terdahulu-reasons": "Sudah tepat.",
}

ROUTES = {
    "declarations:controls": staff(),
    "declarations:referrals": staff(),
    "declarations:referrals_csv": staff(),
    "declarations:case_controls": only(case, **READERS),
    "declarations:case_control": only(control, **READERS),
    "declarations:control_report": posting(
        only(control, declarant=302, superior=409, **WATCHING),
        **{"lapor-decision": decision, "lapor-text": "Sudah."},
    ),
    "declarations:control_recheck": posting(
        only(control, superior=302, **NOT_HIS), **FINDING
    ),
    "declarations:control_end": posting(
        only(control, superior=302, **NOT_HIS),
        **{"akhiri-decision": decision, "akhiri-text": "Selesai."},
    ),
    "declarations:case_confirm": posting(
        only(case, declarant=302, superior=409, **WATCHING), **CONFIRMED
    ),
    "declarations:case_close": posting(
        only(case, superior=409, **NOT_HIS), **{"tutup-text": "Selesai."}
    ),
    "declarations:handling_file": only(file),
    "declarations:case_announce": posting(only(case, superior=409, **NOT_HIS)),
    "declarations:case_past_review": posting(
        only(case, superior=409, **NOT_HIS), **PAST
    ),
    "declarations:case_refer": posting(only(case, superior=302, **NOT_HIS), **REFERRED),
    "declarations:case_referral_result": posting(only(case, superior=409, **NOT_HIS)),
    "declarations:order": only(case, **READERS),
    "declarations:order_sign": posting(only(case, superior=409, **NOT_HIS)),
    "declarations:order_acknowledge": posting(
        only(case, declarant=200, superior=409, **WATCHING)
    ),
    "declarations:order_pdf": only(case),
}
