"""Who is told that a waiting period began: its number and its last day."""

from django.urls import reverse

from declarations.models import CoolingOff
from kpu_coi.dates import hari_tanggal
from notifications.inbox import tell
from personnel.grants import who_has
from personnel.models import Role


def tell_begun(made: CoolingOff) -> None:
    """Whoever left, and who can print the notice for him."""
    path, about = reverse("declarations:cooling_offs"), f"cooling:{made.pk}"
    until = f"Masa tunggu berlaku sampai dengan {hari_tanggal(made.ends_on)}."
    if made.person.is_active:
        subject = "Masa tunggu Anda dimulai"
        tell(made.person, subject, path=path, about=about, body=until)
    for operator in who_has(Role.UNIT_OPERATOR, unit=made.unit):
        subject = f"Pemberitahuan masa tunggu {made.number} dapat dicetak"
        tell(operator, subject, path=path, about=about, body=until)
