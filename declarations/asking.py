"""What a campaign asks for, in the words of a duty, and where that is begun."""

from django.urls import reverse

from declarations.models import Asks

DUTIES = {
    Asks.STATEMENT: "Tanda tangani pernyataan",
    Asks.INTEREST_LIST: "Isi Daftar Kepentingan Pribadi",
    Asks.INTEGRITY_PACT: "Tanda tangani Pakta Integritas",
}
PAGES = {
    Asks.STATEMENT: "declarations:begin",
    Asks.INTEREST_LIST: "declarations:list",
    Asks.INTEGRITY_PACT: "declarations:pact",
}
MOVED = "Buat pernyataan di satker baru"


def duty_of(campaign) -> str:
    """As "Tanda tangani pernyataan: Deklarasi tahunan 2026"."""
    if campaign is None:
        return MOVED
    return f"{DUTIES[Asks(campaign.asks)]}: {campaign.name}"


def begin_url(asks: str = Asks.STATEMENT) -> str:
    """Where what is asked for is begun."""
    return reverse(PAGES[Asks(asks)])
