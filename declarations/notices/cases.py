"""Who is told what about a case: numbers, units and dates, never its content."""

from collections.abc import Iterable

from declarations.models import Case, Copy, CopyKind
from kpu_coi import vault
from kpu_coi.dates import hari_tanggal
from notifications.inbox import tell
from personnel.grants import who_has
from personnel.lines import holder_of
from personnel.models import Role, User


def tell_received(case):
    """The reviewer, or who must choose one, and whoever gets a copy."""
    if case.initiated_by_id:
        tell_opened(case)
    elif case.addressee is None and not case.to_plenary:
        tell_chief(case, f"Tunjuk penelaah untuk {case}")
    else:
        tell_reviewer(case)
    tell_all(case, copy_readers(case), f"Tembusan {case} diterima")


def tell_opened(case):
    """The person about whom his superior opened a case (rules 7 and 18)."""
    tell_one(
        case,
        case.person,
        f"Atasan Anda membuka perkara {case}",
        "Baca dan jawab pertanyaannya. Sampai ada putusan, Anda menghentikan sementara "
        "pengambilan keputusan atau tindakan pada perkara ini. Tenggat putusan "
        f"{hari_tanggal(case.due_on)}.",
    )


def tell_reviewer(case):
    """Whoever holds the addressed post today; for the plenary, who records it."""
    if case.to_plenary:
        tell_chief(case, f"Catat putusan Rapat Pleno atas {case}")
        return
    holder = case.reviewer
    if holder:
        tell_all(
            case,
            [holder.user],
            f"{called(case)} menunggu penelaahan Anda",
            f"Periksa dan putuskan paling lambat {hari_tanggal(case.due_on)}.",
        )


def tell_desk(case: Case, subject: str, body: str = "", *, path: str = ""):
    """Whoever reviews the case today; for the plenary who records for it."""
    if case.to_plenary:
        tell_chief(case, subject, body, path=path)
    elif case.reviewer:
        tell_all(case, [case.reviewer.user], subject, body, path=path)


def tell_chief(case: Case, subject: str, body: str = "", *, path: str = ""):
    """Until when to decide, while nothing is decided and nothing else is to be said."""
    if case.is_open and not body:
        body = f"Tenggat penelaahan {hari_tanggal(case.due_on)}."
    chiefs = who_has(Role.CHIEF_INSPECTOR, on=case.today)
    tell_all(case, chiefs, subject, body, path=path)


def tell_cancelled(case):
    holder = case.reviewer
    people = [holder.user] if holder else []
    subject = f"Pernyataan {case} dicabut oleh yang menyatakan"
    tell_all(case, [*people, *copy_readers(case)], subject)


def tell_asked(case):
    tell_declarant(case, f"Penelaah meminta klarifikasi atas {case}")


def tell_answered(case):
    tell_desk(case, f"Klarifikasi atas {case} sudah dijawab")


def tell_decided(case):
    tell_declarant(case, f"{called(case)} sudah diputuskan")
    tell_all(case, copy_readers(case), f"Putusan atas {case} sudah ditandatangani")


def called(case: Case) -> str:
    """A case without a statement is not called one."""
    return f"{'Pernyataan' if case.statement_id else 'Perkara'} {case}"


def tell_declarant(case, subject):
    tell_one(case, case.person, subject, "")


def tell_all(
    case: Case,
    people: Iterable[User],
    subject: str,
    body: str = "",
    *,
    path: str = "",
    about: str = "",
):
    """Each once; never the declarant, nor anybody who is kept out."""
    kept_out = case.kept_out_keys | {vault.person_key(case.person_id)}
    for person in {person.pk: person for person in people}.values():
        if vault.person_key(person.pk) not in kept_out:
            tell_one(case, person, subject, body, path=path, about=about)


def tell_one(case, person, subject, body, *, path="", about=""):
    path, about = path or case.get_absolute_url(), about or f"case:{case.pk}"
    tell(person, subject, path=path, about=about, body=body)


def copy_readers(case: Case, *, oversight: bool = False) -> list[User]:
    """Everybody who may read a copy of the case today, or the Inspektorat's alone."""
    copies = case.copies.select_related("region", "position")
    if oversight:
        copies = copies.exclude(kind=CopyKind.OTHER_LINE)
    readers: list[User] = []
    for copy in copies:
        readers += readers_of(copy, case.today)
    return readers


def readers_of(copy: Copy, on) -> list[User]:
    if copy.kind == CopyKind.OTHER_LINE:
        holder = holder_of(copy.position, on)
        return [holder.user] if holder else []
    if copy.kind == CopyKind.REGION:
        return [
            *who_has(Role.AUDITOR, region=copy.region, on=on),
            *who_has(Role.REGION_CHIEF, region=copy.region, on=on),
        ]
    return list(who_has(Role.CHIEF_INSPECTOR, on=on))
