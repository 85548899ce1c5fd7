from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import (
    require_http_methods,
    require_POST,
    require_safe,
)

from declarations.forms import oversight as forms
from declarations.models import NoteKind
from declarations.pages.oversight import oversight_page
from declarations.rules.cases import may_read_content
from declarations.rules.oversight import may_read_notes
from declarations.views.cases import visible_case
from declarations.workflow import case_moves as moves
from declarations.workflow import oversight as workflow
from declarations.workflow import reconsidering
from declarations.workflow.cases import note_reading

form_page = require_http_methods(["GET", "HEAD", "POST"])


@dataclass(frozen=True)
class Verb:
    """A move with a form: what is asked, what it does, and what is said then."""

    move: moves.Move
    form: type
    make: Callable[..., Any]
    lead: str
    button: str
    done: str


COMMENT = Verb(
    moves.COMMENT,
    forms.CommentForm,
    lambda case, by, text, shared: workflow.comment(
        case, by=by, text=text, shared=shared
    ),
    "Catatan pengawasan Inspektorat. Yang menyatakan tidak melihatnya.",
    "Simpan catatan",
    "Catatan tersimpan.",
)
INQUIRE = Verb(
    moves.INQUIRE,
    forms.InquiryForm,
    lambda case, by, text: workflow.inquire(case, by=by, question=text),
    "Penelaah mendapat kabar dan menjawab di halaman pengawasan. Tenggatnya tetap "
    "berjalan.",
    "Kirim permintaan",
    "Permintaan terkirim kepada penelaah.",
)
RESPOND = Verb(
    moves.RESPOND,
    forms.ReplyForm,
    lambda case, by, text, question: workflow.respond(
        case, by=by, question=question, answer=text
    ),
    "Inspektorat mendapat kabar. Yang menyatakan tidak melihatnya.",
    "Kirim penjelasan",
    "Penjelasan terkirim kepada Inspektorat.",
)
RECONSIDER = Verb(
    moves.RECONSIDER,
    forms.ReconsiderForm,
    lambda case, by, text: reconsidering.reconsider(case, by=by, reason=text),
    "Hanya satu kali untuk setiap perkara. Perkara kembali ke penelaah dengan tenggat "
    "baru, dan penghentian sementara berlaku lagi. Penelaah mempertahankan putusannya "
    "atau menandatangani putusan baru; Anda tidak mengubahnya.",
    "Minta pertimbangkan ulang",
    "Permintaan terkirim. Penelaah mendapat tenggat baru.",
)
UPHOLD = Verb(
    moves.UPHOLD,
    forms.UpholdForm,
    lambda case, by, text: reconsidering.uphold(case, by=by, reason=text),
    "Putusan yang ada tetap berlaku, dengan pengendalian dan tanggalnya. Inspektorat "
    "dan yang menyatakan diberi tahu.",
    "Pertahankan putusan",
    "Putusan Anda dipertahankan.",
)
ESCALATE = Verb(
    moves.ESCALATE,
    forms.EscalateForm,
    lambda case, by, text: workflow.lift(case, by=by, reason=text),
    "Perkara pindah ke atasan berikutnya. Tenggatnya tetap, paling sedikit satu hari "
    "kerja.",
    "Naikkan perkara",
    "Perkara dinaikkan ke atasan berikutnya.",
)
MONITOR = Verb(
    moves.MONITOR,
    forms.MonitorForm,
    lambda case, by, text: workflow.monitor(case, by=by, why=text),
    "Perkara tampil di tab “Dalam pemantauan” pada daftar tembusan.",
    "Pantau perkara",
    "Perkara dalam pemantauan.",
)
END = Verb(
    moves.END_OVERSIGHT,
    forms.ConclusionForm,
    lambda case, by, text: workflow.end_oversight(case, by=by, conclusion=text),
    "Setelah ditutup, pertimbangan ulang tidak dapat diminta lagi.",
    "Tutup pengawasan",
    "Pengawasan ditutup.",
)


def overseen_case(request, public_id):
    """The case, or 404 for whoever has no part in its oversight."""
    found = visible_case(request, public_id)
    if not may_read_notes(request.user, found):
        raise Http404
    return found


@require_safe
def oversight(request, public_id):
    found = overseen_case(request, public_id)
    if may_read_content(request.user, found):
        note_reading(found, by=request.user)
    return page(request, found)


def page(request, found, *, refusal="", typed=()):
    context = oversight_page(found, request.user)
    if context["moves"]["comment"]:
        context["comment_form"] = forms.CommentForm()
    context |= {"refusal": refusal, "typed": typed}
    status = 409 if refusal else 200
    return render(request, "declarations/oversight.html", context, status=status)


def perform(request, public_id, verb, **more):
    """Ask what the verb needs, or do it; what is not open any more says so."""
    found = overseen_case(request, public_id)
    if request.method != "POST":
        verb.move.verdict(request.user, found).require()
        return verb_page(request, found, verb, verb.form(), more)
    form = verb.form(request.POST)
    if not form.is_valid():
        return verb_page(request, found, verb, form, more)
    try:
        verb.make(found, by=request.user, **form.cleaned_data, **more)
    except PermissionDenied as refused:
        typed = [{"label": "Teks Anda", "value": form.cleaned_data["text"]}]
        fresh = overseen_case(request, public_id)
        return page(request, fresh, refusal=str(refused), typed=typed)
    messages.success(request, verb.done)
    return redirect("declarations:oversight", public_id=public_id)


def verb_page(request, found, verb, form, more):
    context = {
        "case": found,
        "verb": verb,
        "title": verb.move.label,
        "form": form,
        "question": more.get("question"),
    }
    return render(request, "declarations/oversight_verb.html", context)


@form_page
def comment(request, public_id):
    return perform(request, public_id, COMMENT)


@form_page
def inquire(request, public_id):
    return perform(request, public_id, INQUIRE)


@form_page
def respond(request, public_id, note_id):
    """Only an inquiry of this very case; what it asks stands above the form."""
    found = overseen_case(request, public_id)
    questions = found.notes.filter(kind=NoteKind.QUESTION)
    question = get_object_or_404(questions, public_id=note_id)
    return perform(request, public_id, RESPOND, question=question)


@form_page
def reconsider(request, public_id):
    return perform(request, public_id, RECONSIDER)


@form_page
def uphold(request, public_id):
    return perform(request, public_id, UPHOLD)


@form_page
def escalate(request, public_id):
    return perform(request, public_id, ESCALATE)


@form_page
def monitor(request, public_id):
    return perform(request, public_id, MONITOR)


@form_page
def end(request, public_id):
    return perform(request, public_id, END)


@require_POST
def remind(request, public_id):
    found = overseen_case(request, public_id)
    try:
        workflow.remind(found, by=request.user)
    except PermissionDenied as refused:
        fresh = overseen_case(request, public_id)
        return page(request, fresh, refusal=str(refused))
    messages.success(request, "Penelaah sudah diingatkan.")
    return redirect("declarations:oversight", public_id=public_id)
