"""Proposals of grants for tests, made by the real moves."""

from django.utils import timezone

from personnel import grants
from personnel.models import REGION_ROLES, UNIT_ROLES, GrantProposal, User
from personnel.workflow import grants as workflow
from tests.personnel.factories import give, make_region, make_unit, make_user

REASON = "Ditunjuk dengan surat keputusan nomor 12."


def propose(user, role, *, by, **wish) -> GrantProposal:
    """A proposal from today on without an end, unless the days are given."""
    wish.setdefault("since", timezone.localdate())
    wish.setdefault("reason", REASON)
    return workflow.propose(user, role, by=by, **wish)


def scope_for(role) -> dict:
    """A scope that fits the role: Demak, region II, or the nation."""
    if role in UNIT_ROLES:
        return {"unit": make_unit()}
    if role in REGION_ROLES:
        return {"region": make_region()}
    return {}


def administrator(role="ORGANISATION_ADMIN", name="Administrator"):
    user = make_user(name)
    give(user, role)
    return user


def fresh(user):
    """The same person, as another request reads him."""
    grants.forget(user)
    return User.objects.get(pk=user.pk)
