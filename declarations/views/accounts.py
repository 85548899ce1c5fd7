from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.views.decorators.http import require_POST, require_safe

from declarations.account_content import account_of
from declarations.content import Incomplete
from declarations.forms.accounts import AccountForms, OpenForm
from declarations.forms.attachments import FilesForm
from declarations.models import AccountDraft
from declarations.subordinates import drafting_of_subordinate, subordinates_of
from declarations.views.attachments import removable, taken
from declarations.views.statements import get_or_post
from declarations.workflow.accounts import (
    AccountChanged,
    discard_account,
    open_account,
    save_account,
)
from declarations.workflow.attachments import give_to_account, take_from_account
from documents.uploads.stored import response
from documents.uploads.upload import takes_files
from kpu_coi.paging import paged
from personnel.titles import capacity

PAGE_SIZE = 20


@require_safe
def subordinates(request):
    """On whom a case can be opened: those of whom one is the direct superior today."""
    found = subordinates_of(request.user)
    asked = request.GET.get("q", "").strip()
    if asked:
        found = [one for one in found if asked.casefold() in one.user.name.casefold()]
    drafts = AccountDraft.objects.filter(author=request.user)
    begun = set(drafts.values_list("tenure", flat=True))
    context = paged(request, found, PAGE_SIZE) | {"asked": asked}
    for tenure in context["page"]:
        tenure.title, tenure.is_begun = capacity(tenure), tenure.pk in begun
    return render(request, "declarations/open_case_for.html", context)


@takes_files
@get_or_post
def account(request, pk):
    drafting = drafting_or_404(request, pk)
    tenure = drafting.tenure
    if request.method != "POST":
        draft = draft_of(request, tenure)
        forms = AccountForms.begun(draft.read_answers() if draft else {}, drafting)
        return account_page(request, draft, forms, tenure)
    forms = AccountForms.of(request.POST, drafting)
    draft = save_account(tenure, by=request.user, typed=forms.typed())
    files = FilesForm(request.POST, request.FILES)
    taken(files, draft.attachments, give_to_account, draft, by=request.user)
    if not forms.are_valid() or not files.is_valid():
        return account_page(request, draft, forms, tenure, files)
    return redirect("declarations:account_check", pk)


@takes_files
@require_POST
def account_add(request, pk):
    return rows_changed(request, pk, lambda form: form.with_one_more())


@takes_files
@require_POST
def account_remove(request, pk, index):
    return rows_changed(request, pk, lambda form: form.without(index))


def rows_changed(request, pk, change):
    """Keep all that was typed and the files, with a party more or less."""
    drafting = drafting_or_404(request, pk)
    tenure = drafting.tenure
    forms = AccountForms.of(request.POST, drafting)
    others = {
        name: values
        for slug, form in forms.items()
        if slug != "pihak"
        for name, values in form.typed().items()
    }
    typed = others | change(forms["pihak"])
    draft = save_account(tenure, by=request.user, typed=typed)
    files = FilesForm(request.POST, request.FILES)
    taken(files, draft.attachments, give_to_account, draft, by=request.user)
    for words in files.errors.get("files", ()):
        messages.error(request, words)
    return to_part(pk, "pihak-lain")


@require_safe
def account_check(request, pk):
    drafting = drafting_or_404(request, pk)
    draft = draft_of(request, drafting.tenure)
    if draft is None:
        return redirect("declarations:account", pk)
    try:
        preview = account_of(draft, drafting)
    except Incomplete:
        messages.warning(request, "Lengkapi dahulu isian yang belum selesai.")
        return redirect("declarations:account", pk)
    return check_page(request, drafting.tenure, preview)


@require_POST
def account_open(request, pk):
    drafting = drafting_or_404(request, pk)
    tenure, form = drafting.tenure, OpenForm(request.POST)
    if not form.is_valid():
        return unconfirmed(request, drafting, form)
    try:
        case = open_account(
            tenure,
            by=request.user,
            content_hash=form.cleaned_data["content_hash"],
            consent=form.cleaned_data["consent"],
        )
    except AccountChanged as change:
        if change.preview is None:
            return redirect("declarations:account", pk)
        return check_page(request, tenure, change.preview, changed=True)
    except PermissionDenied as refused:
        messages.error(request, str(refused))
        return redirect("declarations:cases")
    messages.success(
        request, f"Perkara {case} dibuka. {tenure.user.name} diminta menjawab."
    )
    return redirect(case)


def unconfirmed(request, drafting, form):
    draft = draft_of(request, drafting.tenure)
    if draft is None:
        return redirect("declarations:cases")
    try:
        preview = account_of(draft, drafting)
    except Incomplete:
        return redirect("declarations:account", drafting.tenure.pk)
    return check_page(request, drafting.tenure, preview, form)


@takes_files
@require_POST
def account_discard(request, pk):
    discard_account(drafting_or_404(request, pk).tenure, by=request.user)
    messages.success(request, "Draf dihapus. Tidak ada perkara yang dibuka.")
    return redirect("declarations:open_case_for")


@takes_files
@require_POST
def drop_account_file(request, pk, file_id):
    """The file goes; what was typed beside it stays."""
    drafting = drafting_or_404(request, pk)
    tenure = drafting.tenure
    forms = AccountForms.of(request.POST, drafting)
    draft = save_account(tenure, by=request.user, typed=forms.typed())
    take_from_account(draft, file_id, by=request.user)
    return to_part(pk, "lampiran")


def to_part(pk, part):
    """Back to the form, at one of its parts."""
    return redirect(f"{reverse('declarations:account', args=[pk])}#{part}")


def drafting_or_404(request, pk):
    """About anybody else one does not learn that he could have a case."""
    drafting = drafting_of_subordinate(request.user, pk)
    if drafting is None:
        raise Http404
    return drafting


def draft_of(request, tenure):
    return AccountDraft.objects.filter(author=request.user, tenure=tenure).first()


def files_of(draft, tenure):
    files = draft.attachments.all() if draft else ()
    return removable(files, "account", tenure.pk)


@require_safe
def account_file(request, pk, file_id):
    """One's own file, before the case is opened."""
    draft = draft_of(request, drafting_or_404(request, pk).tenure)
    if draft is None:
        raise Http404
    return response(get_object_or_404(draft.attachments, public_id=file_id))


def account_page(request, draft, forms, tenure, files=None):
    return render(
        request,
        "declarations/account.html",
        {
            "tenure": tenure,
            "title": capacity(tenure),
            "forms": forms,
            "files": files_of(draft, tenure),
            "files_form": files or FilesForm(),
            "draft": draft,
            **{f"form_{slug}": form for slug, form in forms.items()},
            **{f"row_{place}": row for place, row in enumerate(forms["pihak"].entries)},
        },
    )


def check_page(request, tenure, preview, form=None, *, changed=False):
    form = form or OpenForm(initial={"content_hash": preview.content_hash})
    sections = [
        {
            "title": title,
            "rows": [{"label": label, "value": value} for label, value in rows],
        }
        for title, rows in preview.sections
    ]
    return render(
        request,
        "declarations/account_check.html",
        {
            "tenure": tenure,
            "title": capacity(tenure),
            "preview": preview,
            "sections": sections,
            "form": form,
            "changed": changed,
        },
    )
