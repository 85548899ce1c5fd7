"""The six parts of the list of personal interests (PermenPANRB 17/2024, A to F)."""

from django import forms

from declarations.forms.rows import RowForm, RowsForm
from declarations.forms.topics import SHORT, TopicForm
from documents.text import PaperTextField
from kpu_coi.widgets import conditional

MOST = 8
CELL = 100
YES, NO = "YES", "NO"
ANSWERS = ((YES, "Ya"), (NO, "Tidak"))
WORDS = dict(ANSWERS)
SITUATION = "Situasi yang dapat menimbulkan konflik kepentingan"


def cell(label, missing, *, most=CELL, help_text=""):
    """One cell of a row; `missing` is said where the row has others."""
    field = PaperTextField(
        label=label, max_length=most, required=False, help_text=help_text
    )
    field.missing = missing
    return field


def situation():
    return cell(
        SITUATION,
        "Tulis situasinya.",
        most=SHORT,
        help_text="Dalam tugas atau keputusan apa hal ini dapat berpengaruh?",
    )


class InterestRow(RowForm):
    """Every cell is needed as soon as one is written."""

    def clean(self):
        cleaned = super().clean()
        if self.is_blank:
            return cleaned
        for name, field in self.fields.items():
            if not cleaned.get(name) and name not in self.errors:
                self.add_error(name, field.missing)
        return cleaned

    def cells(self):
        return [self.cleaned_data[name] for name in self.fields]


class FamilyRow(InterestRow):
    name = cell("Nama", "Tulis namanya.")
    relation = cell("Hubungan", "Tulis hubungannya dengan Anda.")
    work = cell(
        "Pekerjaan atau jabatan, dan instansinya",
        "Tulis pekerjaan atau jabatan, dan instansinya.",
    )
    situation = situation()


class BusinessRow(InterestRow):
    holding = cell(
        "Bentuk kepemilikan",
        "Tulis bentuk kepemilikannya.",
        help_text="Misalnya saham, tanah, atau usaha perorangan.",
    )
    value = cell("Nilai atau persentase", "Tulis nilai atau persentasenya.")
    place = cell(
        "Nama badan usaha atau lokasi aset",
        "Tulis nama badan usaha atau lokasi asetnya.",
    )
    situation = situation()


class WorkRow(InterestRow):
    work = cell("Bentuk pekerjaan", "Tulis bentuk pekerjaannya.")
    role = cell("Jabatan atau fungsi", "Tulis jabatan atau fungsinya.")
    place = cell("Nama perusahaan atau institusi", "Tulis nama tempatnya.")
    situation = situation()


class OfficeRow(InterestRow):
    post = cell("Jabatan", "Tulis jabatannya.")
    place = cell("Unit atau institusi", "Tulis unit atau institusinya.")
    situation = situation()


class PartForm:
    """A part of the list, with the columns of its table on paper."""

    columns: tuple[str, ...] = ()

    def table(self):
        """The part as paper and comparison list it."""
        return {
            "title": self.heading,
            "columns": list(self.columns),
            "rows": self.table_rows(),
        }

    def summary(self):
        rows = self.table_rows()
        if not rows:
            return [("Isi", "Tidak ada")]
        return [(first, "\n".join(rest)) for first, *rest in rows]


class InterestRowsForm(PartForm, RowsForm):
    most = MOST
    nothing = "Tidak ada"

    def table_rows(self):
        return [entry.cells() for entry in self.cleaned_data["entries"]]


class FamilyForm(InterestRowsForm):
    letter = "A"
    title = "Hubungan Keluarga dan Kerabat"
    why = (
        "Catat keluarga dan kerabat yang pekerjaan atau jabatannya bersinggungan "
        "dengan tugas Anda, termasuk peserta pemilu dan penyedia barang."
    )
    columns = ("Nama", "Hubungan", "Pekerjaan/Jabatan dan Instansi", "Situasi")
    row_form = FamilyRow
    nothing = "Tidak ada keluarga atau kerabat yang perlu dicatat"
    noun = "orang"


class BusinessForm(InterestRowsForm):
    letter = "B"
    title = "Hubungan Bisnis dan Finansial"
    why = "Catat kepemilikan yang nilainya dapat dipengaruhi oleh tugas Anda."
    columns = (
        "Bentuk Kepemilikan",
        "Nilai/Prosentase",
        "Nama Badan Usaha/Lokasi Aset",
        "Situasi",
    )
    row_form = BusinessRow
    nothing = "Tidak ada kepemilikan yang perlu dicatat"
    noun = "kepemilikan"


class WorkForm(InterestRowsForm):
    letter = "C"
    title = "Pekerjaan Lain Di Luar Pekerjaan Pokok"
    why = (
        "Catat pekerjaan yang Anda jalankan selain tugas pada KPU, dibayar atau tidak."
    )
    columns = (
        "Bentuk Pekerjaan",
        "Jabatan/Fungsi",
        "Nama Perusahaan/Institusi",
        "Situasi",
    )
    row_form = WorkRow
    nothing = "Tidak ada pekerjaan lain"
    noun = "pekerjaan"


class OfficesForm(InterestRowsForm):
    letter = "D"
    title = "Jabatan Publik Lain yang Diemban (Rangkap Jabatan)"
    why = "Catat jabatan publik lain yang Anda pangku selain jabatan pada KPU."
    columns = ("Jabatan", "Unit/Institusi", "Situasi")
    row_form = OfficeRow
    nothing = "Tidak ada jabatan publik lain"
    noun = "jabatan"


def asked(label, missing="Pilih ya atau tidak."):
    return forms.ChoiceField(
        label=label,
        choices=ANSWERS,
        widget=forms.RadioSelect,
        error_messages={"required": missing},
    )


def told(label, help_text="Isi bila Anda menjawab ya."):
    return conditional(
        PaperTextField(
            label=label, max_length=SHORT, required=False, help_text=help_text
        )
    )


class AffiliationsForm(PartForm, TopicForm):
    letter = "E"
    title = "Hubungan atau Afiliasi Lainnya"
    why = (
        "Keanggotaan bukan larangan. Yang dicatat di sini membantu Anda dan atasan "
        "melihat lebih awal perkara yang perlu Anda hindari."
    )
    columns = ("Afiliasi", "Jawaban", "Keterangan")

    society = asked(
        "Apakah Anda memiliki afiliasi dengan organisasi kemasyarakatan, keagamaan, "
        "lembaga swadaya masyarakat, atau yayasan?"
    )
    society_named = told("Sebutkan organisasinya dan kedudukan Anda")
    profession = asked(
        "Apakah Anda memiliki afiliasi dengan organisasi profesi, ikatan alumni, atau "
        "klub?"
    )
    profession_named = told("Sebutkan organisasi, ikatan, atau klubnya")
    party = asked(
        "Apakah Anda memiliki afiliasi tertentu dengan partai politik, sekolah atau "
        "perguruan tinggi, lembaga penelitian, atau instansi pemerintah lainnya?"
    )
    party_named = told("Sebutkan lembaganya, dan sejak atau sampai kapan")
    rows_on_paper = (
        ("society", "Ormas, keagamaan, LSM, atau yayasan"),
        ("profession", "Profesi, ikatan alumni, atau klub"),
        (
            "party",
            "Partai politik, sekolah/perguruan tinggi, lembaga penelitian, atau "
            "instansi pemerintah lainnya",
        ),
    )

    def clean(self):
        cleaned = super().clean()
        for name, _label in self.rows_on_paper:
            named = f"{name}_named"
            if cleaned.get(name) != YES:
                cleaned[named] = ""
            elif not cleaned.get(named) and named not in self.errors:
                self.add_error(named, "Sebutkan afiliasinya.")
        return cleaned

    def table_rows(self):
        return [
            [
                label,
                WORDS[self.cleaned_data[name]],
                self.cleaned_data[f"{name}_named"] or "-",
            ]
            for name, label in self.rows_on_paper
        ]

    def summary(self):
        return [
            (label, answer if named == "-" else f"{answer}: {named}")
            for label, answer, named in self.table_rows()
        ]


class PlansForm(PartForm, TopicForm):
    letter = "F"
    title = "Rencana Pasca Pensiun atau Pengunduran Diri"
    why = (
        "Rencana bekerja pada pihak yang berurusan dengan tugas Anda dapat memengaruhi "
        "keputusan sebelum Anda pergi."
    )
    columns = ("Rencana", "Keterangan")

    plans = asked(
        "Apakah Anda mempunyai rencana pekerjaan atau kegiatan setelah pensiun atau "
        "mengundurkan diri?"
    )
    company = told("a. Perusahaan atau usaha", "Isi salah satu atau keduanya.")
    organisation = told("b. Organisasi", "Isi salah satu atau keduanya.")

    def clean(self):
        cleaned = super().clean()
        named = ("company", "organisation")
        if cleaned.get("plans") != YES:
            cleaned |= dict.fromkeys(named, "")
        elif not any(cleaned.get(name) or name in self.errors for name in named):
            self.add_error("company", "Sebutkan perusahaan, usaha, atau organisasinya.")
        return cleaned

    def table_rows(self):
        if self.cleaned_data["plans"] == NO:
            return [["Rencana", WORDS[NO]]]
        return [
            ["Rencana", WORDS[YES]],
            ["a. Perusahaan/usaha", self.cleaned_data["company"] or "-"],
            ["b. Organisasi", self.cleaned_data["organisation"] or "-"],
        ]

    def summary(self):
        return [(label, value) for label, value in self.table_rows()]
