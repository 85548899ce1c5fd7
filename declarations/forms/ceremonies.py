from crispy_forms.helper import FormHelper
from django import forms

from declarations import paper_sets
from documents.uploads.fields import evidence_field

SCAN_HELP = (
    "Pindai lembar penyerahan saja, jangan surat pernyataannya. PDF, JPG, atau PNG, "
    "paling besar 10 MB."
)
SCANS = ("PDF", "JPG", "PNG")


class CeremonyForm(forms.Form):
    """Where and under which title a unit gathers."""

    unit = forms.ModelChoiceField(None, label="Satuan kerja", to_field_name="code")
    title = forms.CharField(
        label="Judul pada layar",
        max_length=120,
        help_text="Misalnya “Penandatanganan pernyataan tahunan”.",
    )
    place = forms.CharField(
        label="Tempat", max_length=120, help_text="Misalnya “Aula lantai 2”."
    )

    def __init__(self, *args, units, **kwargs):
        super().__init__(*args, **kwargs)
        self.helper = FormHelper(self)
        self.helper.form_tag = False
        self.fields["unit"].queryset = units
        first = units[:2]
        if len(first) == 1:
            self.fields["unit"].initial = first[0].code
            self.fields["unit"].widget = forms.HiddenInput()


class PaperForm(forms.Form):
    """What the operator says of a paper that was handed in."""

    code = forms.CharField(
        label="Kode pada lembar penyerahan",
        max_length=20,
        help_text="Delapan huruf dan angka di kanan atas lembar, misalnya 7KQ4-MT2X.",
        widget=forms.TextInput(attrs={"autocomplete": "off", "class": "w-md"}),
    )
    signed_on = forms.DateField(
        label="Tanggal pada lembar penyerahan",
        widget=forms.DateInput(
            attrs={"type": "date", "class": "w-md"}, format="%Y-%m-%d"
        ),
    )
    scan = evidence_field(
        "Pindaian lembar penyerahan", required=True, help_text=SCAN_HELP
    )

    def __init__(self, *args, obligation, today, **kwargs):
        super().__init__(*args, **kwargs)
        self.obligation, self.today = obligation, today
        self.helper = FormHelper(self)
        self.helper.form_tag = False
        scan = self.fields["scan"]
        scan.error_messages["required"] = "Pilih berkas pindaian lembar penyerahan."
        scan.widget.attrs["accept"] = ".pdf,.jpg,.jpeg,.png"
        scan.widget.allow_multiple_selected = False

    def clean_code(self):
        typed = paper_sets.tidy(self.cleaned_data["code"])
        if typed != paper_sets.tidy(paper_sets.code_of(self.obligation)):
            raise forms.ValidationError(
                "Kode ini bukan kode lembar orang ini. Periksa nama pada lembarnya."
            )
        return typed

    def clean_signed_on(self):
        day = self.cleaned_data["signed_on"]
        if day > self.today:
            raise forms.ValidationError("Tanggal ini belum tiba. Periksa lembarnya.")
        if day < self.obligation.campaign.starts_on:
            raise forms.ValidationError(
                "Tanggal ini sebelum kampanye dimulai. Periksa lembarnya."
            )
        return day

    def clean_scan(self):
        files = self.cleaned_data["scan"]
        if len(files) > 1:
            raise forms.ValidationError("Pilih satu berkas saja.")
        return files
