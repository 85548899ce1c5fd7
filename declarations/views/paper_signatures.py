from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_POST, require_safe

from audit import log
from deadlines.calendar import today_in
from declarations import paper_sets
from declarations.forms.ceremonies import SCANS, PaperForm
from declarations.models import Obligation, PaperScan
from declarations.views.ceremonies import followed_unit
from declarations.views.statements import get_or_post
from declarations.workflow import paper_signatures as workflow
from documents.uploads import stored
from documents.uploads.cleaning import clean_all
from documents.uploads.upload import takes_files
from kpu_coi.paging import paged

PEOPLE_A_PAGE = 50
VIEWS = {"belum": "Belum menyatakan", "kertas": "Dengan kertas"}
MARKED = "Tercatat: {} sudah menyatakan dengan kertas."
TAKEN_BACK = "Catatan dibatalkan. {} wajib menyatakan lagi."
OBJECTED = "Sanggahan Anda tercatat. Operator diberi tahu."


@require_safe
def people(request, public_id, code):
    """Who has not declared yet, and who was marked as having done so on paper."""
    campaign, unit = followed_unit(request, public_id, code)
    view = request.GET.get("tampil", "belum")
    owed = Obligation.objects.filter(campaign=campaign, unit=unit)
    found = owed.exclude(on_paper=None) if view == "kertas" else owed.unmet()
    words = request.GET.get("cari", "").strip()
    if words:
        found = found.filter(user__name__icontains=words)
    found = found.select_related("user", "tenure__position", "on_paper")
    context = paged(request, found.order_by("user__name", "pk"), PEOPLE_A_PAGE) | {
        "campaign": campaign,
        "unit": unit,
        "view": view if view in VIEWS else "belum",
        "views": VIEWS.items(),
        "words": words,
    }
    return render(request, "declarations/paper_people.html", context)


@get_or_post
@takes_files
def mark(request, public_id, code, pk):
    owed = owed_in(request, public_id, code, pk)
    verdict = workflow.may_mark(request.user, owed)
    form = PaperForm(
        request.POST or None,
        request.FILES or None,
        obligation=owed,
        today=today_in(owed.unit.timezone),
    )
    if request.method == "POST" and verdict and form.is_valid():
        answer = marked(request, owed, form)
        if answer:
            return answer
    context = {
        "owed": owed,
        "campaign": owed.campaign,
        "unit": owed.unit,
        "form": form,
        "verdict": verdict,
    }
    return render(request, "declarations/paper_mark.html", context)


def marked(request, owed, form):
    """Mark it with the cleaned scan; otherwise the form says what is wrong."""
    cleaned, faults = clean_all(form.cleaned_data["scan"], room=1)
    if not faults and cleaned[0].kind not in SCANS:
        faults = [f"“{cleaned[0].name}” bukan pindaian. Kirim PDF, JPG, atau PNG."]
    for words in faults:
        form.add_error("scan", words)
    if faults:
        return None
    scans = stored.put_away(PaperScan, cleaned)
    try:
        workflow.mark(
            owed,
            scan=scans[0],
            signed_on=form.cleaned_data["signed_on"],
            by=request.user,
        )
    except PermissionDenied as refusal:
        form.add_error(None, str(refusal))
        return None
    finally:
        stored.throw_away_unsaved(scans)
    messages.success(request, MARKED.format(owed.user.name))
    return redirect_to_people(owed)


@require_safe
def print_set(request, public_id, code, pk):
    owed = owed_in(request, public_id, code, pk)
    workflow.may_mark(request.user, owed).require()
    sheets = paper_sets.set_of(owed)
    context = {"owed": owed, "campaign": owed.campaign, "sheets": sheets}
    return render(request, "declarations/paper_set.html", context)


@require_safe
def scan(request, public_id, code, pk):
    owed = owed_in(request, public_id, code, pk)
    found = get_object_or_404(PaperScan, signature=owed.on_paper_id)
    log.record("obligation.read_paper", stream=f"obligation:{owed.pk}", by=request.user)
    return stored.response(found)


@require_POST
def take_back(request, public_id, code, pk):
    owed = owed_in(request, public_id, code, pk)
    workflow.take_back(owed, by=request.user)
    messages.success(request, TAKEN_BACK.format(owed.user.name))
    return redirect_to_people(owed)


@require_safe
def on_paper(request, public_id):
    """What was marked about the person who asks, and what he can do."""
    return render(
        request, "declarations/on_paper.html", {"owed": own(request, public_id)}
    )


@require_POST
def object_to(request, public_id):
    workflow.object_to(own(request, public_id), by=request.user)
    messages.success(request, OBJECTED)
    return redirect("declarations:on_paper", public_id)


def own(request, public_id):
    """One's own latest obligation that somebody has marked, once at least; or 404."""
    owed = Obligation.objects.of(request.user).filter(
        campaign__public_id=public_id, paper_signatures__isnull=False
    )
    found = owed.select_related("campaign", "unit", "on_paper__marked_by")
    latest = found.order_by("-pk").distinct().first()
    if latest is None:
        raise Http404
    return latest


def owed_in(request, public_id, code, pk):
    """Somebody's obligation in a unit that the operator follows; or 404."""
    campaign, unit = followed_unit(request, public_id, code)
    owed = Obligation.objects.filter(campaign=campaign, unit=unit).select_related(
        "campaign__template",
        "unit",
        "user",
        "tenure__user",
        "tenure__position__unit",
        "on_paper__marked_by",
    )
    return get_object_or_404(owed, pk=pk)


def redirect_to_people(owed):
    return redirect(
        "declarations:paper_people", owed.campaign.public_id, owed.unit.code
    )
