"""Who is told of what follows from a decision: numbers, units and dates."""

from declarations.models import Case, Control, Order, PastReview
from declarations.notices.cases import (
    copy_readers,
    tell_all,
    tell_declarant,
    tell_desk,
    tell_one,
)
from kpu_coi.dates import hari_tanggal

ANEW = (
    "Perkara selesai. Bila Anda diminta menyatakan lagi, Anda dapat menandatangani "
    "pernyataan bebas selama tidak ada keadaan lain."
)


def tell_ordered(case: Case, order: Order) -> None:
    tell_one(case, case.person, f"Perintah penanganan {order} menunggu Anda", by(order))
    tell_all(case, copy_readers(case), f"Perintah penanganan {order} ditandatangani")


def by(order: Order) -> str:
    return f"Baca dan terima paling lambat {hari_tanggal(order.due_on)}."


def tell_acknowledged(case: Case, order: Order) -> None:
    tell_desk(case, f"Perintah penanganan {order} sudah diterima")


def tell_unacknowledged(case: Case, order: Order) -> None:
    """The days of the order have passed: both are reminded."""
    tell_declarant(case, f"Perintah penanganan {order} belum Anda terima")
    tell_desk(case, f"Perintah penanganan {order} belum diterima", by(order))


def tell_reported(case: Case, control: Control) -> None:
    subject = f"Laporan pelaksanaan pengendalian {control.order} atas {case}"
    tell_desk(case, subject)


def tell_rechecked(case: Case, control: Control) -> None:
    tell_declarant(case, f"Pengendalian {control.order} atas {case} sudah ditinjau")


def tell_ended(case: Case, control: Control) -> None:
    tell_declarant(case, f"Pengendalian {control.order} atas {case} berakhir")


def tell_control_due(case: Case, control: Control) -> None:
    tell_desk(
        case,
        f"Tinjau pengendalian {control.order} atas {case}",
        f"Tanggal peninjauannya {hari_tanggal(control.review_on)}.",
    )


def tell_confirmed(case: Case) -> None:
    """That he has confirmed, not what: an e-mail carries no content."""
    tell_desk(case, f"Konfirmasi keadaan dalam {case} sudah masuk")


def tell_past_due(case: Case, review: PastReview) -> None:
    tell_desk(
        case,
        f"Tinjau keputusan terdahulu dalam {case}",
        f"Catat hasilnya paling lambat {hari_tanggal(review.due_on)}.",
    )


def tell_past_reviewed(case: Case) -> None:
    subject = f"Hasil peninjauan keputusan terdahulu dalam {case} dicatat"
    tell_declarant(case, subject)
    tell_all(case, copy_readers(case), subject)


def tell_announced(case: Case) -> None:
    subject = f"Pernyataan terbuka atas {case} dicatat"
    tell_desk(case, subject)
    tell_all(case, copy_readers(case), subject)


def tell_referred(case: Case) -> None:
    """That there is something to read, not where he was referred to."""
    tell_declarant(case, f"Rujukan atas {case} dicatat")


def tell_referral_result(case: Case) -> None:
    tell_declarant(case, f"Hasil rujukan atas {case} dicatat")


def tell_closed(case: Case) -> None:
    tell_one(case, case.person, f"Perkara {case} ditutup", ANEW)
    tell_all(case, copy_readers(case), f"Perkara {case} ditutup")
