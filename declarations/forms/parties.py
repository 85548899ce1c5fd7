"""The other parties of a conflict statement: up to ten rows (rules 4, 6 and 13)."""

from django import forms

from declarations.forms.rows import RowForm, RowsForm
from declarations.forms.topics import SHORT
from documents.text import PaperTextField
from kpu_coi.navigation import Profile
from personnel.titles import capacity

OTHER = "OTHER"
MAX_PARTIES = 10
NO_ELECTION = "NO"
ELECTION = (
    (NO_ELECTION, "Tidak"),
    ("CANDIDATE", "Ya, calon"),
    ("PARTICIPANT", "Ya, peserta pemilu atau pengurus partai politik"),
    ("CAMPAIGN", "Ya, anggota tim kampanye"),
)


class PartyForm(RowForm):
    written = ("person", "name", "relation", "position")
    optional = ("person",)

    person = forms.TypedChoiceField(
        label="Rekan atau atasan di KPU",
        help_text="Pilih bila ia pegawai KPU. Orang ini tidak akan menelaah perkara.",
        coerce=int,
        empty_value=None,
        required=False,
    )
    name = PaperTextField(label="Nama orang atau badan", max_length=120, required=False)
    relation = forms.ChoiceField(label="Hubungan dengan Anda", required=False)
    relation_other = PaperTextField(
        label="Hubungan lainnya",
        help_text="Isi bila Anda memilih “Lainnya”.",
        max_length=80,
        required=False,
    )
    position = PaperTextField(
        label="Jabatan atau pekerjaan, dan instansinya",
        max_length=SHORT,
        required=False,
    )
    election = forms.ChoiceField(
        label="Apakah ia peserta pemilu, calon, atau anggota tim kampanye?",
        choices=ELECTION,
        initial=NO_ELECTION,
        required=False,
    )

    def __init__(self, *args, drafting, **kwargs):
        super().__init__(*args, drafting=drafting, **kwargs)
        self.relations = drafting.choices("RELATION")
        self.fields["relation"].choices = [("", "Pilih hubungan"), *self.relations]
        self.fields["person"].choices = self.people

    def people(self):
        """Asked for only where the list is drawn, or somebody was chosen from it."""
        named = self.drafting.people.values()
        return [
            ("", "Bukan pegawai KPU yang terdaftar di bawah"),
            *((one.user_id, f"{one.user.name}, {capacity(one)}") for one in named),
        ]

    def clean(self):
        cleaned = super().clean()
        if self.is_blank:
            return cleaned
        if cleaned.get("person"):
            colleague = self.drafting.people[cleaned["person"]]
            cleaned["name"] = cleaned.get("name") or colleague.user.name
            cleaned["position"] = cleaned.get("position") or capacity(colleague)
        elif namesake := self.namesake(cleaned.get("name", "")):
            self.add_error(
                "person",
                f"{capacity(namesake)} juga bernama {namesake.user.name}. Pilih ia di "
                "sini, supaya tidak menerima perkara ini. Bila orang lain, tambahkan "
                "pembeda pada namanya.",
            )
        needed = {
            "name": "Tulis nama orang atau badan.",
            "relation": "Pilih hubungannya dengan Anda.",
            "position": "Tulis jabatan atau pekerjaan, dan instansinya.",
        }
        if cleaned.get("relation") == OTHER:
            needed["relation_other"] = "Sebutkan hubungannya."
        for field, words in needed.items():
            if not cleaned.get(field) and field not in self.errors:
                self.add_error(field, words)
        cleaned["election"] = cleaned.get("election") or NO_ELECTION
        return cleaned

    def namesake(self, name):
        """
        Who of the office bears a name that was typed instead of chosen (rule 13).

        Only who is chosen is kept away from the case; a name alone keeps nobody.
        """
        typed = plain(name)
        people = self.drafting.people.values() if typed else ()
        return next((one for one in people if plain(one.user.name) == typed), None)

    @property
    def is_election_party(self):
        return self.cleaned_data["election"] != NO_ELECTION

    def relation_label(self):
        code = self.cleaned_data["relation"]
        if code == OTHER:
            return self.cleaned_data["relation_other"]
        return str(dict(self.relations)[code])

    def row(self):
        """The party as the paper lists it."""
        return {
            "name": self.cleaned_data["name"],
            "relation": self.relation_label(),
            "position": self.cleaned_data["position"],
            "election": dict(ELECTION)[self.cleaned_data["election"]],
        }


class PartiesForm(RowsForm):
    """The rows, or the word that there is nobody else."""

    title = "Pihak lain"
    why = (
        "Siapa yang disebut di sini tidak akan menelaah perkara Anda. Bila atasan Anda "
        "sendiri adalah pihak lain, pernyataan ini langsung menuju atasannya."
    )
    row_form = PartyForm
    most = MAX_PARTIES
    nothing = "Tidak ada orang atau badan lain dalam situasi ini"
    noun = "pihak"

    def rows_on_paper(self):
        return [party.row() for party in self.cleaned_data["entries"]]

    def named(self):
        """The ids of those of the office who are named."""
        chosen = (
            party.cleaned_data["person"] for party in self.cleaned_data["entries"]
        )
        return {person for person in chosen if person}

    def has_election_party(self):
        return any(party.is_election_party for party in self.cleaned_data["entries"])

    def summary(self):
        rows = self.rows_on_paper()
        if not rows:
            return [("Pihak lain", "Tidak ada")]
        return [
            (f"Pihak {place}", in_words(row)) for place, row in enumerate(rows, start=1)
        ]


def plain(name):
    """A name without degrees and capitals, to be compared."""
    return " ".join(Profile(name).words).casefold()


def in_words(row):
    """A party in one line."""
    relation, election = row["relation"].lower(), row["election"].lower()
    return f"{row['name']}, {relation}; {row['position']}; peserta pemilu: {election}"
