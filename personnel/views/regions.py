from django.contrib import messages
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods

from personnel import rules
from personnel.forms.regions import RegionsForm
from personnel.workflow.regions import assign_provinces


@require_http_methods(["GET", "HEAD", "POST"])
def regions(request):
    rules.may_manage_posts(request.user).require()
    form = RegionsForm(request.POST or None)
    if form.is_valid():
        changed = assign_provinces(form.changed(), by=request.user)
        words = f"Pembagian {len(changed)} provinsi diubah dan langsung berlaku."
        messages.success(request, words if changed else "Tidak ada yang diubah.")
        return redirect("personnel:regions")
    return render(request, "personnel/regions.html", {"form": form})
