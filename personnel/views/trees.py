from django.contrib import messages
from django.shortcuts import redirect, render
from django.views.decorators.http import require_POST, require_safe

from personnel import rules
from personnel.forms.posts import TreeForm
from personnel.models import Level, SecretariatType
from personnel.standard_trees import standard_tree
from personnel.views.units import visible_unit
from personnel.workflow.trees import apply_standard_tree, plan_of


@require_safe
def standard_tree_plan(request, code):
    unit = plannable_unit(request, code)
    typed = {"secretariat_type": unit.secretariat_type or SecretariatType.B}
    form = TreeForm(request.GET or typed) if has_type(unit) else None
    return plan_page(request, unit, form)


@require_POST
def apply_tree(request, code):
    unit = plannable_unit(request, code)
    form = TreeForm(request.POST) if has_type(unit) else None
    if form and not form.is_valid():
        return plan_page(request, unit, form)
    made = apply_standard_tree(
        unit, by=request.user, **(form.cleaned_data if form else {})
    )
    words = f"{len(made)} jabatan dibuat." if made else "Semua jabatan sudah ada."
    messages.success(request, words)
    return redirect("personnel:unit", code)


def plannable_unit(request, code):
    unit = visible_unit(request, code)
    rules.may_manage_posts(request.user).require()
    return unit


def has_type(unit):
    """Whether the secretariat is of type A or B; that of KPU RI is neither."""
    return unit.level != Level.NATIONAL


def plan_page(request, unit, form):
    """The preview; without one while the form has errors."""
    sound = form is None or form.is_valid()
    chosen = form.cleaned_data if form and sound else {}
    context = {
        "unit": unit,
        "form": form,
        "chosen": chosen,
        "plan": plan_of(unit, standard_tree(unit, **chosen)) if sound else None,
    }
    return render(request, "personnel/standard_tree.html", context)
