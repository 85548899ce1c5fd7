"""
What part of the country a dashboard shows: nation, region, province, campaign.

Nobody can ask for more than he oversees: a region or province outside it does not
exist for him.
"""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from functools import cached_property
from urllib.parse import urlencode

from django.db.models import Q, QuerySet
from django.http import Http404
from django.utils import timezone

from declarations.models import Campaign, Copy
from inspectorate.charts import province_names
from personnel.grants import has_grant, regions_of
from personnel.models import RegionProvince, Role, Unit, User


@dataclass(frozen=True)
class Region:
    """A region of the Inspektorat with the codes of its provinces."""

    code: str
    name: str
    provinces: frozenset[str]


@dataclass(frozen=True)
class Territory:
    """What somebody oversees, and the part of it that he asked for."""

    whole_nation: bool
    regions: tuple[Region, ...]
    region: Region | None = None
    province: str = ""
    campaign: Campaign | None = None

    @cached_property
    def codes(self) -> frozenset[str]:
        """The provinces of all overseen regions."""
        return frozenset().union(*(region.provinces for region in self.regions))

    @property
    def is_all(self) -> bool:
        """Whether nothing at all is left out: no filter is needed."""
        return self.whole_nation and not self.region and not self.province

    @property
    def choosable(self) -> list[tuple[str, str]]:
        """The provinces that can be asked for, by name."""
        names = province_names()
        codes = names.keys() if self.whole_nation else self.codes
        if self.region:
            codes = self.region.provinces
        found = [(code, names[code]) for code in codes if code in names]
        return sorted(found, key=lambda entry: entry[1])

    @property
    def name(self) -> str:
        if self.province:
            return province_names()[self.province]
        if self.region:
            return self.region.name
        if self.whole_nation:
            return "Seluruh Indonesia"
        return ", ".join(region.name for region in self.regions)

    def holds(self, province: str) -> bool:
        """Whether a province (empty for KPU RI) lies in the part asked for."""
        if self.province:
            return province == self.province
        if self.region:
            return province in self.region.provinces
        return self.whole_nation or province in self.codes

    def within(self, path: str = "") -> Q:
        """The same as a condition on units; `path` leads to the unit."""
        if self.is_all:
            return Q()
        if self.province:
            return Q(**{f"{path}province_code": self.province})
        codes = self.region.provinces if self.region else self.codes
        return Q(**{f"{path}province_code__in": sorted(codes)})

    def units(self) -> QuerySet[Unit]:
        return Unit.objects.filter(self.within())

    def whole(self) -> "Territory":
        """The same without the choice of a province, for the map around it."""
        return replace(self, province="")

    def query(self, **more: str) -> str:
        """The address's query that leads to this part again, with other words."""
        asked = {
            "kampanye": str(self.campaign.pk) if self.campaign else "",
            "wilayah": self.region.code if self.region else "",
            "provinsi": self.province,
        } | more
        return "?" + urlencode({name: text for name, text in asked.items() if text})


def territory_of(user: User, asked: Mapping[str, str]) -> Territory:
    """
    What the person oversees, cut by `wilayah` and `provinsi` of a query string.

    Raises Http404 for a region or province that is unknown or not his.
    """
    whole = has_grant(user, Role.CHIEF_INSPECTOR, timezone.localdate())
    own = Territory(whole, regions_overseen(user, whole))
    region, province = asked.get("wilayah", ""), asked.get("provinsi", "")
    if region:
        chosen = next((one for one in own.regions if one.code == region), None)
        if chosen is None:
            raise Http404
        own = replace(own, region=chosen)
    if province:
        if province not in province_names() or not own.holds(province):
            raise Http404
        own = replace(own, province=province)
    return own


def regions_overseen(user: User, whole: bool) -> tuple[Region, ...]:
    """His regions with their provinces, all of them for the whole nation; one query."""
    links = RegionProvince.objects.order_by("region__code", "province__code")
    if not whole:
        links = links.filter(region__in=regions_of(user, timezone.localdate()))
    found: dict[str, tuple[str, set[str]]] = {}
    for code, name, province in links.values_list(
        "region__code", "region__name", "province__code"
    ):
        found.setdefault(code, (name, set()))[1].add(province)
    return tuple(
        Region(code, name, frozenset(codes)) for code, (name, codes) in found.items()
    )


def copies_in(copies: QuerySet[Copy], territory: Territory) -> QuerySet[Copy]:
    """The copies of the part of the country that was asked for."""
    if territory.region or territory.province:
        return copies.filter(territory.within("case__unit__"))
    return copies
