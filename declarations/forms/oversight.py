"""What Inspektorat, reviewer and P3K2 write beside a case."""

from django import forms

from deadlines.regimes import terms
from declarations.forms.cases import LONG, CaseForm
from declarations.models import Truth
from documents.text import PaperTextField

INTERNAL = "Disimpan tersegel. Dibaca Inspektorat penerima tembusan saja."
BOTH = "Disimpan tersegel. Dibaca Inspektorat dan penelaah, tidak oleh yang menyatakan."


def words(label, required, help_text, rows=4):
    return PaperTextField(
        label=label,
        help_text=help_text,
        max_length=LONG,
        widget=forms.Textarea(attrs={"rows": rows}),
        error_messages={"required": required},
    )


class CommentForm(CaseForm):
    text = words("Catatan", "Tulis catatan Anda.", "Disimpan tersegel.")
    shared = forms.BooleanField(
        label="Dapat dibaca penelaah",
        help_text="Tanpa centang hanya Inspektorat yang membacanya. Yang menyatakan "
        "tidak pernah melihatnya.",
        required=False,
    )


class InquiryForm(CaseForm):
    text = words("Yang perlu dijelaskan", "Tulis apa yang perlu dijelaskan.", BOTH)


class ReplyForm(CaseForm):
    text = words("Penjelasan Anda", "Tulis penjelasan Anda.", BOTH)


class ReconsiderForm(CaseForm):
    text = words(
        "Alasan",
        "Tulis mengapa putusan perlu dipertimbangkan ulang.",
        f"Apa yang belum ditimbang. {BOTH}",
    )


class UpholdForm(CaseForm):
    text = words(
        "Alasan mempertahankan putusan",
        "Tulis mengapa putusan Anda dipertahankan.",
        BOTH,
    )


class EscalateForm(CaseForm):
    text = words(
        "Alasan",
        "Tulis mengapa perkara dinaikkan.",
        "Tampil pada jalur perkara: dibaca yang menyatakan, penelaah, dan Inspektorat.",
    )


class MonitorForm(CaseForm):
    text = words("Yang dipantau", "Tulis apa yang dipantau.", INTERNAL, rows=3)


class ConclusionForm(CaseForm):
    text = words("Kesimpulan", "Tulis kesimpulan pengawasan.", INTERNAL)


class RecommendationForm(CaseForm):
    """The same two findings as the decision's, then what P3K2 would order."""

    truth = forms.ChoiceField(
        label="Apakah situasinya benar?",
        widget=forms.RadioSelect,
        error_messages={"required": "Pilih benar, sebagian benar, atau tidak benar."},
    )
    truth_reason = words(
        "Alasan atas kebenaran situasi",
        "Tulis apa yang Anda periksa dan temukan.",
        "Apa yang Anda periksa dan temukan.",
    )
    impact = forms.ChoiceField(
        label="Seberapa besar potensi dampaknya?",
        widget=forms.RadioSelect,
        error_messages={"required": "Pilih rendah, sedang, atau tinggi."},
    )
    impact_reason = words(
        "Alasan atas potensi dampak", "Tulis alasan penilaian dampak.", ""
    )
    controls = forms.MultipleChoiceField(
        label="Pengendalian yang Anda usulkan",
        help_text="Kosongkan bila tidak perlu pengendalian.",
        widget=forms.CheckboxSelectMultiple,
        required=False,
    )
    reason = words(
        "Rekomendasi dan alasannya",
        "Tulis rekomendasi Anda dan alasannya.",
        "Ruang lingkup, siapa yang menggantikan, dan sampai kapan. Penelaah yang "
        "memutus.",
    )

    def __init__(self, *args, case, **kwargs):
        super().__init__(*args, **kwargs)
        regime = case.regime
        for name, code, known in (
            ("truth", "TRUTH", Truth.values),
            ("impact", "IMPACT", None),
            ("controls", "CONTROL", None),
        ):
            self.fields[name].choices = [
                (term.code, term.label)
                for term in terms(regime, code)
                if known is None or term.code in known
            ]

    @property
    def facts(self):
        """What the verb takes; controls as their labels, which a regime may change."""
        given = dict(self.cleaned_data)
        labels = dict(self.fields["controls"].choices)
        given["controls"] = [labels[code] for code in given["controls"]]
        return given
