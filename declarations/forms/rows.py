"""A topic that is a list of rows, or the word that there is nothing to list."""

from crispy_forms.helper import FormHelper
from django import forms

from declarations.forms.topics import LONG, TopicForm
from kpu_coi.widgets import conditional


class RowForm(forms.Form):
    """
    One row; `written` names the fields that make it more than blank.

    But for those in `optional` a field is needed where the row is written at all.
    """

    written: tuple[str, ...] = ()
    optional: tuple[str, ...] = ()

    def __init__(self, *args, drafting, **kwargs):
        super().__init__(*args, **kwargs)
        self.drafting = drafting
        for name, field in self.fields.items():
            if name not in self.optional:
                conditional(field)
        self.helper = FormHelper(self)
        self.helper.form_tag = False
        self.helper.disable_csrf = True

    @property
    def is_blank(self):
        """A row in which nothing was written is no row."""
        return not any(self[field].value() for field in self.written or self.fields)


class RowsForm(TopicForm):
    """
    Rows of one form each, up to `most`.

    They are posted as `p0-name`, `p1-name` and so on, with their number in `rows`.
    """

    row_form: type[RowForm] = RowForm
    most = 10
    nothing = ""
    noun = "baris"

    rows = forms.IntegerField(widget=forms.HiddenInput, min_value=0, required=False)
    nobody = forms.BooleanField(required=False)

    def __init__(self, *args, drafting, initial=None, **kwargs):
        super().__init__(*args, drafting=drafting, initial=initial, **kwargs)
        self.fields["nobody"].label = self.nothing
        self.entries = [
            self.row_form(
                self.data if self.is_bound else None,
                prefix=f"p{index}",
                drafting=drafting,
                initial=(initial or {}).get(f"p{index}"),
            )
            for index in range(self.row_count(initial))
        ]

    def row_count(self, initial):
        """How many rows to show: what was asked for, at least one, at most `most`."""
        asked = self.data.get("rows") if self.is_bound else (initial or {}).get("rows")
        try:
            count = int(asked or 1)
        except ValueError:
            count = 1
        return min(max(count, 1), self.most)

    def typed(self):
        typed = {"rows": [str(len(self.entries))]}
        if self.data.get("nobody"):
            typed["nobody"] = ["on"]
        for entry in self.entries:
            for field in entry.fields:
                name = entry.add_prefix(field)
                if name in self.data:
                    typed[name] = [self.data[name][:LONG]]
        return typed

    def unjudged(self):
        initial = {
            "rows": len(self.entries),
            "nobody": bool(self.data.get("nobody")),
        }
        for entry in self.entries:
            initial[entry.prefix] = {
                field: self.data.get(entry.add_prefix(field), "")
                for field in entry.fields
            }
        return type(self)(initial=initial, drafting=self.drafting)

    @property
    def may_have_more(self):
        return len(self.entries) < self.most

    def filled(self):
        return [entry for entry in self.entries if not entry.is_blank]

    def clean(self):
        cleaned = super().clean()
        filled = self.filled()
        if cleaned.get("nobody") and filled:
            self.add_error(
                "nobody",
                f"Hapus centang ini, atau kosongkan {self.noun} yang sudah ditulis.",
            )
        if not cleaned.get("nobody") and not filled:
            self.add_error(
                "nobody",
                f"Tulis paling sedikit satu {self.noun}, atau centang bahwa tidak ada.",
            )
        cleaned["entries"] = filled
        return cleaned

    def is_valid(self):
        """The form and every row in which something was written."""
        sound = [entry.is_valid() for entry in self.filled()]
        return super().is_valid() and all(sound)

    def with_one_more(self):
        """What was typed, with room for one more row."""
        typed = self.typed()
        typed["rows"] = [str(min(len(self.entries) + 1, self.most))]
        return typed

    def without(self, index):
        """What was typed, less one row."""
        typed = {
            name: values
            for name, values in self.typed().items()
            if name in ("rows", "nobody")
        }
        kept = [entry for place, entry in enumerate(self.entries) if place != index]
        for place, entry in enumerate(kept):
            for field in entry.fields:
                name = entry.add_prefix(field)
                if name in self.data:
                    typed[f"p{place}-{field}"] = [self.data[name][:LONG]]
        typed["rows"] = [str(max(len(kept), 1))]
        return typed
