"""What is asked of a reviewer who passes a case on."""

from django import forms

from declarations.forms.cases import CaseForm, who
from declarations.rules.cases import may_receive
from documents.text import PaperTextField

LONGEST_REASON = 600
WHO_READS = "Dibaca yang bersangkutan, penelaah berikutnya, dan Inspektorat."


def reason_field(label, missing):
    return PaperTextField(
        label=label,
        help_text=WHO_READS,
        max_length=LONGEST_REASON,
        widget=forms.Textarea(attrs={"rows": 3}),
        error_messages={"required": missing},
    )


class ForwardForm(CaseForm):
    """To whom a case goes, of those who act for a post today, and why."""

    tenure = forms.TypedChoiceField(
        label="Atasan yang seharusnya menelaah",
        help_text="Yang bersangkutan dan pihak lain tidak dapat dipilih.",
        coerce=int,
        error_messages={"required": "Pilih atasan yang seharusnya menelaah."},
    )
    reason = reason_field(
        "Alasan meneruskan", "Tulis mengapa perkara ini bukan untuk Anda."
    )

    def __init__(self, *args, case, receivers, **kwargs):
        super().__init__(*args, **kwargs)
        self.case = case
        self.receivers = {tenure.pk: tenure for tenure in receivers}
        self.fields["tenure"].choices = [
            ("", "Pilih jabatan"),
            *((tenure.pk, who(tenure)) for tenure in receivers),
        ]

    def clean_tenure(self):
        tenure = self.receivers[self.cleaned_data["tenure"]]
        if refusal := may_receive(tenure, self.case).refusal:
            raise forms.ValidationError(refusal)
        return tenure


class RecuseForm(CaseForm):
    reason = reason_field(
        "Alasan mengundurkan diri", "Tulis mengapa Anda tidak dapat menelaah."
    )
    sure = forms.BooleanField(
        label="Saya mengerti bahwa saya tidak dapat melihat perkara ini lagi",
        error_messages={"required": "Centang bahwa Anda mengerti akibatnya."},
    )
