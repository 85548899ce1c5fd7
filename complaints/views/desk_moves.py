from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django.core.exceptions import PermissionDenied
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST

from complaints.desk_page import identity_rows
from complaints.forms import desk as forms
from complaints.models import Complaint
from complaints.views.desk import complaint_page, visible_complaint
from complaints.workflow import acts, desk, moves
from personnel.models import Tenure

form_page = require_http_methods(["GET", "HEAD", "POST"])


@dataclass(frozen=True)
class Verb:
    """A verb with a form: when it is open, what is asked, and what it does."""

    gate: Any
    form: type[forms.DeskForm]
    make: Callable[..., Any]
    title: str
    lead: str
    button: str
    more: Callable[[Complaint], dict] = lambda complaint: {}


def people_around(complaint):
    """Those who could be related: of the accused's unit, and of the desk's."""
    units = {complaint.accused_unit_id, complaint.handling_unit_id}
    held = Tenure.objects.in_force(timezone.localdate())
    held = held.filter(position__unit__in=units).select_related("user", "position")
    return {"people": list(held.order_by("user__name", "pk"))}


def forward_anywhere(complaint, *, by, **facts):
    if "unit" in facts:
        return desk.forward_within(complaint, by=by, **facts)
    return desk.forward_out(complaint, by=by, **facts)


ASK = Verb(
    moves.ASK,
    forms.AskForm,
    desk.ask,
    "Minta pengadu melengkapi",
    "Pengadu mendapat surat dan 30 hari untuk menjawab. Batas waktu kantor berhenti "
    "selama menunggu.",
    "Kirim permintaan",
)
REFUSE = Verb(
    moves.REFUSE,
    forms.RefuseForm,
    desk.refuse,
    "Nyatakan tidak memenuhi syarat",
    "Pengadu mendapat surat dengan alasan Anda, lalu pengaduan ditutup.",
    "Kirim surat dan tutup",
)
ASSESS = Verb(
    moves.ASSESS,
    forms.AssessForm,
    desk.assess,
    "Nyatakan lengkap dan telaah",
    "Mulai saat ini batas waktu penyelesaian dihitung.",
    "Simpan penilaian",
)
FORWARD = Verb(
    moves.FORWARD,
    forms.ForwardForm,
    forward_anywhere,
    "Teruskan pengaduan",
    "Di dalam KPU pengaduan pindah ke meja di atas Anda dan mendapat nomor di sana. "
    "Ke kantor lain, pengaduan ditutup di sini.",
    "Teruskan",
    lambda complaint: {"destinations": desk.destinations(complaint)},
)
HEAR = Verb(
    acts.HEAR,
    forms.HearForm,
    acts.hear,
    "Catat klarifikasi",
    "Siapa didengar, kapan, di mana, dan apa yang diterangkan.",
    "Simpan catatan",
)
PLENARY = Verb(
    moves.TO_PLENARY,
    forms.PlenaryForm,
    desk.refer_to_plenary,
    "Bawa ke rapat pleno",
    "Pemeriksaan selesai; rapat pleno memutus berdasarkan kesimpulan Anda.",
    "Bawa ke rapat pleno",
)
PROVE = Verb(
    moves.CLOSE_PROVEN,
    forms.ProvenForm,
    desk.close,
    "Tutup sebagai terbukti",
    "Pengadu segera mendapat surat dengan hasilnya. Tidak dapat dibatalkan.",
    "Kirim hasil dan tutup",
)
UNPROVE = Verb(
    moves.CLOSE_UNPROVEN,
    forms.UnprovenForm,
    desk.close,
    "Tutup sebagai tidak terbukti",
    "Pengadu segera mendapat surat dengan hasilnya. Tidak dapat dibatalkan.",
    "Kirim hasil dan tutup",
)
RELATE = Verb(
    acts.RELATE,
    forms.RelateForm,
    acts.relate,
    "Catat orang yang terkait",
    "Orang yang ternyata terkait tidak boleh tahu pengaduan ini ada.",
    "Tutup aksesnya",
    people_around,
)
TICKET = Verb(
    acts.NOTE_TICKET,
    forms.TicketForm,
    acts.note_ticket,
    "Catat nomor laporan",
    "Nomor yang diberikan kantor tujuan atas pengaduan ini.",
    "Simpan dan beri tahu pengadu",
)
DISCLOSE = Verb(
    acts.DISCLOSE,
    forms.DiscloseForm,
    acts.disclose,
    "Buka identitas pengadu",
    "Pengadu meminta namanya dirahasiakan. Buka hanya bila penanganan tidak mungkin "
    "tanpanya.",
    "Buka identitas",
)


def perform(request, public_id, verb):
    """Ask what the verb needs, or do it; what is not open any more says so."""
    found = visible_complaint(request, public_id)
    verb.gate.rule(request.user, found).require()
    if refused := verb.gate.verdict(request.user, found).refusal:
        return complaint_page(request, found, refusal=refused, typed=typed_in(request))
    data = request.POST if request.method == "POST" else None
    form = verb.form(data, complaint=found, **verb.more(found))
    if data is None or not form.is_valid():
        return verb_page(request, found, verb, form)
    try:
        verb.make(found, by=request.user, **form.facts)
    except PermissionDenied as refused:
        return refused_page(request, public_id, refused)
    return after(found, request.user)


def verb_page(request, found, verb, form, **more):
    context = {"complaint": found, "verb": verb, "form": form, **more}
    return render(request, "complaints/desk_verb.html", context)


def refused_page(request, public_id, refused):
    """The complaint as it is now, why it was refused, and what had been typed."""
    found = visible_complaint(request, public_id)
    typed = typed_in(request)
    return complaint_page(request, found, refusal=str(refused), typed=typed)


LONG_TEXTS = {
    "question": "Apa yang perlu dilengkapi",
    "reason": "Alasan",
    "words": "Hasil",
    "minutes": "Notula",
    "conclusion": "Kesimpulan",
    "body": "Pesan",
}


def typed_in(request):
    return [
        {"label": label, "value": request.POST[name]}
        for name, label in LONG_TEXTS.items()
        if request.POST.get(name)
    ]


def after(found, user):
    """To the complaint, or to the list where it has left the person's sight."""
    if Complaint.objects.visible_to(user).filter(pk=found.pk).exists():
        return redirect(found)
    return redirect("complaints:desk")


@form_page
@never_cache
def ask(request, public_id):
    return perform(request, public_id, ASK)


@form_page
@never_cache
def refuse(request, public_id):
    return perform(request, public_id, REFUSE)


@form_page
@never_cache
def assess(request, public_id):
    return perform(request, public_id, ASSESS)


@form_page
@never_cache
def forward(request, public_id):
    return perform(request, public_id, FORWARD)


@form_page
@never_cache
def hear(request, public_id):
    return perform(request, public_id, HEAR)


@form_page
@never_cache
def plenary(request, public_id):
    return perform(request, public_id, PLENARY)


@form_page
@never_cache
def prove(request, public_id):
    return perform(request, public_id, PROVE)


@form_page
@never_cache
def unprove(request, public_id):
    return perform(request, public_id, UNPROVE)


@form_page
@never_cache
def relate(request, public_id):
    return perform(request, public_id, RELATE)


@form_page
@never_cache
def ticket(request, public_id):
    return perform(request, public_id, TICKET)


@form_page
@never_cache
def disclose(request, public_id):
    """Shows it in the answer to the POST alone: looking again is opening again."""
    found = visible_complaint(request, public_id)
    DISCLOSE.gate.rule(request.user, found).require()
    if request.method != "POST":
        return perform(request, public_id, DISCLOSE)
    form = forms.DiscloseForm(request.POST, complaint=found)
    if not form.is_valid():
        return verb_page(request, found, DISCLOSE, form)
    try:
        told = acts.disclose(found, by=request.user, **form.facts)
    except PermissionDenied as refused:
        return refused_page(request, public_id, refused)
    return verb_page(request, found, DISCLOSE, None, identity=identity_rows(told))


def at_once(request, public_id, gate, make):
    """A verb that asks nothing: one press."""
    found = visible_complaint(request, public_id)
    gate.rule(request.user, found).require()
    try:
        make(found, by=request.user)
    except PermissionDenied as refused:
        return refused_page(request, public_id, refused)
    return redirect(found)


@require_POST
def verify(request, public_id):
    return at_once(request, public_id, moves.VERIFY, desk.verify)


@require_POST
def examine(request, public_id):
    return at_once(request, public_id, moves.EXAMINE, desk.examine)


@require_POST
def archive(request, public_id):
    return at_once(request, public_id, moves.ARCHIVE, desk.archive)


@require_POST
def take_over(request, public_id):
    return at_once(request, public_id, acts.TAKE_OVER, acts.take_over)


@require_POST
def write(request, public_id):
    found = visible_complaint(request, public_id)
    acts.WRITE.rule(request.user, found).require()
    form = forms.MessageForm(request.POST, complaint=found)
    if not form.is_valid():
        return complaint_page(request, found, message_form=form)
    try:
        acts.write(found, by=request.user, **form.facts)
    except PermissionDenied as refused:
        return refused_page(request, public_id, refused)
    return redirect(f"{found.get_absolute_url()}#pesan")
