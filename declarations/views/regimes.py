from functools import wraps

from django.contrib import messages
from django.core.exceptions import PermissionDenied, ValidationError
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.views.decorators.http import require_POST, require_safe

from deadlines.models import RegimeAdoption
from declarations.forms.regimes import AdoptionForm
from declarations.pages.regimes import adoption_rows, done_words, preview
from declarations.rules.regimes import may_switch
from declarations.workflow import regimes as workflow


def for_switchers(view):
    """What administrators of the organisation see does not exist for others."""

    @wraps(view)
    def guarded(request, *args, **kwargs):
        if not may_switch(request.user):
            raise Http404
        return view(request, *args, **kwargs)

    return guarded


@require_safe
@for_switchers
def regimes(request):
    return regimes_page(request, AdoptionForm())


def regimes_page(request, form, status=200):
    rows = adoption_rows(timezone.localdate())
    context = {"rows": rows, "form": form, "earliest": workflow.earliest_day()}
    return render(request, "declarations/regimes.html", context, status=status)


@require_POST
@for_switchers
def adopt(request):
    """First what changes, then the change itself."""
    form = AdoptionForm(request.POST)
    if not form.is_valid():
        return regimes_page(request, form)
    chosen = form.chosen()
    try:
        workflow.checked(**chosen)
        if "checked" not in request.POST:
            return preview_page(request, form, chosen)
        workflow.adopt(**chosen, by=request.user)
    except ValidationError as refused:
        form.add_error(None, refused)
        return regimes_page(request, form)
    messages.success(request, done_words(**chosen))
    return redirect("declarations:regimes")


def preview_page(request, form, chosen):
    typed = [(name, form[name].value() or "") for name in form.fields]
    context = preview(**chosen) | {"typed": typed}
    return render(request, "declarations/adopt_regime.html", context)


@require_POST
@for_switchers
def cancel(request, pk):
    found = get_object_or_404(RegimeAdoption, pk=pk)
    try:
        workflow.cancel(found, by=request.user)
    except RegimeAdoption.DoesNotExist as gone:
        raise Http404 from gone
    except PermissionDenied as refused:
        messages.error(request, str(refused))
    else:
        messages.success(request, "Pemberlakuan itu dibatalkan.")
    return redirect("declarations:regimes")
