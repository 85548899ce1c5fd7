"""Which region of the Inspektorat oversees which province; effective at once."""

from collections.abc import Mapping

from django.db import transaction

from audit import log
from audit.log import Entry
from personnel import rules
from personnel.models import Level, OversightRegion, RegionProvince, Unit, User


def assign_provinces(regions: Mapping[str, str], *, by: User) -> list[str]:
    """
    Give provinces to regions, both by code; an empty region leaves a province to the
    Inspektorat Utama.

    Provinces that are not named keep theirs. Returns the codes of those that
    changed, each with its own event; a second time none.
    """
    rules.may_manage_posts(by).require()
    known = {region.code: region for region in OversightRegion.objects.all()}
    with transaction.atomic():
        asked = Unit.objects.filter(level=Level.PROVINCE, code__in=regions)
        provinces = asked.select_for_update(no_key=True).order_by("code")
        changes = []
        for province in provinces:
            before = RegionProvince.objects.filter(province=province)
            was = "".join(before.values_list("region__code", flat=True))
            code = regions[province.code]
            if code == was:
                continue
            before.delete()
            if code:
                RegionProvince.objects.create(province=province, region=known[code])
            changes.append((province.code, was, code))
        log.record_all(
            Entry(
                "unit.assign_region", f"unit:{code}", by, {"before": was, "after": now}
            )
            for code, was, now in changes
        )
    return [code for code, _, _ in changes]
