from django.contrib import messages
from django.db.models import Count
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import (
    require_http_methods,
    require_POST,
    require_safe,
)

from declarations.models import Campaign, Obligation, Step, StepKind
from declarations.pages import campaigns as pages
from declarations.pages.campaign_lists import people_found, people_tabs
from declarations.rules import campaigns as rules
from declarations.views.campaigns import visible_campaign
from declarations.workflow import ladder
from documents.issuing import NotSealedYet, pdf_response, read_paper
from kpu_coi.paging import paged

PEOPLE_A_PAGE = 50
NOBODY = "Tidak ada yang diingatkan: semua sudah menyatakan atau sudah diingatkan."


@require_safe
def unit(request, public_id, code):
    found, place = followed(request, public_id, code)
    owed = found.obligations.filter(unit=place).counted()
    counts = owed.aggregate(obliged=Count("pk"), declared=Count("met_at"))
    view, words, people = people_found(owed, request.GET)
    people = people.select_related("user", "tenure__position").prefetch_related("steps")
    context = paged(request, people.order_by("user__name", "pk"), PEOPLE_A_PAGE) | {
        "campaign": found,
        "unit": place,
        "view": view,
        "words": words,
        "tabs": people_tabs(view, counts["obliged"], counts["declared"]),
        "total": pages.Row(place.code, place.name, **counts),
        "may_remind": ladder.may_remind(request.user, found, place),
        "to_warn": ladder.to_warn(found, place).count(),
    }
    context["rows"] = pages.people_rows(context["page"], found, place)
    return render(request, "declarations/campaign_unit.html", context)


def followed(request, public_id, code):
    """The campaign, and one of its units whose people the person sees; else 404."""
    found = visible_campaign(request, public_id)
    place = get_object_or_404(rules.units_with_names(request.user), code=code)
    if not found.covers(place):
        raise Http404
    return found, place


@require_POST
def remind_unit(request, public_id, code):
    found, place = followed(request, public_id, code)
    say_reminded(request, ladder.remind_unit(found, place, by=request.user))
    return redirect(pages.people_url(found, code))


@require_POST
def remind_one(request, public_id, pk):
    found = visible_campaign(request, public_id)
    named = rules.units_with_names(request.user)
    people = found.obligations.filter(unit__in=named.order_by())
    owed = get_object_or_404(people.select_related("campaign", "unit"), pk=pk)
    say_reminded(request, ladder.remind_one(owed, by=request.user))
    return redirect(pages.people_url(found, owed.unit.code))


def say_reminded(request, count):
    if count:
        messages.success(request, f"{count} orang diingatkan.")
    else:
        messages.info(request, NOBODY)


@require_http_methods(["GET", "HEAD", "POST"])
def warn(request, public_id, code):
    """Who would get a letter is read before the letters go out."""
    found, place = followed(request, public_id, code)
    ladder.may_remind(request.user, found, place).require()
    if request.method == "POST":
        count = ladder.warn_unit(found, place, by=request.user)
        messages.success(request, f"{count} surat peringatan diterbitkan.")
        return redirect(pages.people_url(found, code))
    people = ladder.to_warn(found, place).select_related("user", "tenure__position")
    context = paged(request, people.order_by("user__name", "pk"), PEOPLE_A_PAGE) | {
        "campaign": found,
        "unit": place,
        "back": pages.people_url(found, code),
    }
    return render(request, "declarations/warn_unit.html", context)


@require_safe
def reported(request, public_id):
    """Those below a superior of whom he was told, while they have not declared."""
    found = get_object_or_404(
        Campaign.objects.filter(
            pk__in=Step.objects.filter(told=request.user).values("obligation__campaign")
        ),
        public_id=public_id,
    )
    steps = Step.objects.filter(
        told=request.user, kind=StepKind.REPORT, obligation__campaign=found
    ).select_related("obligation__user", "obligation__tenure__position__unit")
    context = paged(request, steps.order_by("obligation__user__name"), PEOPLE_A_PAGE)
    context["campaign"] = found
    return render(request, "declarations/reported_people.html", context)


@require_safe
def letter(request, public_id):
    step = readable_letter(request, public_id)
    paper = read_paper(step.document)
    own = step.obligation.user_id == request.user.pk
    context = {
        "step": step,
        "own": own,
        "document": step.document,
        "content": paper["content"],
        "record": paper["record"],
        "campaign": step.obligation.campaign,
        "back": None
        if own
        else pages.people_url(step.obligation.campaign, step.obligation.unit.code),
    }
    return render(request, "declarations/warning_letter.html", context)


@require_safe
def letter_pdf(request, public_id):
    step = readable_letter(request, public_id)
    try:
        name = f"{step.document.number.replace('/', '-')}.pdf"
        return pdf_response(step.document, name)
    except NotSealedYet:
        messages.info(request, "PDF masih dibuat. Coba lagi sebentar.")
        return redirect(step)


def readable_letter(request, public_id):
    """Of the person himself, and of whoever follows his unit; else 404."""
    letters = Step.objects.warnings().with_letter()
    step = get_object_or_404(letters, public_id=public_id)
    owed: Obligation = step.obligation
    named = rules.units_with_names(request.user).filter(pk=owed.unit_id)
    if owed.user_id != request.user.pk and not named.exists():
        raise Http404
    return step
