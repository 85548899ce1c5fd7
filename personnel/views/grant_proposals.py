from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.views.decorators.http import (
    require_http_methods,
    require_POST,
    require_safe,
)

from personnel import rules
from personnel.forms.grants import FindPersonForm, ProposalForm, RefusalForm
from personnel.grant_page import proposal_page_of, role_groups
from personnel.grant_words import OPENS, ROLE_OF_SLUG
from personnel.models import GrantProposal, Role, User
from personnel.people_search import SHOWN, people_found, posts_of
from personnel.workflow import grants as workflow

STEPS = range(1, 4)


@require_safe
def find(request):
    """First: who is meant, found by number or by name and unit."""
    check_proposer(request)
    asked = bool(request.GET.get("q", "").strip() or request.GET.get("satker"))
    form = FindPersonForm(request.GET if asked else None)
    people = None
    if asked and form.is_valid():
        people = people_found(**form.cleaned_data, without=request.user)
    context = {"form": form, "people": people, "shown": SHOWN, "steps": STEPS}
    return render(request, "personnel/propose_grant.html", context)


@require_safe
def choose_role(request, user_pk):
    check_proposer(request)
    person = receiver(request, user_pk)
    context = {
        "person": person,
        "posts": posts_of(person),
        "groups": role_groups(request.user),
        "steps": STEPS,
    }
    return render(request, "personnel/propose_grant_role.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
def propose(request, user_pk, slug):
    check_proposer(request)
    person, role = receiver(request, user_pk), role_of(slug)
    posts = posts_of(person)
    form = ProposalForm(request.POST or None, role=role, initial=first_wish(posts))
    if form.is_valid() and (made := proposed(request, person, role, form)):
        return redirect(made.grant or made)
    context = {
        "person": person,
        "posts": posts,
        "role": role,
        "opens": OPENS[role],
        "steps": STEPS,
        "form": form,
        "at_once": rules.may_give_at_once(request.user, role),
    }
    status = 409 if form.non_field_errors() else 200
    return render(request, "personnel/propose_grant_form.html", context, status=status)


def first_wish(posts):
    """From today on, in the unit where the person works."""
    first = {"since": timezone.localdate()}
    if posts:
        first["unit"] = posts[0].position.unit.code
    return first


def proposed(request, person, role, form):
    """The proposal, or None with the refusal on the form."""
    try:
        return workflow.propose(person, role, by=request.user, **form.wish())
    except PermissionDenied as refused:
        form.add_error(None, str(refused))
        return None


@require_safe
def proposal(request, pk):
    return proposal_page(request, visible_proposal(request, pk))


@require_POST
def approve(request, pk):
    found = visible_proposal(request, pk)
    try:
        given = workflow.approve(found, by=request.user)
    except PermissionDenied as refused:
        return refused_page(request, pk, refused)
    messages.success(request, "Kewenangan diberikan. Penerimanya diberi tahu.")
    return redirect(given.grant)


@require_POST
def refuse(request, pk):
    found = visible_proposal(request, pk)
    form = RefusalForm(request.POST)
    if not form.is_valid():
        return proposal_page(request, found, form=form)
    try:
        workflow.refuse(found, by=request.user, words=form.cleaned_data["words"])
    except PermissionDenied as refused:
        return refused_page(request, pk, refused, form=form)
    messages.success(request, "Usulan ditolak. Pengusul dan calonnya diberi tahu.")
    return redirect(found)


@require_POST
def withdraw(request, pk):
    found = visible_proposal(request, pk)
    try:
        workflow.withdraw(found, by=request.user)
    except PermissionDenied as refused:
        return refused_page(request, pk, refused)
    messages.success(request, "Usulan ditarik.")
    return redirect(found)


def check_proposer(request):
    """The forms do not exist for those who never propose."""
    if not rules.administers(request.user):
        raise Http404


def receiver(request, pk):
    person = get_object_or_404(User, pk=pk, is_active=True)
    rules.may_propose_grant(request.user, person).require()
    return person


def role_of(slug) -> Role:
    if slug not in ROLE_OF_SLUG:
        raise Http404
    return ROLE_OF_SLUG[slug]


def visible_proposal(request, pk):
    """The proposal, or 404: what someone may not see does not exist for them."""
    proposals = GrantProposal.objects.visible_to(request.user).with_people()
    return get_object_or_404(proposals, pk=pk)


def proposal_page(request, found, *, form=None, refusal="", status=200):
    context = proposal_page_of(found, request.user) | {"refusal": refusal}
    context["form"] = form or RefusalForm()
    return render(request, "personnel/grant_proposal.html", context, status=status)


def refused_page(request, pk, refused, *, form=None):
    """The proposal as it is now, why nothing was changed, and what was typed."""
    found = visible_proposal(request, pk)
    return proposal_page(request, found, form=form, refusal=str(refused), status=409)
