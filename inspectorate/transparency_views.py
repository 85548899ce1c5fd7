from django.contrib.auth.decorators import login_not_required
from django.shortcuts import render
from django.views.decorators.http import require_safe

from inspectorate.charts import Tile, columns, provinces
from inspectorate.public_figures import public_figures


@login_not_required
@require_safe
def transparency(request):
    """What everybody may know: counts alone, small ones hidden."""
    found = public_figures()
    context = {
        "found": found,
        "tiles": tiles(found.provinces),
        "months": columns(found.complaints_by_month.lines),
    }
    return render(request, "inspectorate/transparency.html", context)


def tiles(shares):
    """The map without links: where nothing may be shown a tile has no number."""
    known = {share.code: share for share in shares}
    found = []
    for province in provinces():
        share = known.get(province.code)
        percent = share.percent if share else None
        words = "" if percent is None else f"{int(percent)}%"
        found.append(Tile(province, share.shade if share else "k0", words, words))
    return found
