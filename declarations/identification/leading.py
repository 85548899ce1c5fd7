"""Where answers lead: what they offer to the topics, and where the two disagree."""

from collections.abc import Mapping
from typing import Any

from declarations.forms.parties import MAX_PARTIES, NO_ELECTION
from declarations.forms.topics import SUGGESTIBLE
from declarations.identification.answered import Answered
from declarations.identification.questions import Answer
from declarations.topics import Drafting, Topic

SAID_YES = (Answer.YES, Answer.UNSURE)
ELECTION_MISSING = (
    "Anda menjawab “{answer}” pada “{title}”, tetapi tidak satu pun pihak lain "
    "disebut sebagai peserta pemilu, calon, atau anggota tim kampanye."
)
ELECTION_UNSAID = (
    "Salah satu pihak disebut sebagai peserta pemilu, calon, atau anggota tim "
    "kampanye, tetapi pada pertanyaan awal Anda menjawab tidak ada."
)
FORM_UNNAMED = (
    "Bentuk situasi yang dipilih menyebut peserta pemilu, calon, atau tim kampanye, "
    "tetapi tidak satu pun pihak lain disebut demikian."
)
SOURCE_MISSING = (
    "Anda menjawab ya pada “{title}”, tetapi sumber yang biasanya sesuai tidak "
    "dipilih: {words}."
)


def offered(answered: Answered, drafting: Drafting) -> dict[str, dict[str, list[str]]]:
    """What the answers fill in beforehand, by topic, in the shape of a POST."""
    told = answered.questions.given(answered.answers, *SAID_YES)
    lists = {"sources": "SOURCE", "forms": "FORM", "classes": "KIND_CLASS"}
    classified = {}
    for field, list_code in lists.items():
        codes = [code for question in told for code in getattr(question, field)]
        classified[field] = among(codes, drafting, list_code)
    controls = [code for question in told for code in question.controls]
    suggested = among(controls, drafting, "CONTROL")
    parties = [
        {"relation": one.relation, "election": one.election or NO_ELECTION}
        for one in told
        if one.relation or one.election
    ][:MAX_PARTIES]
    return {
        "jenis": {field: codes for field, codes in classified.items() if codes},
        "saran": {"controls": [code for code in suggested if code in SUGGESTIBLE]},
        "pihak": {
            "rows": [str(max(len(parties), 1))],
            **{
                f"p{place}-{field}": [value]
                for place, party in enumerate(parties)
                for field, value in party.items()
                if value
            },
        },
    }


def among(codes: list[str], drafting: Drafting, list_code: str) -> list[str]:
    """Those that can still be chosen, each once, in the order of the list."""
    return [code for code, _words in drafting.choices(list_code) if code in codes]


def contradictions(
    answered: Answered | None, topics: Mapping[str, Topic], drafting: Drafting
) -> list[str]:
    """Where the first answers and the topics, all sound, do not say the same."""
    form, parties = topics["jenis"].form, topics["pihak"].form
    if answered is None or not answered.is_started:
        return form_differs(form, parties)
    return [
        *(election_differs(answered, parties) or form_differs(form, parties)),
        *sources_left_out(answered, form, drafting),
    ]


def form_differs(form: Any, parties: Any) -> list[str]:
    """The form says that an election is touched, and no party does."""
    chosen = "ELECTION_PARTY" in form.cleaned_data.get("forms", ())
    return [FORM_UNNAMED] if chosen and not parties.has_election_party() else []


def election_differs(answered: Answered, parties: Any) -> list[str]:
    """An election relative that nobody named, or the other way round."""
    asked = [one for one in answered.questions.questions if tells_of_election(one)]
    told = [
        one
        for one in answered.questions.given(answered.answers, Answer.YES)
        if tells_of_election(one)
    ]
    named = parties.has_election_party()
    if told and not named:
        return [ELECTION_MISSING.format(answer="ya", title=told[0].title)]
    if asked and named and not told and answered.is_complete:
        return [ELECTION_UNSAID]
    return []


def tells_of_election(question: Any) -> bool:
    return question.election not in ("", NO_ELECTION)


def sources_left_out(answered: Answered, form: Any, drafting: Drafting) -> list[str]:
    """A "yes" none of whose sources were chosen."""
    words = dict(drafting.choices("SOURCE"))
    chosen = form.cleaned_data["sources"]
    return [
        SOURCE_MISSING.format(
            title=question.title,
            words="; ".join(str(words[code]) for code in usual),
        )
        for question in answered.says_conflict
        if (usual := [code for code in question.sources if code in words])
        and not set(usual) & set(chosen)
    ]
