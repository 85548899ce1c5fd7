"""The questions of one version: which of them are asked, and what answers lead to."""

from collections.abc import Iterator, Mapping
from dataclasses import asdict, dataclass, fields
from functools import cached_property
from typing import Any

from django.db.models import TextChoices


class Answer(TextChoices):
    YES = "YES", "Ya"
    NO = "NO", "Tidak"
    UNSURE = "UNSURE", "Tidak yakin"


class Finding(TextChoices):
    """What all answers together say."""

    INCOMPLETE = "INCOMPLETE", "Belum lengkap"
    NOTHING = "NOTHING", "Tidak satu pun berlaku"
    DOUBT = "DOUBT", "Ada yang belum pasti"
    CONFLICT = "CONFLICT", "Ada yang perlu dinyatakan"


@dataclass(frozen=True)
class Question:
    """
    One question, and what a "yes" offers to the topics of a conflict statement.

    `after` are the answers to `parent` that bring it up; without a parent it is always
    asked. Its code stays the same from version to version, as long as it asks the same.
    """

    code: str
    title: str
    text: str
    why: str = ""
    examples: tuple[str, ...] = ()
    may_be_unsure: bool = True
    parent: str = ""
    after: tuple[str, ...] = ()
    sources: tuple[str, ...] = ()
    forms: tuple[str, ...] = ()
    classes: tuple[str, ...] = ()
    controls: tuple[str, ...] = ()
    relation: str = ""
    election: str = ""

    @classmethod
    def of(cls, row: Mapping[str, Any]) -> "Question":
        """As a version stores it."""
        known = {field.name for field in fields(cls)}
        values: dict[str, Any] = {
            name: tuple(value) if isinstance(value, list) else value
            for name, value in row.items()
            if name in known
        }
        return cls(**values)

    def as_row(self) -> dict[str, Any]:
        return {
            name: list(value) if isinstance(value, tuple) else value
            for name, value in asdict(self).items()
        }

    @property
    def leads(self) -> bool:
        """Whether a "yes" is something to declare; others only bring up questions."""
        return bool(self.sources or self.forms or self.classes)

    @property
    def answers(self) -> list[Answer]:
        if self.may_be_unsure:
            return list(Answer)
        return [Answer.YES, Answer.NO]


@dataclass(frozen=True)
class QuestionSet:
    """The questions of one version, in order."""

    questions: tuple[Question, ...]

    @classmethod
    def of(cls, rows: list[dict[str, Any]]) -> "QuestionSet":
        return cls(tuple(Question.of(row) for row in rows))

    def as_rows(self) -> list[dict[str, Any]]:
        return [question.as_row() for question in self.questions]

    @cached_property
    def by_code(self) -> dict[str, Question]:
        return {question.code: question for question in self.questions}

    @property
    def roots(self) -> list[Question]:
        return self.below("")

    def below(self, code: str) -> list[Question]:
        """The questions that answers to one bring up."""
        return [one for one in self.questions if one.parent == code]

    def ordered(self, code: str = "") -> Iterator[tuple[Question, int]]:
        """
        Each question with its depth, follow-ups beneath what brings them up.

        What hangs on nothing, or on itself, is not reached.
        """
        for question in self.below(code):
            yield question, 0
            for follow_up, depth in self.ordered(question.code):
                yield follow_up, depth + 1

    def asked(self, answers: Mapping[str, str], code: str = "") -> list[Question]:
        """What somebody is asked who answers so, in order."""
        found = []
        for question in self.below(code):
            if code and answers.get(code) not in question.after:
                continue
            found += [question, *self.asked(answers, question.code)]
        return found

    def given(self, answers: Mapping[str, str], *wanted: str) -> list[Question]:
        """The questions that are asked and were answered in one of these ways."""
        return [one for one in self.asked(answers) if answers.get(one.code) in wanted]

    def finding(self, answers: Mapping[str, str]) -> Finding:
        asked = self.asked(answers)
        if any(answers.get(one.code) not in one.answers for one in asked):
            return Finding.INCOMPLETE
        if any(one.leads for one in self.given(answers, Answer.YES)):
            return Finding.CONFLICT
        if self.given(answers, Answer.UNSURE):
            return Finding.DOUBT
        return Finding.NOTHING

    def carried(self, earlier: "QuestionSet", answers: Mapping[str, str]) -> dict:
        """
        Answers to an earlier version that still answer this one.

        A question that asks something else now, though under the same code, is asked
        again; so is one whose answer is no longer among those to choose from.
        """
        return {
            code: answer
            for code, answer in answers.items()
            if code in self.by_code
            and code in earlier.by_code
            and self.by_code[code].text == earlier.by_code[code].text
            and answer in self.by_code[code].answers
        }
