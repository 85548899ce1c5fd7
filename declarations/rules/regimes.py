"""Who says under which legal basis the units work."""

from kpu_coi.access import ALLOWED, Verdict
from personnel.grants import has_grant
from personnel.models import Role, User


def may_switch(user: User) -> Verdict:
    if not has_grant(user, Role.ORGANISATION_ADMIN):
        return Verdict("Hanya administrator organisasi yang dapat melakukannya.")
    return ALLOWED
