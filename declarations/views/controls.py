from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.forms import CharField
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_POST, require_safe

from declarations.control_filters import ControlFilter, form_label
from declarations.forms import controls as forms
from declarations.models import Case, Control, HandlingFile
from declarations.pages import controls as pages
from declarations.rules.cases import may_read_content
from declarations.views.cases import PAGE_SIZE, visible_case
from declarations.workflow import controls as workflow
from declarations.workflow.case_moves import END_CONTROL, RECHECK, REPORT
from declarations.workflow.cases import note_reading
from documents.uploads.cleaning import clean_all
from documents.uploads.kinds import MAX_FILES
from documents.uploads.stored import put_away, response, throw_away_unsaved
from documents.uploads.upload import takes_files
from kpu_coi.paging import paged

CLOSED = "Perkara ditutup. Yang bersangkutan mendapat kabar."


@require_safe
def control_list(request):
    """What the superior ordered, and what is due for review."""
    desk = Case.objects.on_desk_of(request.user)
    rows = Control.objects.of_decisions_that_stand()
    rows = rows.filter(decision__case__in=desk.values("pk"))
    found = ControlFilter(request.GET, rows)
    shown = Control.objects.with_case()
    context = paged(request, found.qs, PAGE_SIZE, shown=shown) | {"filter": found}
    for row in context["page"]:
        row.state = row.state_on(row.decision.case.today)
        row.tag = pages.STATE_TAGS[row.state]
        row.form_label = form_label(row)
    return render(request, "declarations/controls.html", context)


def readable_case(request, public_id):
    """The case, where what it is about may be read; its reading is noted."""
    found = visible_case(request, public_id)
    may_read_content(request.user, found).require()
    note_reading(found, by=request.user)
    return found


@require_safe
def case_controls(request, public_id):
    return controls_page(request, readable_case(request, public_id))


def controls_page(request, found, *, forms=None, refusal="", typed=()):
    context = pages.page_of(found, request.user)
    context |= pages.forms_of(found, context["moves"]) | (forms or {})
    context |= {"refusal": refusal, "typed": typed}
    status = 409 if refusal else 200
    return render(request, "declarations/case_controls.html", context, status=status)


def refused(request, public_id, problem, form):
    """The page as it is now, why the move was refused, and what was typed."""
    found = visible_case(request, public_id)
    may_read_content(request.user, found).require()
    return controls_page(request, found, refusal=str(problem), typed=typed_in(form))


def typed_in(form):
    """The texts of a form, with the labels under which they were asked."""
    return [
        {"label": field.label, "value": field.value()}
        for field in form.visible_fields()
        if isinstance(field.field, CharField) and field.value()
    ]


def control_of(found, order):
    """What the decision that stands ordered in this place; None where nothing."""
    if found.decision is None:
        return None
    controls = found.decision.controls.select_related("decision__case")
    return controls.filter(order=order).first()


@require_safe
def case_control(request, public_id, order):
    found = readable_case(request, public_id)
    control = control_of(found, order)
    if control is None:
        raise Http404
    return control_page(request, found, control)


def control_page(request, found, control, **forms):
    context = pages.control_page_of(found, control, request.user)
    context |= pages.control_forms_of(found, control, context["moves"]) | forms
    return render(request, "declarations/case_control.html", context)


def refusal_of(move, user, form):
    """Why the form comes too late, before what was typed in it is looked at."""
    if refusal := move.verdict(user, form.case).refusal:
        return refusal
    return "" if form.is_of_its_decision else workflow.NOT_OF_THIS


@require_POST
@takes_files
def control_report(request, public_id, order):
    found = visible_case(request, public_id)
    about = {"case": found, "control": control_of(found, order)}
    form = forms.ReportForm(request.POST, request.FILES, **about, prefix="lapor")
    if refusal := refusal_of(REPORT, request.user, form):
        return refused(request, public_id, refusal, form)
    sound, files = with_files(form)
    try:
        if not sound:
            return control_page(request, found, form.control, report_form=form)
        text = form.cleaned_data["text"]
        workflow.report(form.control, by=request.user, text=text, files=files)
    except PermissionDenied as problem:
        return refused(request, public_id, problem, form)
    finally:
        throw_away_unsaved(files)
    messages.success(request, "Laporan terkirim kepada penelaah.")
    return redirect("declarations:case_control", public_id, order)


def with_files(form):
    """Whether the form and its files are sound, and the files, put away unsaved."""
    if not form.is_valid():
        if form.files:
            form.add_error("evidence", "Berkas perlu Anda pilih lagi.")
        return False, []
    cleaned, faults = clean_all(form.cleaned_data["evidence"], room=MAX_FILES)
    for words in faults:
        form.add_error("evidence", words)
    if faults:
        return False, []
    return True, put_away(HandlingFile, cleaned)


@require_POST
def control_recheck(request, public_id, order):
    found = visible_case(request, public_id)
    about = {"case": found, "control": control_of(found, order)}
    form = forms.RecheckForm(request.POST, **about, prefix="tinjau")
    if refusal := refusal_of(RECHECK, request.user, form):
        return refused(request, public_id, refusal, form)
    if not form.is_valid():
        return control_page(request, found, form.control, recheck_form=form)
    try:
        workflow.recheck(form.control, by=request.user, **form.finding)
    except PermissionDenied as problem:
        return refused(request, public_id, problem, form)
    messages.success(request, "Hasil peninjauan tersimpan.")
    return redirect("declarations:case_control", public_id, order)


@require_POST
def control_end(request, public_id, order):
    found = visible_case(request, public_id)
    about = {"case": found, "control": control_of(found, order)}
    form = forms.EndForm(request.POST, **about, prefix="akhiri")
    if refusal := refusal_of(END_CONTROL, request.user, form):
        return refused(request, public_id, refusal, form)
    if not form.is_valid():
        return control_page(request, found, form.control, end_form=form)
    try:
        reason = form.cleaned_data["text"]
        workflow.end_control(form.control, by=request.user, reason=reason)
    except PermissionDenied as problem:
        return refused(request, public_id, problem, form)
    messages.success(request, "Pengendalian berakhir.")
    return redirect("declarations:case_controls", public_id)


@require_POST
def case_confirm(request, public_id):
    found = visible_case(request, public_id)
    form = forms.ConfirmForm(request.POST, case=found, prefix="keadaan")
    if not form.is_valid():
        return controls_page(request, found, forms={"confirm_form": form})
    given = form.cleaned_data
    try:
        workflow.confirm(
            found, by=request.user, still=given["still"] == "ya", text=given["text"]
        )
    except PermissionDenied as problem:
        return refused(request, public_id, problem, form)
    messages.success(request, "Konfirmasi Anda tersimpan.")
    return redirect("declarations:case_controls", public_id)


@require_POST
def case_close(request, public_id):
    found = visible_case(request, public_id)
    form = forms.ReasonForm(request.POST, case=found, prefix="tutup")
    if not form.is_valid():
        return controls_page(request, found, forms={"close_form": form})
    try:
        workflow.close(found, by=request.user, reason=form.cleaned_data["text"])
    except PermissionDenied as problem:
        return refused(request, public_id, problem, form)
    messages.success(request, CLOSED)
    return redirect("declarations:case_controls", public_id)


@require_safe
def handling_file(request, public_id, file_id):
    """Evidence, for everybody who reads the case."""
    found = readable_case(request, public_id)
    return response(get_object_or_404(found.handling_files, public_id=file_id))
