"""Lists of interests, integrity pacts, and newer versions of statements."""

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_POST, require_safe

from declarations.differences import chain_of, versions
from declarations.models import Kind
from declarations.pages.case_head import head_of
from declarations.pages.lists import list_page, pact_page
from declarations.rules.cases import may_read_content
from declarations.views.cases import visible_case
from declarations.views.statements import get_or_post, visible_statement
from declarations.workflow import cases
from declarations.workflow import statements as workflow
from declarations.workflow.amending import amend as begin_amending
from personnel.lines import tenures_of


@get_or_post
def interest_list(request):
    template = "declarations/list.html"
    return own_paper(request, Kind.INTEREST_LIST, list_page, template)


@get_or_post
def integrity_pact(request):
    template = "declarations/pact.html"
    return own_paper(request, Kind.INTEGRITY_PACT, pact_page, template)


def own_paper(request, kind, page_of, template):
    """What it is and what is in force; a POST begins a draft, or goes on with it."""
    today = timezone.localdate()
    tenures = list(tenures_of(request.user, today))
    if not tenures:
        return render(request, "declarations/no_post.html", status=403)
    page = page_of(request.user, tenures, today, request.POST or None)
    form, verdict = page["form"], page["verdict"]
    if request.method == "POST" and verdict and (form is None or form.is_valid()):
        chosen = form.cleaned_data["tenure"] if form else page["tenures"][0]
        draft = workflow.start(request.user, kind, tenure=chosen)
        return redirect(draft.continue_url)
    status = 200 if verdict else 403
    return render(request, template, page, status=status)


@require_POST
def amend(request, public_id):
    found = visible_statement(request, public_id)
    try:
        draft = begin_amending(found, by=request.user)
    except PermissionDenied as refused:
        messages.error(request, str(refused))
        return redirect(found)
    return redirect(draft.continue_url)


@require_safe
def history(request, public_id):
    found = visible_statement(request, public_id)
    if found.is_draft:
        return redirect(found.continue_url)
    return render(
        request,
        "declarations/history.html",
        {"statement": found, "versions": versions(chain_of(found))},
    )


@require_safe
def case_versions(request, public_id):
    found = visible_case(request, public_id)
    may_read_content(request.user, found).require()
    cases.note_reading(found, by=request.user)
    statements = [*found.former_statements.select_related("unit", "regime")]
    if found.statement:
        statements.append(found.statement)
    context = head_of(found, request.user, here="case_versions")
    context["versions"] = versions(statements)
    return render(request, "declarations/case_versions.html", context)
