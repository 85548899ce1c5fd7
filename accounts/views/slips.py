from django.conf import settings
from django.contrib import messages
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST, require_safe

from accounts import locks, mfa, people, rules
from accounts.models import Activation, Kind
from accounts.workflow import activations, sessions
from kpu_coi import queue
from kpu_coi.paging import paged

PER_PAGE = 50
ENDED = "Slip itu sudah dipakai, diganti, atau lewat masanya. Minta slip baru dicetak."
NOBODY = "Pilih paling sedikit satu orang."


@require_safe
def unit_accounts(request, code):
    unit = unit_looked_after(request, code)
    view = request.GET.get("tampil", "belum")
    if view not in people.VIEWS:
        raise Http404
    words = request.GET.get("cari", "").strip()[:80]
    found = people.people_of(unit, view=view, words=words)
    context = paged(request, found, PER_PAGE)
    context |= {
        "unit": unit,
        "view": view,
        "views": people.VIEWS.items(),
        "words": words,
        "tally": people.tally_of(unit),
    }
    return render(request, "accounts/unit_accounts.html", context)


@never_cache
@require_POST
def print_slips(request, code):
    """Answers with the slips themselves: shown once, and stored nowhere."""
    unit = unit_looked_after(request, code)
    chosen = [pk for pk in request.POST.getlist("orang") if pk.isdecimal()]
    found = list(people.people_of(unit).filter(pk__in=chosen[:PER_PAGE]))
    if not found:
        messages.error(request, NOBODY)
        return redirect("unit_accounts", unit.code)
    made = activations.print_slips(found, by=request.user)
    return slips_page(request, made, unit=unit)


@require_POST
def mail_links(request, code):
    """A link for each of the chosen who has an office address and no password yet."""
    unit = unit_looked_after(request, code)
    chosen = [pk for pk in request.POST.getlist("orang") if pk.isdecimal()]
    found = people.people_of(unit, view="belum").filter(pk__in=chosen[:PER_PAGE])
    reached = [person for person in found if person.email]
    for person in reached:
        rules.may_help(request.user, person).require()
        queue.tell("accounts.send_reset_link", user_id=person.pk)
    words = f"{len(reached)} tautan sedang dikirim."
    if without := len(found) - len(reached):
        words += f" {without} orang tidak punya surel kantor: cetak slip untuk mereka."
    messages.success(request, words) if found else messages.error(request, NOBODY)
    return redirect("unit_accounts", unit.code)


@never_cache
@require_POST
def print_slip(request, pk):
    """One slip, from the page of a person's account; for a recovery too."""
    person = person_looked_after(request, pk)
    made = activations.print_slips([person], by=request.user)
    return slips_page(request, made, person=person)


def slips_page(request, made, **context):
    address = settings.BASE_URL + reverse("activate")
    slips = [
        {"slip": slip, "qr": mfa.svg_of(f"{address}#{slip.code}")} for slip in made
    ]
    waits = any(slip.waits for slip in made)
    context |= {"slips": slips, "address": address, "Kind": Kind, "waits": waits}
    return render(request, "accounts/slips.html", context)


@require_safe
def person_account(request, pk):
    found = people.with_accounts(people.people_looked_after(request.user))
    person = get_object_or_404(found, pk=pk)
    activated = rules.opened(person)
    kind = Kind.RECOVERY if activated else Kind.ACTIVATION
    slips = Activation.objects.live().filter(user=person)
    context = {
        "person": person,
        "activated": activated,
        "slip": slip_state(
            slips.select_related("made_by").first(), person, request.user
        ),
        "may_print": rules.may_print_slip(request.user, person, kind),
        "may_help": rules.may_help(request.user, person),
        "may_end": rules.may_end_sessions(request.user, person),
    }
    return render(request, "accounts/person_account.html", context)


def slip_state(slip, person, user):
    """A slip, whether it waits for another administrator, and whether for this one."""
    if slip is None:
        return None
    slip.user = person  # What has been read of him is known already.
    waits = not slip.confirmed_by_id and rules.needs_confirmation(person, slip.kind)
    may_confirm = rules.may_confirm_slip(user, slip) if waits else None
    return {"is": slip, "waits": waits, "may_confirm": may_confirm}


@require_POST
def confirm_slip(request, pk, slip):
    """For what another administrator has printed; the very slip that was seen."""
    person = person_looked_after(request, pk)
    found = get_object_or_404(Activation, pk=slip, user=person)
    try:
        activations.confirm(found, by=request.user)
    except activations.SlipEnded:
        messages.error(request, ENDED)
    else:
        messages.success(request, "Slip disetujui. Kodenya berlaku sekarang.")
    return redirect("person_account", person.pk)


@require_POST
def mail_link(request, pk):
    person = person_looked_after(request, pk)
    rules.may_help(request.user, person).require()
    if person.email and person.is_active:
        queue.tell("accounts.send_reset_link", user_id=person.pk)
        messages.success(request, "Tautan sedang dikirim ke surel kantornya.")
    else:
        messages.error(request, "Orang ini tidak punya surel kantor. Cetak slip saja.")
    return redirect("person_account", person.pk)


@require_POST
def lift_lock(request, pk):
    person = person_looked_after(request, pk)
    rules.may_help(request.user, person).require()
    if locks.lift(person, by=request.user):
        messages.success(request, "Kunci akun sudah dibuka.")
    return redirect("person_account", person.pk)


@require_POST
def end_sessions_of(request, pk):
    person = person_looked_after(request, pk)
    rules.may_end_sessions(request.user, person).require()
    ended = sessions.end_all(person, by=request.user)
    messages.success(request, f"{ended} perangkat dikeluarkan.")
    return redirect("person_account", person.pk)


def unit_looked_after(request, code):
    return get_object_or_404(people.units_looked_after(request.user), code=code)


def person_looked_after(request, pk):
    return get_object_or_404(people.people_looked_after(request.user), pk=pk)
