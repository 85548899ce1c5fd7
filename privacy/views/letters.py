from uuid import UUID

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_POST, require_safe

from documents.issuing import pdf_response, read_paper
from documents.models import Document
from documents.proving import proof_of, sign_form
from documents.sign_form import SignForm
from documents.signing import ProofRefused
from privacy import rules
from privacy.letter import Letters, letters_of
from privacy.models import Breach, Delivery, Recipient
from privacy.reading import note_reading
from privacy.views.breaches import page_of, visible
from privacy.views.data import signed_in
from privacy.workflow import breaches as workflow


@require_safe
def preview(request: HttpRequest, public_id: UUID) -> HttpResponse:
    found = visible(request, public_id)
    workflow.NOTIFY.verdict(signed_in(request), found).require()
    return preview_page(request, found)


def preview_page(
    request: HttpRequest,
    found: Breach,
    form: SignForm | None = None,
    *,
    changed: bool = False,
) -> HttpResponse:
    letters = letters_of(found, signed_in(request))
    context = {
        "breach": found,
        "papers": [
            {"name": Recipient(to).label, "content": content}
            for to, content in letters.contents.items()
        ],
        "form": form or sign_form(request, letters),
        "consent_text": letters.consent,
        "hash": letters.content_hash,
        "changed": changed,
    }
    return render(request, "privacy/letters.html", context)


@require_POST
def sign(request: HttpRequest, public_id: UUID) -> HttpResponse:
    found, by = visible(request, public_id), signed_in(request)
    try:
        workflow.NOTIFY.verdict(by, found).require()
    except PermissionDenied as refused:
        return page_of(request, found, refusal=str(refused))
    letters = letters_of(found, by)
    form = sign_form(request, letters, request.POST)
    if not form.is_valid():
        return preview_page(request, found, form)
    return signed(request, found, form, letters)


def signed(
    request: HttpRequest, found: Breach, form: SignForm, letters: Letters
) -> HttpResponse:
    """The identity is proven before the transaction that signs."""
    given = form.cleaned_data
    try:
        workflow.notify(
            found,
            by=signed_in(request),
            proof=proof_of(request, given),
            content_hash=given["content_hash"],
            consent=letters.consent,
            drawing=given["drawing"],
        )
    except ProofRefused as refused:
        form.refuse(refused)
        return preview_page(request, found, form)
    except workflow.LettersChanged:
        return preview_page(request, found, changed=True)
    except PermissionDenied as refused:
        now = visible(request, found.public_id)
        return page_of(request, now, refusal=str(refused))
    messages.success(request, "Surat pemberitahuan ditandatangani.")
    return redirect(found)


@require_safe
def letter_pdf(request: HttpRequest, public_id: UUID, pk: int) -> HttpResponse:
    found, by = visible(request, public_id), signed_in(request)
    rules.may_read_findings(by, found).require()
    letter = get_object_or_404(found.letters.select_related("document"), pk=pk)
    note_reading("breach.read_letter", stream=workflow.stream_of(found), by=by)
    return sealed_pdf(letter.document)


@require_safe
def notice_letter(request: HttpRequest, public_id: UUID) -> HttpResponse:
    delivery = own_notice(request, public_id)
    paper = read_paper(delivery.letter.document)
    context = {
        "delivery": delivery,
        "document": delivery.letter.document,
        "content": paper["content"],
        "record": paper["record"],
    }
    return render(request, "privacy/notice_letter.html", context)


@require_safe
def notice_pdf(request: HttpRequest, public_id: UUID) -> HttpResponse:
    return sealed_pdf(own_notice(request, public_id).letter.document)


def own_notice(request: HttpRequest, public_id: UUID) -> Delivery:
    """The notice to the person himself; anybody else's does not exist for him."""
    rows = Delivery.objects.to(signed_in(request)).with_letter()
    return get_object_or_404(rows, public_id=public_id)


def sealed_pdf(document: Document) -> HttpResponse:
    """The sealed PDF; 404 while the worker has not made it."""
    if not document.is_sealed:
        raise Http404
    return pdf_response(document, f"{document.number.replace('/', '-')}.pdf")
