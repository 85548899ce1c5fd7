from django.contrib import messages
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_safe

from deadlines.models import Regime
from documents.forms import WordingForm
from documents.models import PaperTemplate
from documents.rules import may_edit_wording
from documents.sample import sample_content
from documents.versions import add_version
from documents.wording import CODES
from kpu_coi.dates import tanggal


def for_editors(view):
    """What administrators of the organisation see does not exist for others."""

    def guarded(request, *args, **kwargs):
        if not may_edit_wording(request.user):
            raise Http404
        return view(request, *args, **kwargs)

    guarded.__name__ = view.__name__
    return guarded


@require_safe
@for_editors
def wordings(request):
    return render(request, "documents/wordings.html", {"groups": groups()})


def groups():
    """The letters of each regime, each with its versions, the newest first."""
    found: dict[tuple[str, str], list[PaperTemplate]] = {}
    for version in PaperTemplate.objects.defer("content"):
        found.setdefault((version.regime_code, version.code), []).append(version)
    today = timezone.localdate()
    return [
        {
            "name": regime.name,
            "rows": [
                row
                for code, name in CODES.items()
                for row in rows_of(found.get((regime.code, code), []), name, today)
            ],
        }
        for regime in Regime.objects.all()
    ]


def rows_of(versions, name, today):
    """The versions of one letter, each with what it is today."""
    valid = [version for version in versions if version.valid_from <= today]
    return [
        {
            "version": version,
            "name": name,
            "tag": "Akan berlaku"
            if version.valid_from > today
            else ("Berlaku" if version == valid[0] else "Digantikan"),
        }
        for version in versions
    ]


@require_safe
@for_editors
def wording(request, pk):
    version = get_object_or_404(PaperTemplate, pk=pk)
    name = CODES.get(version.code, version.code)
    return render(
        request,
        "documents/wording.html",
        {
            "version": version,
            "name": name,
            "title": f"{name}, versi {version.version}",
            "lead": f"Berlaku mulai {tanggal(version.valid_from)}. Isiannya contoh.",
            "regime": Regime.objects.get(pk=version.regime_code),
            "sample": sample_content(
                version.code, version.regime_code, version.content
            ),
        },
    )


@require_http_methods(["GET", "HEAD", "POST"])
@for_editors
def new_wording(request, pk):
    """A new version on the ground of one; POST with "periksa" shows it first."""
    version = get_object_or_404(PaperTemplate, pk=pk)
    today = timezone.localdate()
    initial = version.content | {"valid_from": today}
    form = WordingForm(request.POST or None, initial=initial, today=today)
    sample = None
    if form.is_valid():
        content = version.content | form.words()
        if "simpan" in request.POST:
            return keep(request, version, content, form.cleaned_data["valid_from"])
        sample = sample_content(version.code, version.regime_code, content)
    return render(
        request,
        "documents/new_wording.html",
        {
            "version": version,
            "name": CODES.get(version.code, version.code),
            "regime": Regime.objects.get(pk=version.regime_code),
            "form": form,
            "sample": sample,
        },
    )


def keep(request, version, content, valid_from):
    made = add_version(version, content, valid_from, by=request.user)
    messages.success(request, f"Versi {made.version} tersimpan.")
    return redirect("documents:wording", made.pk)
