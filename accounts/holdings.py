"""What is held about a person's account: that there is one, and when it was used."""

from kpu_coi.dates import ZONES, waktu
from kpu_coi.holdings import LEGAL_DUTY, Fact, Group, Holding


def held(user, most: int | None) -> Holding:
    facts = [
        Fact("Nama akun", user.employee_number),
        Fact("Akun dibuat", moment(user.joined_at)),
        Fact("Terakhir masuk", moment(user.last_login)),
        Fact("Keadaan", "Aktif" if user.is_active else "Tidak aktif"),
        Fact("Kata sandi", password_words(user)),
    ]
    account = Group(
        code="akun",
        title="Akun",
        purpose="Memastikan bahwa yang masuk dan menandatangani benar Anda",
        basis=LEGAL_DUTY,
        retention="Selama akun ada; sesi terhapus saat Anda keluar",
        recipients="Tidak ada; administrator melihat apakah akun aktif",
        facts=tuple(facts),
    )
    return Holding(groups=[account])


def moment(when) -> str:
    return waktu(when, ZONES["WIB"], "WIB") if when else "Belum pernah"


def password_words(user) -> str:
    if not user.has_usable_password():
        return "Belum ditetapkan"
    return "Tersimpan sebagai sidik; kata sandinya sendiri tidak tersimpan"
