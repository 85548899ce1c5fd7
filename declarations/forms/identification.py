"""The questionnaire as staff answer it: every question of a version on one page."""

from crispy_forms.helper import FormHelper
from django import forms
from django.utils.html import format_html_join

from declarations.identification.answered import VERSION, field_of
from declarations.identification.questions import Answer
from kpu_coi.widgets import conditional

UNANSWERED = "{title}: pilih satu jawaban."


class IdentificationForm(forms.Form):
    """
    Takes the version, and answers to offer as `initial` by code.

    Follow-ups stand on the page from the start; only those that the answers bring up
    must be answered, so no script is needed.
    """

    def __init__(self, data=None, *, version, answers=None):
        answers = answers or {}
        initial = {field_of(code): answer for code, answer in answers.items()}
        super().__init__(data, initial=initial)
        self.version = version
        self.questions = version.question_set
        for question in self.questions.questions:
            self.fields[field_of(question.code)] = answer_field(question)
        self.helper = FormHelper(self)
        self.helper.form_tag = False
        self.helper.disable_csrf = True

    def typed(self):
        """What was chosen, as the draft keeps it, with the version that asked."""
        return {VERSION: [str(self.version.pk)]} | {
            name: [self.data[name]]
            for name, field in self.fields.items()
            if self.data.get(name) in dict(field.choices)
        }

    def clean(self):
        cleaned = super().clean()
        answers = {
            question.code: cleaned.get(field_of(question.code))
            for question in self.questions.questions
        }
        for question in self.questions.asked(answers):
            name = field_of(question.code)
            if not answers[question.code] and name not in self.errors:
                self.add_error(name, UNANSWERED.format(title=question.title))
        return cleaned

    def rows(self, code="", again=(), last=None):
        """The questions with their fields, follow-ups beneath their question."""
        return [
            {
                "question": question,
                "field": self[field_of(question.code)],
                "again": question.code in again,
                "last": last_words(last, question.code),
                "parent": self.questions.by_code.get(question.parent),
                "rows": self.rows(question.code, again, last),
            }
            for question in self.questions.below(code)
        ]


def answer_field(question):
    """Examples come from an editor: they are escaped, for hints are shown as HTML."""
    return conditional(
        forms.ChoiceField(
            label=question.text,
            help_text=format_html_join(
                " ", "Misalnya: {}", ((example,) for example in question.examples[:1])
            )
            + format_html_join(
                "", " {}", ((example,) for example in question.examples[1:])
            ),
            choices=[(answer.value, answer.label) for answer in question.answers],
            widget=forms.RadioSelect,
            required=False,
            error_messages={"invalid_choice": UNANSWERED.format(title=question.title)},
        )
    )


def last_words(last, code):
    """What somebody answered the last time, in words."""
    answer = last.answers.get(code) if last else None
    return f"{last.on.year}: {Answer(answer).label.lower()}" if answer else ""


def all_no(version):
    """Every question that is always asked, answered "no": confirmed in one tap."""
    return {VERSION: [str(version.pk)]} | {
        field_of(question.code): [Answer.NO.value]
        for question in version.question_set.roots
    }
