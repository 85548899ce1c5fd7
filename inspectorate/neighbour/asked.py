"""Private questions of people in Kudus: one answered, one waiting at the desk."""

from declarations.advisers import desks_for
from declarations.models import Consultation, Desk
from declarations.workflow import consultations
from personnel.demonstration import NEIGHBOUR, Offices
from personnel.models import Tenure


def build(offices: Offices) -> None:
    press = offices.holder(NEIGHBOUR, "press")
    answered = ask(
        press,
        Desk.P3K2,
        subject="Honor sebagai narasumber",
        text=(
            "Saya diminta menjadi narasumber pada acara sekolah adik saya, dengan "
            "honor. Apakah hal ini perlu saya nyatakan?"
        ),
    )
    adviser = offices.neighbour_adviser.user
    consultations.take(answered, by=adviser)
    consultations.note_reading(answered, by=adviser)
    consultations.write(
        answered,
        by=adviser,
        text=(
            "Bila acara itu tidak berkaitan dengan tugas Anda, cukup dicatat pada "
            "Daftar Kepentingan Pribadi bagian C. Bila sekolah itu mitra sosialisasi, "
            "nyatakan sebagai potensi."
        ),
    )
    ask(
        offices.holder(NEIGHBOUR, "member_3"),
        Desk.P3K2,
        subject="Keluarga pengurus yayasan",
        text=(
            "Mertua saya pengurus yayasan yang meminjamkan aula untuk sosialisasi. "
            "Apakah saya boleh ikut menetapkan tempatnya?"
        ),
    )


def ask(tenure: Tenure, desk: Desk, *, subject: str, text: str) -> Consultation:
    to = next(one for one in desks_for(tenure.user) if one.desk == desk)
    return consultations.ask(by=tenure.user, to=to, subject=subject, text=text)
