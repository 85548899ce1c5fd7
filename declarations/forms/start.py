"""The first question (rule 2), and in which post to sign."""

from crispy_forms.helper import FormHelper
from django import forms

from declarations.models import Kind
from declarations.rules.statements import RUNNING
from kpu_coi.widgets import Cards, Option, as_question
from personnel.titles import capacity


class PostField(forms.ModelChoiceField):
    def label_from_instance(self, tenure):
        return Option(capacity(tenure), hint=tenure.position.unit.name)


def post_field(tenures):
    """In which of several posts to sign."""
    return PostField(
        label="Dalam jabatan apa Anda menandatangani?",
        help_text="Jabatan ini menentukan atasan langsung dan satuan kerjanya.",
        queryset=tenures,
        empty_label=None,
        widget=Cards,
        error_messages={
            "required": "Pilih jabatan tempat Anda menandatangani.",
            "invalid_choice": "Jabatan itu tidak lagi Anda pangku. Pilih yang lain.",
        },
    )


class StartForm(forms.Form):
    """Takes what the regime calls a conflict, the posts held, and running cases."""

    situation = forms.ChoiceField(
        widget=Cards, error_messages={"required": "Pilih ya atau tidak."}
    )

    def __init__(self, *args, conflict, tenures, running=(), **kwargs):
        super().__init__(*args, **kwargs)
        self.running = running
        question = as_question(self.fields["situation"])
        question.label = (
            f"Apakah Anda berada, atau mungkin berada, dalam situasi {conflict}?"
        )
        question.choices = [
            (
                Kind.FREE,
                Option(
                    "Tidak",
                    hint=f"Anda menandatangani surat pernyataan bebas {conflict}.",
                ),
            ),
            (
                Kind.POTENTIAL,
                Option(
                    "Ya, atau mungkin",
                    hint="Anda menceritakan situasinya. Atasan langsung menelaah dan "
                    "menentukan pengendalian.",
                ),
            ),
        ]
        self.tenures = list(tenures)
        if len(self.tenures) > 1:
            self.fields["tenure"] = post_field(tenures)
        self.helper = FormHelper(self)
        self.helper.form_tag = False
        self.helper.disable_csrf = True

    def clean_situation(self):
        """Whoever is in a running conflict cannot declare that he is free."""
        situation = self.cleaned_data["situation"]
        if situation == Kind.FREE and self.running:
            raise forms.ValidationError(RUNNING.format(number=self.running[0].number))
        return situation

    def chosen(self):
        """The kind and the tenure; the only one where there is no choice."""
        tenure = self.cleaned_data.get("tenure") or self.tenures[0]
        return Kind(self.cleaned_data["situation"]), tenure


class PostForm(forms.Form):
    """Another post for a draft."""

    def __init__(self, *args, tenures, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["tenure"] = as_question(post_field(tenures))
        self.helper = FormHelper(self)
        self.helper.form_tag = False
        self.helper.disable_csrf = True
