"""Who meets what at the pages of grants; by hand from who keeps them, and for whom."""

from tests.rows import only, posting, staff

KEEPERS = {"organisation_admin": 200, "system_admin": 200}


def grant(world):
    """The operator's own grant."""
    return {"pk": world.people["operator"].grants.get().pk}


def proposal(world):
    """For the stranger, by the organisation's administrator."""
    return {"pk": world.proposal.pk}


def stranger(world):
    return {"user_pk": world.people["stranger"].pk}


def role(world):
    return stranger(world) | {"slug": "petugas-pengaduan"}


def unit(world):
    return {"code": world.office.unit.code}


ROUTES = {
    "personnel:grants": staff(),
    "personnel:grants_export": staff(),
    "personnel:propose_grant": only(**KEEPERS),
    "personnel:propose_grant_role": only(stranger, **KEEPERS),
    "personnel:propose_grant_form": only(role, **KEEPERS),
    "personnel:grant_proposal": only(proposal, **KEEPERS, stranger=200),
    "personnel:approve_grant": posting(
        only(proposal, organisation_admin=409, system_admin=302, stranger=409)
    ),
    "personnel:refuse_grant": posting(
        only(proposal, organisation_admin=409, system_admin=302, stranger=409),
        words="Belum ada surat keputusannya.",
    ),
    "personnel:withdraw_grant": posting(
        only(proposal, organisation_admin=302, system_admin=409, stranger=409)
    ),
    "personnel:grant": only(grant, **KEEPERS, operator=200),
    "personnel:grant_end": only(grant, **KEEPERS, operator=200),
    "personnel:grant_prolong": only(
        grant, organisation_admin=409, system_admin=409, operator=409
    ),
    "personnel:unit_access": only(
        unit, **KEEPERS, above=200, operator=200, auditor=200, chief_inspector=200
    ),
}
