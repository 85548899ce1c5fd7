"""A list's options, which are joined as text, are what Django would draw, escaped."""

from django import forms
from django.test.utils import override_settings
from django.utils.safestring import mark_safe

CHOICES = [
    ("", "Pilih"),
    ("Jawa", [(33, "KPU <Kudus>"), ("a&b", mark_safe("<b>KPU</b> Demak"))]),
    ('Bali "Barat"', [("51", "KPU Badung")]),
]


class ListForm(forms.Form):
    unit = forms.ChoiceField(choices=CHOICES)


def drawn(form):
    return str(form["unit"])


def test_groups_values_and_labels_are_escaped_and_what_is_safe_stays():
    html = drawn(ListForm())

    assert '<optgroup label="Bali &quot;Barat&quot;">' in html
    assert '<option value="33">KPU &lt;Kudus&gt;</option>' in html
    assert '<option value="a&amp;b"><b>KPU</b> Demak</option>' in html
    assert html.count("<option") == 4
    assert html.count("<optgroup") == html.count("</optgroup>") == 2


def test_what_was_chosen_stays_chosen():
    html = drawn(ListForm({"unit": "33"}))

    assert html.count(" selected") == 1
    assert '<option value="33" selected>' in html


def test_it_says_the_same_as_the_list_of_django():
    ours = drawn(ListForm({"unit": "51"}))
    with override_settings(FORM_RENDERER="django.forms.renderers.DjangoTemplates"):
        theirs = drawn(ListForm({"unit": "51"}))

    assert ours != theirs
    assert "".join(ours.split()) == "".join(theirs.split())
