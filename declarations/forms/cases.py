"""What is asked in a case: question, answer, addressee, decision and its controls."""

from crispy_forms.helper import FormHelper
from django import forms
from django.utils.datastructures import MultiValueDict

from deadlines.regimes import terms
from declarations.models import Outcome, Truth
from declarations.rules.cases import may_be_addressee, may_substitute
from documents.text import PaperTextField, check_total
from personnel.titles import capacity

LONG = 3000
KEPT = 20_000
OTHER = "OTHER"
MAX_CONTROLS = 8
TEXTS = ("truth_reason", "impact_reason", "decision_text")
PLENARY = ("plenary_on", "plenary_number")


class CaseForm(forms.Form):
    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.helper = FormHelper(self)
        self.helper.form_tag = False
        self.helper.disable_csrf = True


class QuestionForm(CaseForm):
    question = PaperTextField(
        label="Pertanyaan Anda",
        help_text="Dibaca yang menyatakan dan Inspektorat. Tenggat tetap berjalan.",
        max_length=LONG,
        widget=forms.Textarea(attrs={"rows": 3}),
        error_messages={"required": "Tulis apa yang perlu dijelaskan."},
    )


class AddresseeForm(CaseForm):
    """Whom the Inspektur Utama may choose, never one who is kept out of the case."""

    tenure = forms.TypedChoiceField(
        label="Penelaah",
        help_text="Yang menyatakan dan pihak lain tidak dapat dipilih.",
        coerce=int,
        error_messages={"required": "Pilih siapa yang menelaah."},
    )

    def __init__(self, *args, case, candidates, **kwargs):
        super().__init__(*args, **kwargs)
        self.case = case
        self.candidates = {tenure.pk: tenure for tenure in candidates}
        self.fields["tenure"].choices = [
            ("", "Pilih jabatan"),
            *((tenure.pk, who(tenure)) for tenure in candidates),
        ]

    def clean_tenure(self):
        tenure = self.candidates[self.cleaned_data["tenure"]]
        if refusal := may_be_addressee(tenure, self.case).refusal:
            raise forms.ValidationError(refusal)
        return tenure


class ControlForm(CaseForm):
    """One row of a decision's controls (rule 24)."""

    form = forms.ChoiceField(
        label="Bentuk pengendalian",
        error_messages={"required": "Pilih bentuk pengendalian."},
    )
    form_other = PaperTextField(
        label="Bentuk lain, bila itu yang Anda pilih", max_length=120, required=False
    )
    scope = PaperTextField(
        label="Ruang lingkup dan pelaksanaan",
        help_text="Keputusan, pengadaan, pokja, atau tahapan mana.",
        max_length=600,
        widget=forms.Textarea(attrs={"rows": 3}),
        error_messages={"required": "Tulis ruang lingkup pengendalian."},
    )
    evidence = PaperTextField(
        label="Bukti pelaksanaan yang diharapkan",
        help_text="Misalnya notula rapat. Tercantum pada perintah penanganan.",
        max_length=300,
        required=False,
    )
    starts_on = forms.DateField(
        label="Mulai",
        widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
        error_messages={"required": "Isi tanggal mulai."},
    )
    review_on = forms.DateField(
        label="Ditinjau atau berakhir",
        widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
        error_messages={"required": "Isi tanggal peninjauan."},
    )
    substitute = forms.TypedChoiceField(
        label="Pejabat pengganti",
        help_text="Yang mengambil alih tugas itu selama pengendalian.",
        coerce=int,
        empty_value=None,
        required=False,
    )

    def __init__(self, *args, case, substitutes, **kwargs):
        super().__init__(
            *args, empty_permitted=True, use_required_attribute=False, **kwargs
        )
        self.case = case
        self.substitutes = substitutes
        self.fields["form_other"].conditional = True
        forms_of_control = terms(case.regime, "CONTROL")
        self.labels = {term.code: term.label for term in forms_of_control}
        self.fields["form"].choices = [("", "Pilih bentuk"), *self.labels.items()]
        self.fields["substitute"].choices = [
            ("", "Tidak ada"),
            *((key, who(tenure)) for key, tenure in substitutes.items()),
        ]

    def clean_substitute(self):
        chosen = self.cleaned_data["substitute"]
        if chosen is None:
            return None
        tenure = self.substitutes[chosen]
        if refusal := may_substitute(tenure.user, self.case).refusal:
            raise forms.ValidationError(refusal)
        return tenure

    def clean(self):
        cleaned = super().clean()
        if cleaned.get("form") == OTHER and not cleaned.get("form_other"):
            self.add_error("form_other", "Sebutkan bentuk lainnya.")
        starts, review = cleaned.get("starts_on"), cleaned.get("review_on")
        if starts and review and review < starts:
            self.add_error("review_on", "Tanggal peninjauan harus setelah mulai.")
        return cleaned

    @property
    def is_blank(self):
        """A row in which nothing was chosen or written orders nothing."""
        return not self.has_changed()

    def form_label(self):
        code = self.cleaned_data["form"]
        return self.cleaned_data["form_other"] if code == OTHER else self.labels[code]


class DecisionForm(CaseForm):
    """
    The decision with its controls, as typed or as kept in a draft.

    Controls are posted as `k0-form`, `k1-form` and so on, with their number in
    `rows`.
    """

    rows = forms.IntegerField(
        widget=forms.HiddenInput, min_value=1, max_value=MAX_CONTROLS, required=False
    )
    truth = forms.ChoiceField(
        label="Apakah situasinya benar?",
        widget=forms.RadioSelect,
        error_messages={"required": "Pilih benar, sebagian benar, atau tidak benar."},
    )
    truth_reason = PaperTextField(
        label="Alasan atas kebenaran situasi",
        help_text="Apa yang Anda periksa dan temukan.",
        max_length=LONG,
        widget=forms.Textarea(attrs={"rows": 4}),
        error_messages={"required": "Tulis apa yang Anda periksa dan temukan."},
    )
    impact = forms.ChoiceField(
        label="Seberapa besar potensi dampaknya?",
        widget=forms.RadioSelect,
        error_messages={"required": "Pilih rendah, sedang, atau tinggi."},
    )
    impact_reason = PaperTextField(
        label="Alasan atas potensi dampak",
        max_length=LONG,
        widget=forms.Textarea(attrs={"rows": 4}),
        error_messages={"required": "Tulis alasan penilaian dampak."},
    )
    outcome = forms.ChoiceField(
        label="Apa putusan Anda?",
        widget=forms.RadioSelect,
        error_messages={"required": "Pilih putusan."},
    )
    decision_text = PaperTextField(
        label="Isi putusan",
        help_text="Apa yang boleh dan tidak boleh dilakukan yang menyatakan.",
        max_length=LONG,
        widget=forms.Textarea(attrs={"rows": 4}),
        error_messages={"required": "Tulis isi putusan."},
    )
    plenary_on = forms.DateField(
        label="Tanggal Rapat Pleno",
        help_text="Isi bila putusan ini hasil Rapat Pleno.",
        required=False,
        widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
    )
    plenary_number = PaperTextField(
        label="Nomor berita acara Rapat Pleno", max_length=100, required=False
    )

    def __init__(self, *args, case, substitutes, initial=None, **kwargs):
        super().__init__(*args, initial=initial, **kwargs)
        self.case = case
        self.substitutes = substitutes
        regime = case.regime
        for name, list_code, known in (
            ("truth", "TRUTH", Truth.values),
            ("impact", "IMPACT", None),
            ("outcome", "DECISION", Outcome.values),
        ):
            self.fields[name].choices = [
                (term.code, term.label)
                for term in terms(regime, list_code)
                if known is None or term.code in known
            ]
        if case.to_plenary:
            self.fields["plenary_on"].required = True
            self.fields["plenary_number"].required = True
        self.controls = [
            ControlForm(
                self.data if self.is_bound else None,
                prefix=f"k{index}",
                case=case,
                substitutes=substitutes,
                initial=(initial or {}).get(f"k{index}"),
            )
            for index in range(self.row_count(initial))
        ]

    def row_count(self, initial):
        asked = self.data.get("rows") if self.is_bound else (initial or {}).get("rows")
        try:
            count = int(asked or 1)
        except ValueError:
            count = 1
        return min(max(count, 1), MAX_CONTROLS)

    def typed(self):
        """What was typed, sound or not, as the draft keeps it."""
        typed = {
            name: self.data[name][:KEPT] for name in self.fields if name in self.data
        }
        for row in self.controls:
            for field in row.fields:
                name = row.add_prefix(field)
                if name in self.data:
                    typed[name] = self.data[name][:KEPT]
        return {**typed, "rows": str(len(self.controls))}

    def filled(self):
        return [row for row in self.controls if not row.is_blank]

    def clean(self):
        cleaned = super().clean()
        filled = self.filled()
        outcome = cleaned.get("outcome")
        if outcome and outcome != Outcome.NO_CONFLICT and not filled:
            self.add_error(
                "outcome",
                "Putusan ini memerlukan paling sedikit satu pengendalian.",
            )
        if outcome == Outcome.NO_CONFLICT and filled:
            self.add_error(
                "outcome",
                f"Tanpa {self.case.regime.conflict} tidak ada pengendalian: kosongkan "
                "pengendalian, atau pilih putusan lain.",
            )
        self.check_plenary(cleaned)
        texts = [cleaned.get(name) or "" for name in TEXTS]
        texts += [row["scope"].value() or "" for row in filled]
        texts += [text for row in filled if (text := row["evidence"].value())]
        for fault in check_total(texts):
            self.add_error(None, fault)
        cleaned["controls"] = filled
        return cleaned

    def is_valid(self):
        """Sound in itself and in each of its controls, which tell their own errors."""
        rows = [row.is_valid() for row in self.filled()]
        return super().is_valid() and all(rows)

    def check_plenary(self, cleaned):
        """Date and number of the Rapat Pleno belong together (rule 16)."""
        given = [name for name in PLENARY if cleaned.get(name)]
        if len(given) == 1 and not set(PLENARY) & set(self.errors):
            (missing,) = set(PLENARY) - set(given)
            self.add_error(missing, "Isi tanggal dan nomor Rapat Pleno bersama.")
        held_on = cleaned.get("plenary_on")
        if held_on and held_on > self.case.today:
            self.add_error("plenary_on", "Rapat Pleno harus sudah berlangsung.")

    def label_of(self, name):
        return dict(self.fields[name].choices)[self.cleaned_data[name]]


def with_one_more(form):
    """What was typed, with room for one more control."""
    rows = min(len(form.controls) + 1, MAX_CONTROLS)
    return {**form.typed(), "rows": str(rows)}


def without(form, index):
    """What was typed, less one control."""
    typed = {name: value for name, value in form.typed().items() if "-" not in name}
    kept = [row for place, row in enumerate(form.controls) if place != index]
    for place, row in enumerate(kept):
        for field in row.fields:
            name = row.add_prefix(field)
            if name in form.data:
                typed[f"k{place}-{field}"] = form.data[name][:KEPT]
    return {**typed, "rows": str(max(len(kept), 1))}


def from_draft(typed, **kwargs):
    """The form bound to what a draft keeps, so that it can be judged."""
    return DecisionForm(
        MultiValueDict({name: [value] for name, value in typed.items()}), **kwargs
    )


def unjudged(typed, **kwargs):
    """The same form with what was typed as initial values, and no errors yet."""
    initial = {"rows": typed.get("rows", "1")}
    for name, value in typed.items():
        row, dash, field = name.partition("-")
        if dash:
            initial.setdefault(row, {})[field] = value
        else:
            initial[name] = value
    return DecisionForm(initial=initial, **kwargs)


def who(tenure):
    return f"{tenure.user.name}, {capacity(tenure)}, {tenure.position.unit}"
