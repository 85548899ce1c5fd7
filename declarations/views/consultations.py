from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import (
    require_http_methods,
    require_POST,
    require_safe,
)

from declarations.advisers import desks_for
from declarations.consultation_desk import advises_anywhere, desk_of
from declarations.forms.consultations import AskForm, MessageForm, OfferForm
from declarations.models import Consultation
from declarations.pages.consultations import page_of
from declarations.workflow import consultations as workflow
from kpu_coi.paging import paged

PAGE_SIZE = 20


@require_safe
def index(request):
    mine = Consultation.objects.filter(asker=request.user).with_people()
    context = paged(request, mine, PAGE_SIZE)
    context["advises"] = advises_anywhere(request.user)
    return render(request, "declarations/consultations.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
def ask(request):
    desks = desks_for(request.user)
    data = request.POST if request.method == "POST" else None
    form = AskForm(data, desks=desks)
    if data is None or not form.is_valid():
        context = {"form": form, "desks": desks}
        return render(request, "declarations/consultation_ask.html", context)
    given = form.cleaned_data
    asked = workflow.ask(
        by=request.user,
        to=given["desk"],
        meant_for=given["meant_for"],
        subject=given["subject"],
        text=given["text"],
    )
    messages.success(request, "Pertanyaan terkirim. Anda mendapat kabar bila dijawab.")
    return redirect(asked)


@require_safe
def desk(request):
    """What waits for an adviser, without a word of it, and what he has taken up."""
    if not advises_anywhere(request.user):
        raise Http404
    context = desk_of(request.user)
    context |= paged(request, context.pop("taken"), PAGE_SIZE)
    return render(request, "declarations/consultation_desk.html", context)


def visible(request, public_id):
    found = Consultation.objects.visible_to(request.user).with_people()
    return get_object_or_404(found, public_id=public_id)


@require_safe
def consultation(request, public_id):
    found = visible(request, public_id)
    workflow.note_reading(found, by=request.user)
    return page(request, found)


def page(request, found, *, forms=None, refusal="", typed=()):
    context = page_of(found, request.user) | {"refusal": refusal, "typed": typed}
    if context["may_write"]:
        context["message_form"] = MessageForm()
    if context["others"]:
        context["offer_form"] = OfferForm(others=context["others"])
    context |= forms or {}
    status = 409 if refusal else 200
    return render(request, "declarations/consultation.html", context, status=status)


@require_POST
def take(request, public_id):
    """Open to the desk that was asked; whoever comes second is told so."""
    reachable = Consultation.objects.at_desks_of(request.user)
    found = get_object_or_404(reachable, public_id=public_id)
    try:
        workflow.take(found, by=request.user)
    except PermissionDenied as refused:
        messages.warning(request, str(refused))
        return redirect("declarations:consultation_desk")
    return redirect(found)


@require_POST
def write(request, public_id):
    found = visible(request, public_id)
    form = MessageForm(request.POST)
    if not form.is_valid():
        return page(request, found, forms={"message_form": form})
    text = form.cleaned_data["text"]
    typed = [{"label": "Pesan Anda", "value": text}]
    return done(request, found, typed, workflow.write, text=text)


@require_POST
def offer(request, public_id):
    found = visible(request, public_id)
    others = page_of(found, request.user)["others"]
    form = OfferForm(request.POST, others=others)
    if others and not form.is_valid():
        return page(request, found, forms={"offer_form": form})
    to = form.cleaned_data["to"] if others else request.user
    return done(request, found, (), workflow.offer, to=to)


@require_POST
def agree(request, public_id):
    return done(request, visible(request, public_id), (), workflow.agree)


@require_POST
def decline(request, public_id):
    return done(request, visible(request, public_id), (), workflow.decline)


@require_POST
def release(request, public_id):
    return done(request, visible(request, public_id), (), workflow.release)


@require_POST
def close(request, public_id):
    return done(request, visible(request, public_id), (), workflow.close)


DONE = {
    workflow.write: "Pesan terkirim.",
    workflow.offer: "Usul terkirim. Penanya yang menentukan.",
    workflow.agree: "Konsultasi diserahkan kepada penasihat itu.",
    workflow.decline: "Penasihat Anda tetap.",
    workflow.release: "Pertanyaan menunggu penasihat lain.",
    workflow.close: "Konsultasi selesai.",
}


def done(request, found, typed, verb, **given):
    """Do it, or show how it stands now, why not, and what was typed."""
    try:
        verb(found, by=request.user, **given)
    except PermissionDenied as refused:
        fresh = visible(request, found.public_id)
        return page(request, fresh, refusal=str(refused), typed=typed)
    messages.success(request, DONE[verb])
    return redirect(found)
