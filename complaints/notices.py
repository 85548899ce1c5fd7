"""
Who is told what about a complaint: numbers and dates, never its content.

Nobody is told who is kept out of the complaint: each recipient is checked anew.
"""

from django.utils import timezone

from complaints.models import Complaint, Desk, Status
from complaints.rules import keeps_out
from kpu_coi import queue
from kpu_coi.dates import hari_tanggal
from notifications.inbox import tell
from personnel.grants import who_has
from personnel.models import Role, User


def officers(complaint: Complaint) -> list[User]:
    """The people of the desk whom the complaint does not concern."""
    today = timezone.localdate()
    if complaint.desk == Desk.CHIEF_INSPECTOR:
        people = who_has(Role.CHIEF_INSPECTOR, on=today)
    else:
        people = who_has(Role.COMPLAINT_OFFICER, unit=complaint.handling_unit, on=today)
    return [person for person in people if keeps_out(person, complaint)]


def plenary_viewers(complaint: Complaint) -> list[User]:
    """Who prepares the Rapat Pleno of the unit, but for whom it concerns."""
    people = who_has(
        Role.PLENARY_VIEWER, unit=complaint.handling_unit, on=timezone.localdate()
    )
    return [person for person in people if keeps_out(person, complaint)]


def tell_received(complaint: Complaint) -> None:
    deadline = f"Jawaban pertama paling lambat {hari_tanggal(complaint.due_on)}."
    tell_all(
        complaint, officers(complaint), f"Pengaduan {complaint} diterima", deadline
    )
    if complaint.copied:
        queue.tell("inspectorate.complaint_received", complaint_id=complaint.pk)


def tell_written(complaint: Complaint) -> None:
    answered = complaint.status == Status.VERIFYING
    words = "dilengkapi atau ditambah" if answered else "mendapat pesan"
    tell_all(complaint, officers(complaint), f"Pengaduan {complaint} {words}")


def tell_withdrawn(complaint: Complaint) -> None:
    tell_all(complaint, officers(complaint), f"Pengaduan {complaint} dicabut pengadu")


def tell_forwarded(complaint: Complaint) -> None:
    """The desk above has it now; whoever handled it before knows."""
    first = complaint.promises.pending().order_by("due_on").first()
    deadline = f"Jawaban pertama paling lambat {hari_tanggal(first.due_on)}."
    tell_all(
        complaint,
        officers(complaint),
        f"Pengaduan {complaint} diteruskan kepada Anda",
        deadline,
    )


def tell_plenary(complaint: Complaint) -> None:
    subject = f"Pengaduan {complaint} menunggu rapat pleno"
    tell_all(complaint, plenary_viewers(complaint), subject)


def tell_lapsed(complaint: Complaint) -> None:
    subject = f"Pengaduan {complaint} dianggap dicabut"
    tell_all(complaint, officers(complaint), subject)


def tell_all(complaint: Complaint, people: list[User], subject: str, body="") -> None:
    for person in people:
        tell(
            person,
            subject,
            path=complaint.get_absolute_url(),
            about=f"complaint:{complaint.pk}",
            body=body,
        )
