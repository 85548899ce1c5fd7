"""Asking about one's own data, and answering."""

from typing import Any, cast

from django import forms

from kpu_coi.widgets import Cards, Option, conditional
from privacy.forms.plain import PlainForm, long_text, unchosen
from privacy.models import (
    ERASURE_GROUNDS,
    DataRequest,
    FieldGroup,
    Ground,
    RequestKind,
)

HANDLERS_READ = (
    "Dilihat: yang menjawab permintaan ini (operator satker, administrator "
    "organisasi, atau Pejabat Pelindungan Data Pribadi). Disimpan tersandi"
)
ASKER_READS = "Dilihat: yang meminta. Disimpan tersandi"
HINTS = {
    RequestKind.CORRECTION: "Ada data yang keliru atau sudah tidak sesuai.",
    RequestKind.ACCESS: "Anda memerlukan keterangan di luar yang tampil di Data saya.",
    RequestKind.SUSPENSION: "Hentikan atau batasi pemrosesan untuk sementara.",
    RequestKind.ERASURE: "Arsip negara dimusnahkan menurut jadwal retensi; Anda "
    "mendapat jawaban dengan dasar hukumnya.",
}


class AskForm(PlainForm):
    kind = forms.ChoiceField(
        label="Apa yang Anda minta?",
        choices=[
            (str(kind), Option(kind.label, hint=HINTS[kind])) for kind in RequestKind
        ],
        widget=Cards,
        initial=RequestKind.CORRECTION,
        error_messages=unchosen("Pilih apa yang Anda minta."),
    )
    group = forms.ChoiceField(
        label="Data yang mana?",
        choices=[("", "Pilih kelompok data"), *FieldGroup.choices],
        error_messages=unchosen("Pilih kelompok data."),
    )
    wrong = long_text(
        "Apa yang tidak benar, atau apa yang Anda perlukan?",
        hint="Sebut datanya dan di mana Anda melihatnya. Jangan menulis data orang "
        "lain.",
        seen=HANDLERS_READ,
        missing="Tulis apa yang tidak benar, atau apa yang Anda perlukan.",
    )
    wanted = conditional(
        long_text(
            "Seharusnya bagaimana?",
            hint="Untuk perbaikan data: tulis yang benar dan dasarnya, misalnya nomor "
            "surat keputusan.",
            seen=HANDLERS_READ,
            required=False,
            rows=3,
        )
    )

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        corrects = cleaned.get("kind") == RequestKind.CORRECTION
        if corrects and not cleaned.get("wanted") and "wanted" not in self.errors:
            self.add_error("wanted", "Tulis bagaimana seharusnya.")
        return cleaned


class AcceptForm(PlainForm):
    answer = long_text(
        "Jawaban Anda",
        hint="Apa yang akan diubah dan oleh siapa.",
        seen=ASKER_READS,
        missing="Tulis jawaban Anda.",
        rows=4,
    )


class RefuseForm(PlainForm):
    ground = forms.ChoiceField(
        label="Dasar hukum penolakan",
        widget=forms.RadioSelect,
        error_messages=unchosen("Pilih dasar hukumnya."),
    )
    refusal = long_text(
        "Penjelasan",
        hint="Jelaskan dengan kata sehari-hari, tanpa menyebut orang lain.",
        seen=ASKER_READS,
        missing="Tulis penjelasannya.",
        rows=4,
    )

    def __init__(self, *args: Any, asked: DataRequest, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        erasure = asked.kind == RequestKind.ERASURE
        grounds = ERASURE_GROUNDS if erasure else tuple(Ground)
        choices = [(str(ground), ground.label) for ground in grounds]
        cast(forms.ChoiceField, self.fields["ground"]).choices = choices
