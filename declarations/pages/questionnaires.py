"""What the pages of the questionnaire's versions show to who edits them."""

from deadlines.models import Regime
from deadlines.regimes import label
from declarations.forms.parties import ELECTION
from declarations.identification.faults import LISTS
from declarations.identification.questions import Answer
from declarations.models import Questionnaire
from declarations.workflow.questionnaires import faults_in

LEADS = (
    ("sources", "Sumber"),
    ("forms", "Bentuk"),
    ("classes", "Klasifikasi"),
    ("relation", "Hubungan"),
    ("controls", "Saran"),
)


def groups(today):
    """The versions of each regime, the newest first, with what each is today."""
    versions = list(Questionnaire.objects.newest_first().defer("questions"))
    return [
        {
            "name": regime.name,
            "rows": rows_of([one for one in versions if one.regime == regime], today),
        }
        for regime in Regime.objects.all()
    ]


def rows_of(versions, today):
    published = [one for one in versions if not one.is_draft]
    valid = [one for one in published if one.valid_from <= today]
    holds = max(valid, key=lambda one: (one.valid_from, one.version), default=None)
    return [{"version": one, "tag": tag_of(one, holds, today)} for one in versions]


def tag_of(version, holds, today):
    if version.is_draft:
        return "Draf"
    if version.valid_from > today:
        return "Akan berlaku"
    return "Berlaku" if version == holds else "Digantikan"


def version_context(version):
    """The questions in the order in which they are asked, and what is wrong."""
    faults = faults_in(version) if version.is_draft else []
    questions = version.question_set
    return {
        "version": version,
        "rows": [
            {
                "question": question,
                "after": after_words(question),
                "parent": questions.by_code.get(question.parent),
                "leads": leads_of(version.regime, question),
                "faults": [one.words for one in faults if one.code == question.code],
                "is_first": questions.below(question.parent)[0] == question,
                "is_last": questions.below(question.parent)[-1] == question,
            }
            for question in in_order(questions)
        ],
        "faults": [one for one in faults if not one.code],
        "count_faults": len(faults),
    }


def in_order(questions):
    """As they are asked; what hangs on nothing comes last, to be mended there."""
    reached = [question for question, _depth in questions.ordered()]
    return reached + [one for one in questions.questions if one not in reached]


def after_words(question):
    answers = [Answer(code).label.lower() for code in question.after]
    return " atau ".join(f"“{answer}”" for answer in answers)


def leads_of(regime, question):
    """What a "yes" fills in, as rows of a summary."""
    rows = []
    for field, words in LEADS:
        value = getattr(question, field)
        codes = (value,) if isinstance(value, str) else value
        lines = [term_words(regime, LISTS[field], code) for code in codes if code]
        if lines:
            rows.append({"label": words, "lines": lines})
    if question.election:
        election = dict(ELECTION).get(question.election, question.election)
        rows.append({"label": "Dalam pemilu", "value": election})
    return rows


def term_words(regime, list_code, code):
    try:
        return label(regime, list_code, code)
    except KeyError:
        return code
