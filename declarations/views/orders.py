from zoneinfo import ZoneInfo

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import Http404
from django.shortcuts import redirect, render
from django.views.decorators.http import require_POST, require_safe

from declarations.decision_content import Incomplete
from declarations.order_content import Acknowledgeable, preview_of
from declarations.pages.case_head import head_of
from declarations.pages.controls import order_due
from declarations.views.cases import paper, refused_page, visible_case
from declarations.views.controls import readable_case
from declarations.workflow import orders as workflow
from declarations.workflow.case_moves import ACKNOWLEDGE, ORDER
from documents.drawing import BadDrawing
from documents.proving import proof_of, sign_form
from documents.signing import ProofRefused
from kpu_coi.dates import tanggal


@require_safe
def order(request, public_id):
    """The order as it stands; for the reviewer as he would sign it now."""
    found = readable_case(request, public_id)
    return order_page(request, found, text_for(request.user, found))


def text_for(user, found):
    """What is to be read: the signed order, or what the reviewer is to sign."""
    signed = found.handling_order
    if signed is not None:
        return Acknowledgeable(signed.content, signed.content_hash)
    ORDER.verdict(user, found).require()
    try:
        return preview_of(found, user)
    except Incomplete:
        raise PermissionDenied("Anda tidak memangku jabatan hari ini.") from None


def order_page(request, found, text, form=None, *, changed=False):
    head = head_of(found, request.user, here="case_controls")
    moves = head["moves"]
    if form is None and (moves["order"] or moves["acknowledge"]):
        form = sign_form(request, text)
    signed = found.handling_order
    context = head | {
        "order": signed,
        "order_due": order_due(found),
        "content": text.content,
        "record": record_of(found),
        "preview": text,
        "sign_form": form,
        "changed": changed,
    }
    return render(request, "declarations/order.html", context)


def record_of(found):
    """What the paper on the page shows of the signing."""
    signed = found.handling_order
    if signed is None:
        return None
    day = signed.signed_at.astimezone(ZoneInfo(found.unit.timezone)).date()
    place = signed.content["unit"]["place"]
    return {"number": signed.number, "place_date": f"{place}, {tanggal(day)}"}


@require_POST
def order_sign(request, public_id):
    found = visible_case(request, public_id)
    hashed = request.POST.get("content_hash", "")
    if workflow.already_signed(found, request.user, hashed):
        return redirect("declarations:order", public_id)
    return act(request, found, ORDER, workflow.sign_order, "Perintah ditandatangani.")


@require_POST
def order_acknowledge(request, public_id):
    found = visible_case(request, public_id)
    hashed = request.POST.get("content_hash", "")
    if workflow.already_acknowledged(found, request.user, hashed):
        return redirect("declarations:order", public_id)
    return act(request, found, ACKNOWLEDGE, workflow.acknowledge, "Perintah diterima.")


def act(request, found, move, verb, done):
    """Sign or acknowledge, or say why not, with what was typed still there."""
    public_id = found.public_id
    try:
        move.verdict(request.user, found).require()
        text = text_for(request.user, found)
        form = sign_form(request, text, request.POST)
        if not form.is_valid():
            return order_page(request, found, text, form)
        proven(request, found, text, form.cleaned_data, verb)
    except ProofRefused as refused:
        form.refuse(refused)
    except BadDrawing as refused:
        form.add_error("drawing", str(refused))
    except workflow.OrderChanged:
        text = text_for(request.user, visible_case(request, public_id))
        return order_page(request, found, text, changed=True)
    except PermissionDenied as refused:
        return refused_page(request, public_id, refused)
    else:
        messages.success(request, done)
        return redirect("declarations:order", public_id)
    return order_page(request, found, text, form)


def proven(request, found, text, given, verb):
    """The identity is proven before the transaction that signs."""
    return verb(
        found,
        by=request.user,
        proof=proof_of(request, given),
        content_hash=given["content_hash"],
        consent=text.consent,
        drawing=given["drawing"],
    )


@require_safe
def order_pdf(request, public_id):
    found = visible_case(request, public_id)
    if found.handling_order is None:
        raise Http404
    return paper(request, found, found.handling_order.document)
