"""Who may have which pack of a unit (rules 2 and 62)."""

from django.utils import timezone

from declarations.models import Campaign, KeptOut, Pack, PackContents
from declarations.rules.campaigns import may_follow_in
from kpu_coi import vault
from kpu_coi.access import ALLOWED, Verdict
from personnel.grants import has_grant, regions_of
from personnel.models import RegionProvince, Role, Unit, User

NOT_YOURS = "Berkas ini hanya untuk Inspektorat yang mengawasi satuan kerja ini."


def may_have(
    user: User, campaign: Campaign, unit: Unit, contents: PackContents
) -> Verdict:
    if contents == PackContents.PROOFS:
        return may_follow_in(user, campaign, unit)
    return may_have_statements(user, campaign, unit)


def may_have_pack(user: User, pack: Pack) -> Verdict:
    return may_have(user, pack.campaign, pack.unit, PackContents(pack.contents))


def may_have_statements(user: User, campaign: Campaign, unit: Unit) -> Verdict:
    """
    The Inspektorat that oversees the unit: every potential conflict is copied to it.

    Whoever has a FREE statement and who has none tells who filed a conflict. That is
    news to anybody who is kept out of a case there, and to the unit's own operator.
    """
    if not campaign.covers(unit) or not oversees(user, unit):
        return Verdict(NOT_YOURS)
    barred = KeptOut.objects.filter(
        case__unit=unit, person_key=vault.person_key(user.pk)
    )
    return Verdict(NOT_YOURS) if barred.exists() else ALLOWED


def oversees(user: User, unit: Unit) -> bool:
    """Whether the Inspektorat's copies of a unit's cases come to this person today."""
    today = timezone.localdate()
    if has_grant(user, Role.CHIEF_INSPECTOR, today):
        return True
    regions = regions_of(user, today)
    if not regions or not unit.province_code:
        return False
    provinces = RegionProvince.objects.filter(region__in=regions)
    return provinces.filter(province__code=unit.province_code).exists()
