"""The topics of a conflict statement (rule 4), one form each."""

from crispy_forms.helper import FormHelper
from django import forms

from declarations.forms.nothing import says_nothing
from declarations.models import Kind
from documents.text import PaperTextField
from kpu_coi.widgets import Cards, Option, conditional

OTHER = "OTHER"
LONG = 4000
SHORT = 200
SUGGESTIBLE = (
    "RECUSE",
    "TRANSFER_AUTHORITY",
    "REPLACE_OFFICIAL",
    "RESTRICT_INFO",
    "RESTRICT_VOTE",
    "DIVEST",
    "REASSIGN",
    "OPEN_STATEMENT",
    OTHER,
)
POTENTIAL_HINT = (
    "Belum terjadi, tetapi dapat terjadi bila keadaan berkembang. Misalnya adik ipar "
    "Anda berencana mengikuti seleksi yang panitianya Anda."
)
ACTUAL_HINT = (
    "Sedang terjadi pada keputusan yang Anda hadapi. Misalnya Anda menilai penawaran "
    "dari perusahaan istri Anda."
)


class TopicForm(forms.Form):
    """
    A page of its own. `title` heads it, with a letter where the official form has one;
    `why` says for what it is asked. Each has a `summary()`: its sound answers as pairs
    of label and value, for reading over.
    """

    letter = ""
    title = ""
    why = ""

    @property
    def heading(self):
        return f"{self.letter}. {self.title}" if self.letter else self.title

    def __init__(self, *args, drafting, **kwargs):
        super().__init__(*args, **kwargs)
        self.drafting = drafting
        self.helper = FormHelper(self)
        self.helper.form_tag = False
        self.helper.disable_csrf = True
        self.prepare(drafting.regime)

    def prepare(self, regime):
        """Fill in what depends on the regime."""

    def typed(self):
        """What was typed, sound or not, as the draft keeps it."""
        return {
            name: [value[:LONG] for value in self.data.getlist(name)]
            for name in (self.add_prefix(field) for field in self.fields)
            if name in self.data
        }

    def unjudged(self):
        """The same form with what was typed as initial values, and no errors yet."""
        initial = {
            name: field.widget.value_from_datadict(self.data, {}, self.add_prefix(name))
            for name, field in self.fields.items()
        }
        return type(self)(initial=initial, drafting=self.drafting)


class LongTextField(PaperTextField):
    """
    Several lines that reach a paper.

    Together the topics stay below the lines and characters that one paper takes.
    """

    def __init__(self, *, rows, max_lines, **kwargs):
        self.max_lines = max_lines
        super().__init__(widget=forms.Textarea(attrs={"rows": rows}), **kwargs)

    def validate(self, value):
        super().validate(value)
        lines = value.count("\n") + 1
        if lines > self.max_lines:
            raise forms.ValidationError(
                f"Barisnya terlalu banyak: {lines}. Batasnya {self.max_lines}."
            )


class TermsField(forms.MultipleChoiceField):
    widget = forms.CheckboxSelectMultiple


class SituationForm(TopicForm):
    title = "Jenis, sumber, dan bentuk"
    why = (
        "Jenis menentukan surat yang Anda tanda tangani. Sumber dan bentuk membantu "
        "atasan memilih pengendalian yang tepat."
    )
    lists = (
        ("sources", "SOURCE", "Sumber"),
        ("forms", "FORM", "Bentuk"),
        ("classes", "KIND_CLASS", "Klasifikasi"),
    )

    kind = forms.ChoiceField(
        label="Jenis",
        widget=Cards,
        error_messages={"required": "Pilih potensial atau aktual."},
    )
    sources = TermsField(
        label="Sumber",
        help_text="Dari mana situasi ini berasal? Pilih semua yang sesuai.",
        error_messages={"required": "Pilih paling sedikit satu sumber."},
    )
    sources_other = PaperTextField(
        label="Sumber lainnya",
        help_text="Isi bila Anda memilih “Sumber lainnya”.",
        max_length=SHORT,
        required=False,
    )
    forms = TermsField(
        label="Bentuk situasi",
        help_text="Pilih semua yang sesuai, di sini atau pada klasifikasi di bawah.",
        required=False,
    )
    forms_other = PaperTextField(
        label="Bentuk lainnya",
        help_text="Isi bila Anda memilih “Bentuk lainnya”.",
        max_length=SHORT,
        required=False,
    )
    classes = TermsField(
        label="Klasifikasi",
        help_text="Pilih yang paling dekat dengan perkara Anda.",
        required=False,
    )
    classes_other = PaperTextField(
        label="Klasifikasi lainnya",
        help_text="Isi bila Anda memilih yang lainnya.",
        max_length=SHORT,
        required=False,
    )

    def prepare(self, regime):
        self.fields["kind"].choices = [
            (Kind.POTENTIAL, Option("Potensial", hint=POTENTIAL_HINT)),
            (Kind.ACTUAL, Option("Aktual", hint=ACTUAL_HINT)),
        ]
        for name, list_code, _label in self.lists:
            choices = self.drafting.choices(list_code)
            conditional(self.fields[name]).choices = choices
            conditional(self.fields[f"{name}_other"])
            if OTHER not in dict(choices):
                del self.fields[f"{name}_other"]
            if not choices:
                del self.fields[name]

    def clean(self):
        cleaned = super().clean()
        for name, _list_code, label in self.lists:
            other = f"{name}_other"
            if other not in self.fields or other in self.errors:
                continue
            if OTHER not in cleaned.get(name, ()):
                cleaned[other] = ""
            elif not cleaned.get(other):
                self.add_error(other, f"Sebutkan {label.lower()} lainnya.")
        shaped = [name for name in ("forms", "classes") if name in self.fields]
        judged = any(cleaned.get(name) or name in self.errors for name in shaped)
        if shaped and not judged:
            self.add_error(
                shaped[0], "Pilih paling sedikit satu bentuk atau satu klasifikasi."
            )
        return cleaned

    def labels(self, name):
        """The chosen terms of one list in words, "lainnya" by what was written."""
        words = dict(self.fields[name].choices)
        return [
            self.cleaned_data[f"{name}_other"] if code == OTHER else str(words[code])
            for code in self.cleaned_data.get(name, ())
        ]

    def classification(self):
        """The rows that the paper shows: each list that has an answer."""
        rows = [{"label": "Jenis", "value": self.kind_label()}]
        for name, _list_code, label in self.lists:
            if name in self.fields and (labels := self.labels(name)):
                rows.append({"label": label, "value": "; ".join(labels)})
        return rows

    def kind_label(self):
        actual = self.cleaned_data["kind"] == Kind.ACTUAL
        words = self.drafting.regime.words
        return words["actual" if actual else "potential"].capitalize()

    def summary(self):
        return [(row["label"], row["value"]) for row in self.classification()]


class DutyForm(TopicForm):
    title = "Tugas, wewenang, dan keputusan"
    why = "Agar jelas keputusan mana yang sementara tidak Anda ambil."

    duty = LongTextField(
        rows=8,
        max_lines=50,
        label="Tugas, wewenang, dan keputusan yang Anda hadapi",
        help_text=(
            "Apa tugas atau wewenang Anda dalam perkara ini, keputusan atau tindakan "
            "apa yang akan diambil, dan kapan?"
        ),
        max_length=LONG,
        error_messages={"required": "Ceritakan tugas dan keputusan yang Anda hadapi."},
    )
    matter = forms.TypedChoiceField(
        label="Agenda keputusan",
        help_text=(
            "Pilih bila yang Anda hadapi tercatat sebagai agenda satuan kerja Anda. "
            "Yang juga berkepentingan pada agenda itu tidak akan menelaah."
        ),
        coerce=int,
        empty_value=None,
        required=False,
        error_messages={
            "invalid_choice": "Agenda ini sudah diputus atau tidak dilanjutkan. Pilih "
            "yang lain, atau kosongkan."
        },
    )

    def prepare(self, regime):
        matters = self.drafting.matters
        if not matters:
            del self.fields["matter"]
            return
        self.fields["matter"].choices = [
            ("", "Tidak ada dalam daftar"),
            *((matter.pk, matter.title) for matter in matters),
        ]

    def chosen(self):
        """The matters that were chosen: one or none."""
        wanted = self.cleaned_data.get("matter")
        return tuple(one for one in self.drafting.matters if one.pk == wanted)

    def on_paper(self):
        """What is faced, headed by the matter where one was chosen."""
        heads = [f"Agenda keputusan: {matter.title}." for matter in self.chosen()]
        return "\n".join([*heads, self.cleaned_data["duty"]])

    def clean_duty(self):
        return said(self.cleaned_data["duty"], "tugas dan keputusan yang Anda hadapi")

    def summary(self):
        rows = [("Agenda keputusan", matter.title) for matter in self.chosen()]
        return [("Tugas dan keputusan", self.cleaned_data["duty"]), *rows]


class LinkForm(TopicForm):
    title = "Sumber dan kaitannya"
    why = (
        "Bagian inilah yang ditelaah: kepentingan apa yang ada, dan bagaimana ia dapat "
        "memengaruhi keputusan."
    )

    source = LongTextField(
        rows=6,
        max_lines=45,
        label="Uraian sumber",
        help_text="Hubungan, kepentingan, atau keadaan apa yang Anda miliki?",
        max_length=LONG,
        error_messages={"required": "Uraikan sumbernya."},
    )
    link = LongTextField(
        rows=6,
        max_lines=45,
        label="Kaitan dengan keputusan",
        help_text=(
            "Bagaimana sumber itu dapat memengaruhi, atau dianggap memengaruhi, "
            "keputusan atau tindakan Anda?"
        ),
        max_length=LONG,
        error_messages={"required": "Uraikan kaitannya dengan keputusan."},
    )

    def clean_source(self):
        return said(self.cleaned_data["source"], "sumber")

    def clean_link(self):
        return said(self.cleaned_data["link"], "kaitan antara sumber dan keputusan")

    def summary(self):
        return [
            ("Uraian sumber", self.cleaned_data["source"]),
            ("Kaitan", self.cleaned_data["link"]),
        ]


class ControlsForm(TopicForm):
    title = "Saran pengendalian"
    why = "Anda yang paling mengenal pekerjaan ini. Atasan yang memutuskan."

    controls = TermsField(
        label="Pengendalian yang Anda sarankan",
        help_text="Pilih bila ada. Atasan dapat memilih yang lain.",
        required=False,
    )
    controls_other = PaperTextField(
        label="Bentuk lain",
        help_text="Isi bila Anda memilih bentuk lain.",
        max_length=SHORT,
        required=False,
    )
    note = LongTextField(
        rows=4,
        max_lines=20,
        label="Penjelasan saran",
        help_text="Misalnya rapat yang tidak Anda ikuti, atau siapa pengganti Anda.",
        max_length=1000,
        required=False,
    )

    def prepare(self, regime):
        self.fields["controls"].choices = [
            (code, label)
            for code, label in self.drafting.choices("CONTROL")
            if code in SUGGESTIBLE
        ]
        conditional(self.fields["controls_other"])

    def clean(self):
        cleaned = super().clean()
        if OTHER not in cleaned.get("controls", ()):
            cleaned["controls_other"] = ""
        elif "controls_other" not in self.errors and not cleaned["controls_other"]:
            self.add_error("controls_other", "Sebutkan bentuk lainnya.")
        return cleaned

    def lines(self):
        """The suggestions as the paper lists them."""
        words = dict(self.fields["controls"].choices)
        said = [
            self.cleaned_data["controls_other"] if code == OTHER else str(words[code])
            for code in self.cleaned_data["controls"]
        ]
        note = self.cleaned_data["note"]
        return [*said, note] if note else said

    def summary(self):
        return [("Saran", "; ".join(self.lines()) or "Tidak ada saran")]


def said(text, what):
    """The text, or a ValidationError where it says nothing (rule 5)."""
    if says_nothing(text):
        raise forms.ValidationError(
            f"Uraikan {what} dengan kalimat. Jawaban seperti “tidak ada” atau tanda "
            "hubung tidak dapat diterima."
        )
    return text
