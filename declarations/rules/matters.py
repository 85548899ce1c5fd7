"""Who may enter and change what is to be decided in a unit."""

from declarations.models import Matter
from declarations.models.matters import units_led_by, units_with_register_for
from kpu_coi.access import ALLOWED, Verdict
from personnel.grants import has_grant
from personnel.models import Role, Unit, User
from personnel.reach import LEADERS

KEEPERS = (
    "Agenda dicatat oleh operator satker serta Ketua, Sekretaris, dan kepala bagian "
    "atau subbagian di satker ini."
)
READERS = (
    "Daftar yang tidak ikut memutus dibuka oleh Ketua dan Sekretaris satker ini serta "
    "Inspektorat."
)


def may_keep(user: User, unit: Unit) -> Verdict:
    """Enter a matter of the unit, and change it: those who prepare its decisions."""
    if has_grant(user, Role.UNIT_OPERATOR, unit=unit):
        return ALLOWED
    if unit.pk in units_led_by(user):
        return ALLOWED
    return Verdict(KEEPERS)


def may_change(user: User, matter: Matter) -> Verdict:
    return may_keep(user, matter.unit)


def may_read_register(user: User, unit: Unit) -> Verdict:
    """The whole list of a unit: whoever heads it, and the Inspektorat of its region."""
    if unit.pk in units_led_by(user, LEADERS):
        return ALLOWED
    if has_grant(user, Role.CHIEF_INSPECTOR):
        return ALLOWED
    if units_with_register_for(user).filter(pk=unit.pk).exists():
        return ALLOWED
    return Verdict(READERS)
