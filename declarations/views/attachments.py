from django.core.exceptions import PermissionDenied
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.views.decorators.http import require_POST, require_safe

from declarations.files import by_origin
from declarations.forms.attachments import FilesNeeded
from declarations.models import Attachment
from declarations.pages.case_head import head_of
from declarations.rules.cases import may_read_content
from declarations.views.cases import visible_case
from declarations.views.statements import get_or_post, visible_statement
from declarations.workflow import attachments as workflow
from declarations.workflow.cases import note_reading
from documents.uploads.cleaning import clean_all
from documents.uploads.kinds import MAX_FILES
from documents.uploads.stored import response
from documents.uploads.upload import takes_files


def taken(form, kept, give, *target, by):
    """
    Give what was chosen and is sound; why the rest is not taken stands at the field.

    Takes the files that are there already, and the verb that lays others beside them.
    """
    form.is_valid()
    room = max(MAX_FILES - kept.count(), 0)
    cleaned, faults = clean_all(form.cleaned_data.get("files", ()), room=room)
    try:
        if cleaned:
            give(*target, cleaned, by=by)
    except PermissionDenied as refused:
        faults.append(str(refused))
    form.refuse(faults)


def addressed(files, kind, key):
    """The files, each with the address at which it is saved."""
    found = list(files)
    for file in found:
        file.url = reverse(f"declarations:{kind}_file", args=[key, file.public_id])
    return found


def removable(files, kind, key):
    """The same, each with the address at which it is taken away again."""
    found = addressed(files, kind, key)
    for file in found:
        verb = f"declarations:drop_{kind}_file"
        file.drop_url = reverse(verb, args=[key, file.public_id])
    return found


@takes_files
@get_or_post
def statement_files(request, public_id):
    """The optional topic of a conflict statement: its files (rule 4)."""
    draft = conflict_or_404(request, public_id)
    if not draft.is_draft:
        return redirect(draft)
    form = FilesNeeded()
    if request.method == "POST":
        form = FilesNeeded(request.POST, request.FILES)
        give = workflow.give_to_statement
        taken(form, draft.attachments, give, draft, by=request.user)
        if form.is_valid():
            return redirect("declarations:statement_files", public_id)
    context = {
        "draft": draft,
        "form": form,
        "files": removable(draft.attachments.all(), "statement", public_id),
        "has_room": draft.attachments.count() < MAX_FILES,
    }
    return render(request, "declarations/statement_files.html", context)


@require_POST
def drop_statement_file(request, public_id, file_id):
    draft = conflict_or_404(request, public_id)
    workflow.take_from_statement(draft, file_id, by=request.user)
    return redirect("declarations:statement_files", public_id)


@require_safe
def statement_file(request, public_id, file_id):
    """One's own file, as it was cleaned."""
    own = conflict_or_404(request, public_id)
    return response(get_object_or_404(own.attachments, public_id=file_id))


def conflict_or_404(request, public_id):
    found = visible_statement(request, public_id)
    if not found.is_conflict:
        raise Http404
    return found


@require_safe
def case_files(request, public_id):
    """Whoever reads what was declared finds its files here."""
    found = visible_case(request, public_id)
    may_read_content(request.user, found).require()
    note_reading(found, by=request.user)
    context = head_of(found, request.user, here="case_files")
    files = addressed(Attachment.objects.of_case(found), "case", public_id)
    context["groups"] = by_origin(files)
    return render(request, "declarations/case_files.html", context)


@require_safe
def case_file(request, public_id, file_id):
    found = visible_case(request, public_id)
    may_read_content(request.user, found).require()
    files = Attachment.objects.of_case(found, reader=request.user)
    file = get_object_or_404(files, public_id=file_id)
    note_reading(found, by=request.user)
    return response(file)
