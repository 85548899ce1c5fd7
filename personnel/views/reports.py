from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_safe

from kpu_coi.csv_export import csv_response
from kpu_coi.paging import paged
from personnel import rules
from personnel.reach import units_in_reach
from personnel.titles import capacity, id_number
from personnel.views.units import provinces_in, searched
from personnel.without_superior import people_without_superior

PEOPLE_A_PAGE = 25
COLUMNS = ("Satker", "Nama", "NIP atau nomor pegawai", "Jabatan", "Bagian", "Sebab")


def asked(request):
    """Whom the report shows, by the filter of the page."""
    reach = units_in_reach(request.user)
    province = request.GET.get("provinsi", "")
    units = searched(reach, "", province)
    return people_without_superior(units, timezone.localdate()), reach, province


@require_safe
def without_superior(request):
    found, reach, province = asked(request)
    pages = paged(request, found, PEOPLE_A_PAGE)
    context = pages | {
        "province": province,
        "provinces": provinces_in(reach),
        "may_manage": rules.may_manage_posts(request.user),
    }
    return render(request, "personnel/without_superior.html", context)


@require_safe
def without_superior_csv(request):
    """The numbers of people are for whoever keeps the roll of their unit."""
    found, _, _ = asked(request)
    units = {one.tenure.position.unit for one in found}
    kept = {unit for unit in units if rules.may_manage_roll(request.user, unit)}
    rows = (
        (
            one.tenure.position.unit.name,
            one.tenure.user.name,
            id_number(one.tenure.user) if one.tenure.position.unit in kept else "",
            capacity(one.tenure),
            one.tenure.position.section,
            " ".join(one.reasons),
        )
        for one in found
    )
    return csv_response("tanpa-atasan", COLUMNS, rows)
