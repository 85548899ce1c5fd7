from django.contrib import messages
from django.core.exceptions import ValidationError
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import (
    require_http_methods,
    require_POST,
    require_safe,
)

from deadlines.calendar import today_in
from personnel import rules
from personnel.forms.posts import AbolishForm, LinesForm, NameForm, NewPostForm
from personnel.line_history import spans_of
from personnel.lines import holders_of
from personnel.models import FormerLine, Position, PositionKind
from personnel.reach import reads_roll, units_in_reach
from personnel.views.units import visible_unit
from personnel.workflow import posts as workflow


def visible_post(request, pk):
    """The post, or 404: its unit decides who may see it."""
    posts = Position.objects.filter(unit__in=units_in_reach(request.user))
    found = posts.select_related("unit", "superior__unit", "other_line__unit")
    return get_object_or_404(found, pk=pk)


def changeable_post(request, pk, move):
    """The post that somebody may change so; 403 in words where he may not."""
    found = visible_post(request, pk)
    move.verdict(request.user, found).require()
    return found


@require_safe
def post(request, pk):
    found = visible_post(request, pk)
    today = today_in(found.unit.timezone)
    context = {
        "post": found,
        "today": today,
        "stands": found.stands(today),
        "tenures": found.tenures.with_people().order_by("-period"),
        "spans": [(span, span.holds(today)) for span in spans_of(found)],
        "below": posts_below(found, today),
        "moves": workflow.verdicts(request.user, found),
        "reads_roll": reads_roll(request.user, found.unit),
        "may_seat": rules.may_manage_roll(request.user, found.unit),
    }
    return render(request, "personnel/post.html", context)


def posts_below(post, on):
    """The standing posts that answer to a post that day, with who acts for each."""
    latest = Position.objects.on_latest_lines(on)
    latest = latest.filter(superior=post) | latest.filter(other_line=post)
    former = FormerLine.objects.in_force(on)
    former = former.filter(superior=post) | former.filter(other_line=post)
    below = Position.objects.filter(pk__in=latest.order_by().values("pk"))
    below |= Position.objects.filter(pk__in=former.order_by().values("position"))
    below = below.standing(on).select_related("unit").order_by("unit__code", "pk")
    holders = {held.position_id: held for held in holders_of(below.order_by(), on)}
    return [(one, holders.get(one.pk)) for one in below]


@require_http_methods(["GET", "HEAD", "POST"])
def new_post(request, code):
    unit = visible_unit(request, code)
    rules.may_manage_posts(request.user).require()
    initial = {"kind": PositionKind.STAFF, "superior": request.GET.get("atasan", "")}
    form = NewPostForm(request.POST or None, unit=unit, initial=initial)
    if form.is_valid():
        try:
            made = workflow.establish(unit, by=request.user, **form.cleaned_data)
        except ValidationError as refusal:
            form.refuse(refusal)
        else:
            messages.success(request, f"Jabatan {made.title} dibuat.")
            return redirect("personnel:post", made.pk)
    return render(request, "personnel/new_post.html", {"unit": unit, "form": form})


@require_http_methods(["GET", "HEAD", "POST"])
def edit_post(request, pk):
    found = changeable_post(request, pk, workflow.RENAME)
    initial = {"title": found.title, "section": found.section, "kind": found.kind}
    form = NameForm(request.POST or None, initial=initial)
    if moved(form, workflow.rename, found, request.user):
        messages.success(request, "Perubahan jabatan disimpan.")
        return redirect("personnel:post", pk)
    context = {"post": found, "form": form}
    return render(request, "personnel/edit_post.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
def change_lines(request, pk):
    found = changeable_post(request, pk, workflow.CHANGE_LINES)
    today = today_in(found.unit.timezone)
    line = workflow.lines_at(found, today)
    form = LinesForm(
        request.POST or None,
        unit=found.unit,
        post=found,
        chosen=(line.superior, line.other_line),
        initial={
            "superior": line.superior_id,
            "other_line": line.other_line_id,
            "since": today,
        },
    )
    if moved(form, workflow.change_lines, found, request.user):
        messages.success(request, "Garis atasan diubah.")
        return redirect("personnel:post", pk)
    planned = [span for span in spans_of(found)[:-1] if span.since > today]
    context = {"post": found, "form": form, "planned": planned}
    return render(request, "personnel/change_lines.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
def abolish_post(request, pk):
    found = changeable_post(request, pk, workflow.ABOLISH)
    form = AbolishForm(
        request.POST or None, initial={"on": today_in(found.unit.timezone)}
    )
    if moved(form, workflow.abolish, found, request.user):
        messages.success(request, f"Jabatan {found.title} dihapus.")
        return redirect("personnel:post", pk)
    context = {"post": found, "form": form}
    return render(request, "personnel/abolish_post.html", context)


@require_POST
def restore_post(request, pk):
    found = changeable_post(request, pk, workflow.RESTORE)
    try:
        workflow.restore(found, by=request.user)
    except ValidationError as refusal:
        messages.error(request, " ".join(refusal.messages))
    else:
        messages.success(request, f"Jabatan {found.title} dipulihkan.")
    return redirect("personnel:post", pk)


def moved(form, move, post, by):
    """Whether the form was sound and the move made; else the form says why not."""
    if not form.is_valid():
        return False
    try:
        move(post, by=by, **form.cleaned_data)
    except ValidationError as refusal:
        form.refuse(refusal)
        return False
    return True
