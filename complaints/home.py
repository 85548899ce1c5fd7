"""What complaints bring to Beranda and to the menu of who handles or reads them."""

from django.urls import reverse_lazy

from complaints.models import Complaint, Status
from kpu_coi.home import Duty, HomePart
from kpu_coi.navigation import Place
from personnel.grants import has_grant, regions_of, units_of
from personnel.models import Role

SHOWN = 20
TITLES = {
    Status.RECEIVED: "Verifikasi pengaduan baru",
    Status.VERIFYING: "Periksa kelengkapan pengaduan",
    Status.ASSESSED: "Telaah pengaduan",
    Status.EXAMINING: "Periksa pengaduan",
    Status.PLENARY: "Catat putusan rapat pleno",
}


def has_own_desk(user):
    """Whether that person handles complaints."""
    officer = units_of(user, Role.COMPLAINT_OFFICER)
    return bool(officer) or has_grant(user, Role.CHIEF_INSPECTOR)


def works_at_a_desk(user):
    """Whether complaints can reach that person at all, to handle or to know of."""
    if has_own_desk(user):
        return True
    return bool(regions_of(user) or units_of(user, Role.PLENARY_VIEWER))


def places(user):
    if not works_at_a_desk(user):
        return []
    waiting = Complaint.objects.handled_by(user).working()
    return [Place("Pengaduan", reverse_lazy("complaints:desk"), count=waiting)]


def home(user):
    if not works_at_a_desk(user):
        return HomePart()
    rows = Complaint.objects.handled_by(user).open().with_units().with_pending()
    rows = list(rows.order_by("due_on", "pk")[:SHOWN])
    return HomePart(
        duties=[duty(one) for one in rows if one.status != Status.INCOMPLETE],
        waiting=[waits(one) for one in rows if one.status == Status.INCOMPLETE],
    )


def lines(complaint):
    return (f"{complaint.get_category_display()}, {complaint.number}",)


def duty(complaint):
    return Duty(
        title=TITLES[complaint.status],
        url=complaint.get_absolute_url(),
        lines=lines(complaint),
        due=complaint.due,
    )


def waits(complaint):
    return Duty(
        title="Kelengkapan dari pengadu",
        url=complaint.get_absolute_url(),
        lines=lines(complaint),
        due=complaint.due,
        waiting_tag=("warn", "Menunggu pengadu"),
    )
