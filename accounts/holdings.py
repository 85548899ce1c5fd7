"""What is held about a person's account: how it is guarded, and where it is open."""

from accounts.models import Session
from kpu_coi.dates import ZONES, waktu
from kpu_coi.holdings import LEGAL_DUTY, Entry, Fact, Group, Holding, first_of

FACTORS = {
    "totp": "aplikasi kode",
    "webauthn": "kunci sandi",
    "recovery_codes": "kode cadangan",
}


def held(user, most: int | None) -> Holding:
    sessions = Session.objects.open_with_factors().filter(user=user)
    found, cut = first_of(sessions.order_by("-last_seen_at"), most)
    facts = [
        Fact("Nama akun", user.employee_number),
        Fact("Akun dibuat", moment(user.joined_at)),
        Fact("Terakhir masuk", moment(user.last_login)),
        Fact("Keadaan", "Aktif" if user.is_active else "Tidak aktif"),
        Fact("Kata sandi", password_words(user)),
        Fact("Pengaman kedua", factor_words(found)),
    ]
    account = Group(
        code="akun",
        title="Akun",
        purpose="Memastikan bahwa yang masuk dan menandatangani benar Anda",
        basis=LEGAL_DUTY,
        retention="Selama akun ada; sesi terhapus saat Anda keluar",
        recipients="Tidak ada; administrator melihat apakah akun aktif",
        facts=tuple(facts),
        entries=tuple(session_entry(session) for session in found),
        cut=cut,
    )
    return Holding(groups=[account])


def moment(when) -> str:
    return waktu(when, ZONES["WIB"], "WIB") if when else "Belum pernah"


def password_words(user) -> str:
    if not user.has_usable_password():
        return "Belum ditetapkan"
    return "Tersimpan sebagai sidik; kata sandinya sendiri tidak tersimpan"


def factor_words(sessions) -> str:
    """The kinds that are set up, read along with the sessions; sealed as they are."""
    kinds = {kind for session in sessions for kind in session.factors}
    words = [name for kind, name in FACTORS.items() if kind in kinds]
    return (
        f"{', '.join(words).capitalize()}; rahasianya tersegel"
        if words
        else "Tidak ada"
    )


def session_entry(session) -> Entry:
    how = f" dengan {session.get_opening_display()}" if session.opening else ""
    return Entry(
        session.device or "Peramban",
        (f"Masuk {moment(session.created_at)}{how}",),
        at=session.last_seen_at,
    )
