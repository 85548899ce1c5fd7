"""What each visitor meets at the routes of accounts; see tests/visitors.py."""

from uuid import UUID

from tests.rows import only, posting, public, staff


def person(world):
    return {"pk": world.office.staff.user.pk}


def slip(world):
    """Of the Ketua, printed by the system administrator."""
    return {"pk": world.slip.user_id, "slip": world.slip.pk}


def unit(world):
    return {"code": world.office.unit.code}


def passkey(world):
    return {"pk": 1}


def session(world):
    return {"public_id": UUID(int=1)}


KEEPERS = {"operator": 200, "organisation_admin": 200, "system_admin": 200}
PRESSED = dict.fromkeys(KEEPERS, 302)
ROUTES = {
    # --- signing in -----------------------------------------------------------------
    "activate": public(),
    "mfa_authenticate": public(302),
    "mfa_login_webauthn": public(302),
    "provider_begin": posting(public(404)),
    "provider_callback": public(404),
    # --- one's own account ----------------------------------------------------------
    "mfa_index": staff(),
    "mfa_activate_totp": staff(302),
    "mfa_deactivate_totp": staff(404),
    "mfa_view_recovery_codes": staff(404),
    "mfa_generate_recovery_codes": staff(302),
    "mfa_add_webauthn": staff(302),
    "mfa_edit_webauthn": only(passkey, rest=302),
    "mfa_remove_webauthn": only(passkey, rest=302),
    "account_reauthenticate": staff(),
    "mfa_reauthenticate": staff(302),
    "mfa_reauthenticate_webauthn": staff(302),
    "end_session": posting(only(session)),
    "end_other_sessions": posting(staff(302)),
    # --- accounts of others ---------------------------------------------------------
    "unit_accounts": only(unit, **KEEPERS),
    "print_slips": posting(only(unit, **PRESSED)),
    "mail_links": posting(only(unit, **PRESSED)),
    "person_account": only(person, **KEEPERS),
    "print_slip": posting(only(person, **KEEPERS)),
    "confirm_slip": posting(
        only(slip, organisation_admin=302, system_admin=403, operator=403)
    ),
    "mail_link": posting(only(person, **PRESSED)),
    "lift_lock": posting(only(person, **PRESSED)),
    "end_sessions_of": posting(only(person, **PRESSED | {"operator": 403})),
}
