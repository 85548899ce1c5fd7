from django.http import Http404
from django.shortcuts import get_object_or_404, render
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from complaints.desk_page import page_of, row_of
from complaints.filters import ComplaintFilter
from complaints.forms.desk import MessageForm
from complaints.home import has_own_desk, works_at_a_desk
from complaints.models import Complaint, File
from complaints.workflow import acts
from documents.uploads.stored import response
from kpu_coi.paging import paged

PAGE_SIZE = 20


@require_safe
@never_cache
def desk(request):
    if not works_at_a_desk(request.user):
        raise Http404
    rows = Complaint.objects.visible_to(request.user).marking_copies(request.user)
    handles = has_own_desk(request.user)
    found = ComplaintFilter(request.GET, rows, handles=handles)
    shown = rows.with_units().with_pending()
    context = paged(request, found.qs, PAGE_SIZE, shown=shown, **found.counted) | {
        "filter": found,
        "handles": handles,
        "tabs": found.tabs(),
    }
    today = timezone.localdate()
    context["rows"] = [row_of(complaint, today) for complaint in context["page"]]
    return render(request, "complaints/desk.html", context)


@require_safe
@never_cache
def complaint(request, public_id):
    found = visible_complaint(request, public_id)
    acts.note_reading(found, by=request.user)
    return complaint_page(request, found)


def visible_complaint(request, public_id):
    """The complaint, or 404: what someone may not see does not exist for them."""
    complaints = Complaint.objects.visible_to(request.user).for_page()
    return get_object_or_404(complaints, public_id=public_id)


def complaint_page(request, found, *, message_form=None, refusal="", typed=()):
    """The page as it is now, with what was refused and what had been typed."""
    context = page_of(found, request.user) | {"refusal": refusal, "typed": typed}
    if context["may"]["write"]:
        context["message_form"] = message_form or MessageForm(complaint=found)
    status = 409 if refusal else 200
    return render(request, "complaints/desk_complaint.html", context, status=status)


@require_safe
@never_cache
def file(request, public_id, file_id):
    """A file to be saved; never shown in the browser, and each reading recorded."""
    found = visible_complaint(request, public_id)
    wanted = get_object_or_404(File, complaint=found, public_id=file_id)
    answer = response(wanted)
    acts.note_file_reading(found, wanted, by=request.user)
    return answer
