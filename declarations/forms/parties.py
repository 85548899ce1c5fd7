"""The other parties of a conflict statement: up to ten rows (rules 4, 6 and 13)."""

from crispy_forms.helper import FormHelper
from django import forms

from declarations.forms.topics import LONG, SHORT, TopicForm
from documents.text import PaperTextField
from kpu_coi.navigation import Profile
from kpu_coi.widgets import conditional
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


class PartyForm(forms.Form):
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
        super().__init__(*args, **kwargs)
        self.drafting = drafting
        self.relations = drafting.choices("RELATION")
        self.fields["relation"].choices = [("", "Pilih hubungan"), *self.relations]
        self.fields["person"].choices = self.people
        for name in ("name", "relation", "relation_other", "position", "election"):
            conditional(self.fields[name])
        self.helper = FormHelper(self)
        self.helper.form_tag = False
        self.helper.disable_csrf = True

    def people(self):
        """Asked for only where the list is drawn, or somebody was chosen from it."""
        named = self.drafting.people.values()
        return [
            ("", "Bukan pegawai KPU yang terdaftar di bawah"),
            *((one.user_id, f"{one.user.name}, {capacity(one)}") for one in named),
        ]

    @property
    def is_blank(self):
        """A row in which nothing was written is no party."""
        written = ("person", "name", "relation", "position")
        return not any(self[field].value() for field in written)

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


class PartiesForm(TopicForm):
    """
    The rows, or the word that there is nobody else.

    Rows are posted as `p0-name`, `p1-name` and so on, with their number in `rows`.
    """

    party_form = PartyForm
    title = "Pihak lain"
    why = (
        "Siapa yang disebut di sini tidak akan menelaah perkara Anda. Bila atasan Anda "
        "sendiri adalah pihak lain, pernyataan ini langsung menuju atasannya."
    )

    rows = forms.IntegerField(
        widget=forms.HiddenInput, min_value=0, max_value=MAX_PARTIES, required=False
    )
    nobody = forms.BooleanField(
        label="Tidak ada orang atau badan lain dalam situasi ini", required=False
    )

    def __init__(self, *args, drafting, initial=None, **kwargs):
        super().__init__(*args, drafting=drafting, initial=initial, **kwargs)
        self.parties = [
            self.party_form(
                self.data if self.is_bound else None,
                prefix=f"p{index}",
                drafting=drafting,
                initial=(initial or {}).get(f"p{index}"),
            )
            for index in range(self.row_count(initial))
        ]

    def row_count(self, initial):
        """How many rows to show: what was asked for, at least one, at most ten."""
        asked = self.data.get("rows") if self.is_bound else (initial or {}).get("rows")
        try:
            count = int(asked or 1)
        except ValueError:
            count = 1
        return min(max(count, 1), MAX_PARTIES)

    def typed(self):
        typed = {"rows": [str(len(self.parties))]}
        if self.data.get("nobody"):
            typed["nobody"] = ["on"]
        for party in self.parties:
            for field in party.fields:
                name = party.add_prefix(field)
                if name in self.data:
                    typed[name] = [self.data[name][:LONG]]
        return typed

    def unjudged(self):
        initial = {
            "rows": len(self.parties),
            "nobody": bool(self.data.get("nobody")),
        }
        for party in self.parties:
            initial[party.prefix] = {
                field: self.data.get(party.add_prefix(field), "")
                for field in party.fields
            }
        return type(self)(initial=initial, drafting=self.drafting)

    @property
    def may_have_more(self):
        return len(self.parties) < MAX_PARTIES

    def filled(self):
        return [party for party in self.parties if not party.is_blank]

    def clean(self):
        cleaned = super().clean()
        filled = self.filled()
        if cleaned.get("nobody") and filled:
            self.add_error(
                "nobody",
                "Hapus centang ini, atau kosongkan pihak yang sudah ditulis.",
            )
        if not cleaned.get("nobody") and not filled:
            self.add_error(
                "nobody",
                "Tulis paling sedikit satu pihak, atau centang bahwa tidak ada.",
            )
        cleaned["parties"] = filled
        return cleaned

    def is_valid(self):
        """The form and every row in which something was written."""
        sound = [party.is_valid() for party in self.filled()]
        return super().is_valid() and all(sound)

    def with_one_more(self):
        """What was typed, with room for one more party."""
        typed = self.typed()
        typed["rows"] = [str(min(len(self.parties) + 1, MAX_PARTIES))]
        return typed

    def without(self, index):
        """What was typed, less one row."""
        typed = {
            name: values
            for name, values in self.typed().items()
            if name in ("rows", "nobody")
        }
        kept = [party for place, party in enumerate(self.parties) if place != index]
        for place, party in enumerate(kept):
            for field in party.fields:
                name = party.add_prefix(field)
                if name in self.data:
                    typed[f"p{place}-{field}"] = [self.data[name][:LONG]]
        typed["rows"] = [str(max(len(kept), 1))]
        return typed

    def rows_on_paper(self):
        return [party.row() for party in self.cleaned_data["parties"]]

    def named(self):
        """The ids of those of the office who are named."""
        chosen = (
            party.cleaned_data["person"] for party in self.cleaned_data["parties"]
        )
        return {person for person in chosen if person}

    def has_election_party(self):
        return any(party.is_election_party for party in self.cleaned_data["parties"])

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
