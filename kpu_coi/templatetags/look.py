"""Tags and filters of the base templates and components."""

import html

from django import forms, template
from django.forms import BaseForm
from django.forms.formsets import BaseFormSet
from django.forms.utils import flatatt
from django.utils.html import conditional_escape
from django.utils.safestring import SafeString, mark_safe

register = template.Library()

ALERTS = {
    "info": ("info", "info"),
    "debug": ("info", "info"),
    "success": ("success", "check"),
    "warning": ("warning", "alert"),
    "error": ("danger", "alert"),
    "danger": ("danger", "alert"),
    "quiet": ("quiet", "info"),
}


@register.filter
def alert_class(kind):
    return ALERTS[str(kind).split()[-1]][0]


@register.filter
def alert_icon(kind):
    return ALERTS[str(kind).split()[-1]][1]


def invalid(value):
    # By type alone: isinstance would wake what is lazy, and set the CSRF cookie.
    return (
        issubclass(type(value), (BaseForm, BaseFormSet))
        and value.is_bound
        and not value.is_valid()
    )


def invalid_forms(context):
    """Forms and formsets of the page that were refused, in the order they came."""
    found = []
    for layer in context.dicts:
        for value in layer.values():
            if invalid(value) and not any(value is known for known in found):
                found.append(value)
    return found


@register.simple_tag(takes_context=True)
def error_prefix(context):
    """First in the title, so that a screen reader says it first."""
    return "Kesalahan: " if invalid_forms(context) else ""


def drawn_class(widget):
    if isinstance(widget, forms.CheckboxInput):
        return "form-check-input"
    if isinstance(widget, forms.Select) and not isinstance(
        widget, (forms.RadioSelect, forms.CheckboxSelectMultiple)
    ):
        return "form-select"
    return "form-control"


def limit_of(field):
    """How much may be written: counted for the writer, never cut off."""
    widget = field.field.widget
    if isinstance(widget, forms.Textarea):
        return widget.attrs.get("maxlength") or getattr(field.field, "max_length", None)
    return None


@register.filter
def limit(field):
    number = limit_of(field)
    return f"{int(number):,}".replace(",", ".") if number else ""


@register.filter
def described_by(field):
    """Ids of what is said about the control: hint, who sees it, limit, error."""
    parts = [
        ("helptext", field.help_text),
        ("seen", getattr(field.field, "seen", "")),
        ("limit", limit_of(field)),
        ("error", field.errors),
    ]
    return " ".join(f"{field.auto_id}_{name}" for name, said in parts if said)


@register.simple_tag
def control(field):
    """The control itself, with its class and what describes it."""
    widget = field.field.widget
    names = [widget.attrs.get("class", ""), drawn_class(widget)]
    if field.errors:
        names.append("is-invalid")
    attrs = {"class": " ".join(filter(None, names))}
    if described := " ".join(
        filter(None, [widget.attrs.get("aria-describedby"), described_by(field)])
    ):
        attrs["aria-describedby"] = described
    if number := limit_of(field):
        attrs |= {"maxlength": False, "data-limit": number}
    return field.as_widget(attrs=attrs)


@register.simple_tag
def options_of(widget):
    """
    The options of a list, in their groups.

    Joined as text: through a template or format_html 553 units take 20 ms and more.
    """
    drawn = []
    for group, options, _ in widget["optgroups"]:
        within = "".join(map(drawn_option, options))
        if group:
            name = conditional_escape(group)
            within = f'\n  <optgroup label="{name}">{within}\n  </optgroup>'
        drawn.append(within)
    return mark_safe("".join(drawn))  # noqa: S308 - each part is escaped


def drawn_option(option):
    value, label = html.escape(str(option["value"])), option["label"]
    if not isinstance(label, SafeString):
        label = html.escape(str(label))
    marks = flatatt(option["attrs"]) if option["attrs"] else ""
    return f'\n    <option value="{value}"{marks}>{label}</option>'


@register.filter
def option_groups(field):
    """(group, options) of radios and checkboxes, as their widget has them."""
    widget = field.field.widget
    attrs = field.build_widget_attrs(
        {"id": widget.attrs.get("id") or field.auto_id, "class": "form-check-input"}
    )
    values = widget.format_value(field.value())
    return [
        (group, options)
        for group, options, _ in widget.optgroups(field.html_name, values, attrs)
    ]


def act_of(field):
    """What somebody does to fill the field in, for words of ours."""
    widget = field.field.widget
    if isinstance(widget, forms.CheckboxInput):
        return "Centang"
    if isinstance(widget, (forms.Select, forms.RadioSelect, forms.FileInput)):
        return "Pilih"
    return "Isi"


@register.filter
def errors_said(field):
    """The field's errors; Django's "this field is required" in words that say which."""
    for error in field.errors.as_data():
        for words in error.messages:
            unnamed = words == forms.Field.default_error_messages["required"]
            yield f"{act_of(field)} “{field.label}”." if unnamed else words


def first_control(field):
    """The id that a link in the error summary leads to."""
    if field.field.widget.is_hidden:
        return ""
    if field.use_fieldset and field.subwidgets:
        return field.subwidgets[0].id_for_label
    return field.id_for_label or field.auto_id


def errors_of(form):
    if isinstance(form, BaseFormSet):
        yield from (("", words) for words in form.non_form_errors())
        for part in form.forms:
            if not (form.can_delete and form._should_delete_form(part)):
                yield from errors_of(part)
        return
    yield from (("", words) for words in form.non_field_errors())
    for field in form:
        for words in errors_said(field):
            yield first_control(field), words


@register.inclusion_tag("_components/error_summary.html", takes_context=True)
def error_summary(context, *forms):
    """
    What must be mended, above the h1, each line a link to its field.

    Takes forms and formsets; without any, all refused forms of the page.
    """
    refused = [form for form in forms if invalid(form)] if forms else None
    lines = []
    for form in invalid_forms(context) if refused is None else refused:
        lines += [line for line in errors_of(form) if line not in lines]
    return {"errors": [{"target": target, "words": words} for target, words in lines]}
