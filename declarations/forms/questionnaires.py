"""Editing the questionnaire: one question a page, and from when a version holds."""

from crispy_forms.helper import FormHelper
from django import forms
from django.utils.datastructures import MultiValueDict
from django.utils.text import slugify

from deadlines.regimes import terms
from declarations.forms.parties import ELECTION
from declarations.forms.topics import SUGGESTIBLE
from declarations.identification.questions import Question
from documents.forms import ClausesField
from documents.text import PaperTextField
from kpu_coi.dates import tanggal
from kpu_coi.widgets import DateInput, conditional

LISTS = ("sources", "forms", "classes", "controls")
AFTER = (
    ("YES", "“Ya”"),
    ("YES,UNSURE", "“Ya” atau “tidak yakin”"),
    ("UNSURE", "“Tidak yakin”"),
    ("NO", "“Tidak”"),
)
GONE = "Pilihan ini tidak ada lagi dalam daftar. Pilih yang lain."
LONG = 400


def long_text(label, **named):
    return PaperTextField(
        label=label, widget=forms.Textarea(attrs={"rows": 3}), max_length=LONG, **named
    )


def terms_field(label, **named):
    widget = forms.CheckboxSelectMultiple
    return forms.MultipleChoiceField(
        label=label, widget=widget, required=False, **named
    )


class PageForm(forms.Form):
    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.helper = FormHelper(self)
        self.helper.form_tag = False
        self.helper.disable_csrf = True


class QuestionForm(PageForm):
    """Takes the version, and the question that is edited; none for a new one."""

    title = PaperTextField(
        label="Judul pendek",
        help_text="Terbaca di daftar keadaan dan pada perubahan sejak tahun lalu.",
        max_length=80,
        error_messages={"required": "Tulis judul pendeknya."},
    )
    text = long_text(
        "Pertanyaan",
        help_text="Dijawab dengan ya atau tidak. Bila maksudnya berubah, semua orang "
        "ditanya lagi.",
        error_messages={"required": "Tulis pertanyaannya."},
    )
    why = long_text("Mengapa ditanyakan", required=False)
    examples = ClausesField(
        label="Contoh dari pekerjaan pemilu",
        help_text="Satu contoh satu baris.",
        max_length=1000,
        required=False,
        widget=forms.Textarea(attrs={"rows": 3}),
    )
    may_be_unsure = forms.BooleanField(
        label="Boleh dijawab “tidak yakin”", required=False
    )
    parent = forms.ChoiceField(label="Kapan ditanyakan", required=False)
    after = forms.ChoiceField(
        label="Jawaban yang memunculkannya",
        help_text="Hanya untuk pertanyaan lanjutan.",
        choices=AFTER,
        widget=forms.RadioSelect,
        initial="YES",
        required=False,
    )
    sources = terms_field(
        "Sumber",
        help_text="Yang dipilih di sini dan di bawah mengisi pernyataan potensi lebih "
        "dulu bila jawabannya ya. Kosongkan bila pertanyaan ini hanya membuka "
        "pertanyaan lanjutan.",
    )
    classes = terms_field("Klasifikasi")
    controls = terms_field("Saran pengendalian")
    relation = forms.ChoiceField(label="Hubungan pihak lain", required=False)
    election = forms.ChoiceField(
        label="Pihak lain dalam pemilu",
        choices=[("", "Tidak diisi lebih dulu"), *ELECTION[1:]],
        required=False,
    )
    forms = terms_field("Bentuk situasi")
    field_order = (
        *("title", "text", "why", "examples", "may_be_unsure", "parent", "after"),
        *("sources", "forms", "classes", "relation", "election", "controls"),
    )

    def __init__(self, data=None, *, version, question=None):
        self.version, self.question = version, question
        super().__init__(data, initial=shown(question) if question else None)
        regime = version.regime
        self.fields["parent"].choices = [
            ("", "Selalu ditanyakan"),
            *((one.code, f"Lanjutan dari: {one.title}") for one in self.parents()),
        ]
        self.fields["relation"].choices = [
            ("", "Tidak diisi lebih dulu"),
            *((term.code, term.label) for term in terms(regime, "RELATION")),
        ]
        for name, list_code in zip(
            LISTS, ("SOURCE", "FORM", "KIND_CLASS", "CONTROL"), strict=True
        ):
            self.offer(name, terms(regime, list_code))
        conditional(self.fields["after"])
        conditional(self.fields["parent"])
        for field in self.fields.values():
            field.error_messages["invalid_choice"] = GONE

    def offer(self, name, found):
        """The choices of a list; a list that the regime lacks is not asked for."""
        field = self.fields[name]
        field.choices = [
            (term.code, term.label)
            for term in found
            if name != "controls" or term.code in SUGGESTIBLE
        ]
        if not field.choices:
            del self.fields[name]

    def parents(self):
        """What may bring it up: not itself, nor what it brings up."""
        questions = self.version.question_set
        if self.question is None:
            return questions.questions
        below = {one.code for one, _depth in questions.ordered(self.question.code)}
        below.add(self.question.code)
        return [one for one in questions.questions if one.code not in below]

    def made(self):
        """The question as it was written; a new one takes its code from its title."""
        told = dict(self.cleaned_data)
        after = told.pop("after") or "YES"
        told["after"] = tuple(after.split(",")) if told["parent"] else ()
        for name in (*LISTS, "examples"):
            told[name] = tuple(told.get(name, ()))
        code = self.question.code if self.question else self.new_code()
        return Question(code=code, **told)

    def new_code(self):
        taken = self.version.question_set.by_code
        code = base = slugify(self.cleaned_data["title"])[:40] or "pertanyaan"
        number = 2
        while code in taken:
            code, number = f"{base}-{number}", number + 1
        return code


def shown(question):
    """A question as its form shows it."""
    return question.as_row() | {"after": ",".join(question.after) or "YES"}


def with_faults(version, question, faults):
    """The form of a question that cannot be published so, told at its fields."""
    row = shown(question)
    row["examples"] = "\n".join(question.examples)
    data = MultiValueDict(
        {
            name: value if isinstance(value, list) else [value]
            for name, value in row.items()
            if value
        }
    )
    form = QuestionForm(data, version=version, question=question)
    form.is_valid()
    for fault in faults:
        if fault.field in form.fields and fault.field not in form.errors:
            form.add_error(fault.field, fault.words)
    return form


class PublishForm(PageForm):
    valid_from = forms.DateField(
        label="Berlaku mulai",
        help_text="Draf yang sudah dimulai hanya ditanya lagi tentang yang berubah.",
        widget=DateInput,
        error_messages={
            "required": "Pilih tanggal mulai berlakunya.",
            "invalid": "Tanggal ini tidak terbaca. Pilih dari kalender.",
        },
    )

    def __init__(self, *args, earliest, **kwargs):
        super().__init__(*args, initial={"valid_from": earliest}, **kwargs)
        self.earliest = earliest

    def clean_valid_from(self):
        day = self.cleaned_data["valid_from"]
        if day < self.earliest:
            words = f"Pilih tanggal {tanggal(self.earliest)} atau sesudahnya."
            raise forms.ValidationError(words)
        return day
