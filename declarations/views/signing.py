from django.contrib import messages
from django.http import Http404
from django.shortcuts import redirect, render

from declarations import content
from declarations.models import Asks, Statement
from declarations.views.identification import before_free
from declarations.views.statements import get_or_post, visible_statement
from declarations.workflow import statements as workflow
from documents.proving import proof_of, sign_form
from documents.signing import ProofRefused

CHANGED = (
    "Teksnya berubah sejak Anda membacanya, misalnya karena atasan, jabatan, atau "
    "naskah surat baru. Belum ada yang ditandatangani. Baca lagi teks di bawah ini."
)
BUTTONS = {
    Asks.STATEMENT: "Tanda tangani pernyataan",
    Asks.INTEREST_LIST: "Tanda tangani daftar",
    Asks.INTEGRITY_PACT: "Tanda tangani pakta integritas",
}


@get_or_post
def sign(request, public_id):
    draft = visible_statement(request, public_id)
    if not draft.is_draft:
        return redirect(draft)
    if not workflow.held(draft.tenure, draft):
        messages.warning(request, workflow.POST_ENDED)
        return redirect("declarations:post", draft.public_id)
    if draft.is_free and (elsewhere := before_free(request, draft)):
        return elsewhere
    try:
        preview = content.preview_of(draft)
    except content.Incomplete:
        return incomplete(request, draft)
    if request.method != "POST":
        return sign_page(request, draft, preview, sign_form(request, preview))
    return signed(request, draft, preview)


def signed(request, draft, preview):
    """Try to sign what was shown; else the page again, with what went wrong."""
    form = sign_form(request, preview, request.POST)
    if form.data.get("content_hash") != preview.content_hash:
        return changed_page(request, draft, preview)
    if not form.is_valid():
        return sign_page(request, draft, preview, form)
    try:
        return redirect(proven_and_signed(request, draft, form.cleaned_data))
    except ProofRefused as refusal:
        form.refuse(refusal)
        return sign_page(request, draft, preview, form)
    except workflow.ContentChanged as change:
        return changed_page(request, draft, change.preview)
    except content.Incomplete:
        return incomplete(request, draft)
    except Statement.DoesNotExist as gone:
        raise Http404 from gone


def proven_and_signed(request, draft, typed):
    """The identity is proven before the transaction that signs."""
    return workflow.sign(
        draft,
        by=request.user,
        proof=proof_of(request, typed),
        content_hash=typed["content_hash"],
        consent=typed["consent"],
        drawing=typed["drawing"],
    )


def incomplete(request, draft):
    """Back to the topics; one may have been emptied in another tab meanwhile."""
    messages.warning(request, "Lengkapi dulu bagian yang belum selesai.")
    return redirect("declarations:topics", draft.public_id)


def changed_page(request, draft, preview):
    """The new text, to be read and agreed to anew; the drawing is kept."""
    messages.warning(request, CHANGED)
    form = sign_form(request, preview, drawing=request.POST.get("drawing", ""))
    return sign_page(request, draft, preview, form, status=409)


def sign_page(request, draft, preview, form, status=200):
    return render(
        request,
        "declarations/sign.html",
        {
            "draft": draft,
            "preview": preview,
            "form": form,
            "button": BUTTONS[Asks.met_by(draft.kind)],
        },
        status=status,
    )
