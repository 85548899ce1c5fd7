"""What is told when a FREE statement is signed or withdrawn: number, unit and date."""

from django.urls import reverse

from declarations.models import Statement
from kpu_coi.dates import waktu
from notifications.inbox import tell
from personnel.models import Tenure


def free_signed(statement: Statement, superior: Tenure | None) -> None:
    """The superior learns of it and has nothing to examine."""
    tell_superior(
        superior,
        statement,
        "Pernyataan bebas ditandatangani",
        "Pemberitahuan, tanpa penelaahan. Tidak ada yang perlu Anda kerjakan.",
    )


def free_withdrawn(statement: Statement, superior: Tenure | None) -> None:
    tell_superior(
        superior,
        statement,
        "Pernyataan bebas dicabut",
        "Pembuatnya akan menyampaikan pernyataan baru. Tidak ada yang perlu Anda "
        "kerjakan.",
    )


def tell_superior(
    superior: Tenure | None, statement: Statement, subject: str, body: str
) -> None:
    if superior is None:
        return
    unit = statement.unit
    at = waktu(statement.signed_at, unit.timezone, unit.tz_abbr)
    tell(
        superior.user,
        f"{subject}: {statement.number}",
        path=reverse("notifications:inbox"),
        about=f"statement:{statement.pk}",
        body=f"{statement.declarant.name}, {unit.name}, {at}. {body}",
    )
