"""What a superior knows of a conflict that nobody declared: the topics on one page."""

from django import forms
from django.utils.datastructures import MultiValueDict

from declarations.forms.parties import PartiesForm, PartyForm
from declarations.forms.topics import DutyForm, LinkForm, SituationForm, TopicForm
from declarations.models import Kind
from documents.text import PaperTextField
from kpu_coi.widgets import Option

ASKED = (
    "Saya membuka perkara ini karena mengetahui keadaan yang diuraikan di atas. Apakah "
    "keadaan itu benar? Sampaikan penjelasan Anda dan bukti yang ada."
)
POTENTIAL_HINT = "Belum terjadi, tetapi dapat terjadi bila keadaan berkembang."
ACTUAL_HINT = "Sedang terjadi pada keputusan yang ia hadapi."


class AccountSituationForm(SituationForm):
    def prepare(self, regime):
        super().prepare(regime)
        self.fields["kind"].choices = [
            (Kind.POTENTIAL, Option("Potensial", hint=POTENTIAL_HINT)),
            (Kind.ACTUAL, Option("Aktual", hint=ACTUAL_HINT)),
        ]
        if "classes" in self.fields:
            self.fields["classes"].help_text = "Pilih yang paling dekat."


class AccountDutyForm(DutyForm):
    def prepare(self, regime):
        field = self.fields["duty"]
        field.label = "Tugas, wewenang, dan keputusan yang ia hadapi"
        field.help_text = (
            "Apa tugas atau wewenangnya dalam perkara ini, keputusan atau tindakan apa "
            "yang akan diambil, dan kapan?"
        )
        field.widget.attrs["rows"] = 5
        field.error_messages["required"] = "Tulis tugas dan keputusan yang ia hadapi."


class AccountLinkForm(LinkForm):
    def prepare(self, regime):
        source, link = self.fields["source"], self.fields["link"]
        source.help_text = "Apa yang Anda ketahui, dan dari mana Anda mengetahuinya?"
        link.help_text = (
            "Bagaimana sumber itu dapat memengaruhi, atau dianggap memengaruhi, "
            "keputusan atau tindakannya?"
        )
        source.widget.attrs["rows"] = link.widget.attrs["rows"] = 5


class AccountPartyForm(PartyForm):
    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields[
            "person"
        ].help_text = "Pilih bila ia pegawai KPU. Orang ini tidak akan melihat perkara."
        self.fields["relation"].label = "Hubungan dengan yang bersangkutan"


class AccountPartiesForm(PartiesForm):
    row_form = AccountPartyForm


class AccountQuestionForm(TopicForm):
    title = "Pertanyaan kepada yang bersangkutan"

    question = PaperTextField(
        label="Pertanyaan kepada yang bersangkutan",
        help_text="Dibaca bersama uraian Anda. Ia diminta menjawabnya.",
        max_length=3000,
        initial=ASKED,
        widget=forms.Textarea(attrs={"rows": 3}),
        error_messages={"required": "Tulis apa yang perlu ia jelaskan."},
    )


ACCOUNT_FORMS = {
    "jenis": AccountSituationForm,
    "tugas": AccountDutyForm,
    "kaitan": AccountLinkForm,
    "pihak": AccountPartiesForm,
    "tanya": AccountQuestionForm,
}


class AccountForms(dict):
    """The forms of one page, by topic."""

    @classmethod
    def of(cls, data, drafting):
        """Bound to what was posted, or to what a draft keeps."""
        topics = ACCOUNT_FORMS.items()
        return cls({slug: form(data, drafting=drafting) for slug, form in topics})

    @classmethod
    def begun(cls, answers, drafting):
        """Filled with what a draft keeps, and not judged yet."""
        topics = ACCOUNT_FORMS.items()
        if not answers:
            return cls({slug: form(drafting=drafting) for slug, form in topics})
        kept = cls.of(MultiValueDict(answers), drafting)
        return cls({slug: form.unjudged() for slug, form in kept.items()})

    def typed(self):
        """All that was typed, sound or not."""
        return {
            name: values
            for form in self.values()
            for name, values in form.typed().items()
        }

    def are_valid(self):
        """Each is judged, so that every field says what it lacks."""
        judged = [form.is_valid() for form in self.values()]
        return all(judged)


class OpenForm(forms.Form):
    """The act of opening, on the page where it is read over."""

    content_hash = forms.CharField(widget=forms.HiddenInput, max_length=64)
    consent = forms.BooleanField(
        label="Saya membuka perkara ini sebagai atasan langsung. Yang saya tulis "
        "sesuai dengan yang saya ketahui, dan saya tidak berkepentingan di dalamnya",
        error_messages={"required": "Centang pernyataan ini sebelum membuka perkara."},
    )
