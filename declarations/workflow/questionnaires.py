"""
Versions of the questionnaire: drafted from the one before, published, never changed.

A regime has one draft at a time. Each change of it names the revision that the editor
saw, so that two administrators never overwrite each other.
"""

import datetime
from collections.abc import Iterator
from contextlib import contextmanager

from django.core.exceptions import PermissionDenied
from django.db import IntegrityError, transaction
from django.db.models import Max
from django.utils import timezone

from audit import log
from deadlines import memory
from declarations.identification.faults import Fault, codes_of, faults_of
from declarations.identification.questions import Question, QuestionSet
from declarations.models import Questionnaire
from declarations.rules.questionnaires import may_edit_questionnaire
from kpu_coi.dates import tanggal
from personnel.models import User

PUBLISHED = "Versi ini sudah terbit dan tidak dapat diubah. Buat versi baru."
TOO_EARLY = "Pilih tanggal {day} atau sesudahnya."


class StaleDraft(Exception):
    """The draft was changed by somebody else since it was opened."""


class Unsound(Exception):
    """The draft cannot be published. Carries its faults."""

    def __init__(self, faults: list[Fault]):
        super().__init__("The questionnaire has faults.")
        self.faults = faults


def stream_of(version: Questionnaire) -> str:
    return f"questionnaire:{version.regime_id}"


def record(action: str, version: Questionnaire, by: User, **details: object) -> None:
    log.record(
        f"questionnaire.{action}",
        stream=stream_of(version),
        by=by,
        version=version.version,
        **details,
    )


def draft_from(version: Questionnaire, *, by: User) -> Questionnaire:
    """The draft of the next version: the one there is, or a copy of `version`."""
    may_edit_questionnaire(by).require()
    versions = Questionnaire.objects.filter(regime=version.regime)
    if existing := versions.drafts().first():
        return existing
    try:
        with transaction.atomic():
            made = Questionnaire.objects.create(
                regime=version.regime,
                version=versions.latest("version").version + 1,
                questions=version.questions,
                created_at=timezone.now(),
                created_by=by,
            )
            record("draft", made, by, ground=version.version)
    except IntegrityError:
        return versions.drafts().get()
    return made


@contextmanager
def changing(
    version: Questionnaire, *, by: User, revision: int
) -> Iterator[Questionnaire]:
    """Lock the draft, and check that it is the one which was seen."""
    may_edit_questionnaire(by).require()
    with transaction.atomic():
        stored = (
            Questionnaire.objects.select_for_update(of=["self"], no_key=True)
            .select_related("regime")
            .get(pk=version.pk)
        )
        if not stored.is_draft:
            raise PermissionDenied(PUBLISHED)
        if stored.revision != revision:
            raise StaleDraft
        stored.revision += 1
        yield stored


def keep(stored: Questionnaire, questions: list[Question]) -> None:
    stored.questions = QuestionSet(tuple(questions)).as_rows()
    stored.save(update_fields=["questions", "revision"])


def put_question(
    version: Questionnaire, question: Question, *, by: User, revision: int
) -> None:
    """Add a question at the end, or replace the one of the same code in its place."""
    with changing(version, by=by, revision=revision) as stored:
        questions = list(stored.question_set.questions)
        places = [one.code for one in questions]
        if question.code in places:
            questions[places.index(question.code)] = question
        else:
            questions.append(question)
        keep(stored, questions)
        record("question", stored, by, code=question.code)


def remove_question(
    version: Questionnaire, code: str, *, by: User, revision: int
) -> None:
    """Take a question out, with those that only its answers bring up."""
    with changing(version, by=by, revision=revision) as stored:
        gone = {code, *(one.code for one, _ in stored.question_set.ordered(code))}
        rest = [one for one in stored.question_set.questions if one.code not in gone]
        keep(stored, rest)
        record("remove", stored, by, code=code)


def move_question(
    version: Questionnaire, code: str, *, by: User, revision: int, up: bool
) -> None:
    """Change places with the question before or after it under the same answer."""
    with changing(version, by=by, revision=revision) as stored:
        questions = list(stored.question_set.questions)
        here = stored.question_set.by_code[code]
        siblings = stored.question_set.below(here.parent)
        place = siblings.index(here) + (-1 if up else 1)
        if not 0 <= place < len(siblings):
            return
        a, b = questions.index(here), questions.index(siblings[place])
        questions[a], questions[b] = questions[b], questions[a]
        keep(stored, questions)
        record("move", stored, by, code=code)


def faults_in(version: Questionnaire) -> list[Fault]:
    return faults_of(version.question_set, codes_of(version.regime))


def earliest_day(version: Questionnaire) -> datetime.date:
    """Not in the past, and not before a version that was published already."""
    others = Questionnaire.objects.published().filter(regime=version.regime)
    latest = others.aggregate(day=Max("valid_from"))["day"]
    return max(filter(None, (timezone.localdate(), latest)))


def publish(
    version: Questionnaire, valid_from: datetime.date, *, by: User, revision: int
) -> Questionnaire:
    """
    Let the draft hold from a day on. Raises Unsound, StaleDraft, PermissionDenied.

    Drafts of statements answered with the version before are asked what changed.
    """
    with changing(version, by=by, revision=revision) as stored:
        earliest = earliest_day(stored)
        if valid_from < earliest:
            raise PermissionDenied(TOO_EARLY.format(day=tanggal(earliest)))
        if faults := faults_in(stored):
            raise Unsound(faults)
        stored.valid_from = valid_from
        stored.published_at = timezone.now()
        stored.save()
        record("publish", stored, by, valid_from=valid_from.isoformat())
        transaction.on_commit(memory.forget)
    return stored


def discard(version: Questionnaire, *, by: User, revision: int) -> None:
    """Delete a draft; what was published stays for good."""
    with changing(version, by=by, revision=revision) as stored:
        record("discard", stored, by)
        stored.delete()
