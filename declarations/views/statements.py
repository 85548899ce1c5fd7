from django.db import transaction
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import (
    require_http_methods,
    require_POST,
    require_safe,
)

from deadlines.regimes import regime_for
from declarations import content
from declarations.forms.start import PostForm, StartForm
from declarations.home import owed_duty
from declarations.models import Case, Kind, Obligation, Statement, Step
from declarations.pages.statements import page_of
from declarations.workflow import statements as workflow
from documents.issuing import pdf_response
from documents.models import State
from kpu_coi.htmx import render_part
from personnel.lines import tenures_of

get_or_post = require_http_methods(["GET", "HEAD", "POST"])


@require_safe
def index(request):
    statements = Statement.objects.visible_to(request.user).with_paper().newest_first()
    today = timezone.localdate()
    owed = Obligation.objects.of(request.user).unmet().running_on(today)
    warnings = Step.objects.warnings().with_letter().order_by("-pk")
    return render(
        request,
        "declarations/statements.html",
        {
            "statements": statements,
            "owed": [owed_duty(one, ()) for one in owed.with_ladder()],
            "warnings": warnings.filter(obligation__user=request.user),
        },
    )


@get_or_post
def begin(request):
    tenures = tenures_of(request.user, timezone.localdate())
    held = tenures.first()
    if held is None:
        return render(request, "declarations/no_post.html", status=403)
    regime = regime_for(held.position.unit.lineage_codes(), timezone.localdate())
    running = list(Case.objects.running(request.user).with_statement())
    form = StartForm(
        request.POST or None, conflict=regime.conflict, tenures=tenures, running=running
    )
    if form.is_valid():
        draft = begun(request.user, *form.chosen())
        return redirect("declarations:identify", draft.public_id)
    drafts = Statement.objects.visible_to(request.user).drafts()
    return render(
        request,
        "declarations/begin.html",
        {
            "form": form,
            "regime": regime,
            "drafts": drafts.with_paper(),
            "running": form.running,
        },
    )


def begun(user, kind, tenure):
    """The draft of that kind, in the post that was chosen just now."""
    with transaction.atomic():
        draft = workflow.start(user, kind, tenure=tenure)
        if draft.tenure_id != tenure.pk:
            draft = workflow.choose_post(draft, tenure, by=user)
    return draft


@require_safe
def statement(request, public_id):
    found = visible_statement(request, public_id)
    if found.is_draft:
        return redirect(found.continue_url)
    return render_part(
        request,
        "declarations/statement.html",
        "paper",
        page_of(found, workflow.verdicts(request.user, found)) | renewal_of(found),
    )


def renewal_of(found):
    """How a statement is brought up to date, by its kind."""
    pages = {
        Kind.FREE: "declarations:begin",
        Kind.INTEREST_LIST: "declarations:list",
        Kind.INTEGRITY_PACT: "declarations:pact",
    }
    return {"renew_url": reverse(pages[found.kind]) if found.kind in pages else ""}


@require_safe
def pdf(request, public_id):
    found = visible_statement(request, public_id)
    if found.is_draft or found.document.state != State.SEALED:
        return redirect(found)
    return pdf_response(found.document, file_name(found))


def file_name(statement):
    return f"{statement.number.replace('/', '-')}.pdf"


@get_or_post
def post(request, public_id):
    draft = visible_statement(request, public_id)
    if not draft.is_draft:
        return redirect(draft)
    tenures = tenures_of(request.user, content.day_of(draft))
    form = PostForm(
        request.POST or None, tenures=tenures, initial={"tenure": draft.tenure_id}
    )
    if form.is_valid():
        draft = workflow.choose_post(
            draft, form.cleaned_data["tenure"], by=request.user
        )
        return redirect(draft.continue_url)
    return render(request, "declarations/post.html", {"form": form, "draft": draft})


@require_safe
def confirm_withdraw(request, public_id):
    found = visible_statement(request, public_id)
    workflow.WITHDRAW.verdict(request.user, found).require()
    return render(request, "declarations/withdraw.html", {"statement": found})


@require_POST
def withdraw(request, public_id):
    found = visible_statement(request, public_id)
    workflow.withdraw(found, by=request.user)
    return redirect(found)


@require_safe
def confirm_discard(request, public_id):
    found = visible_statement(request, public_id)
    workflow.DISCARD.verdict(request.user, found).require()
    return render(request, "declarations/discard.html", {"draft": found})


@require_POST
def discard(request, public_id):
    workflow.discard(visible_statement(request, public_id), by=request.user)
    return redirect("declarations:statements")


def visible_statement(request, public_id):
    """The statement, or 404: what someone may not see does not exist for them."""
    statements = Statement.objects.visible_to(request.user).with_paper()
    return get_object_or_404(
        statements.select_related(
            "declarant",
            "tenure__user",
            "tenure__position__unit",
            "supersedes",
            "superseded_by",
            "amends",
            "case__addressee__unit",
            "former_case__addressee__unit",
        ),
        public_id=public_id,
    )
