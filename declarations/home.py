"""What statements bring to Beranda and to the menu."""

from django.urls import reverse
from django.utils import timezone

from deadlines.calendar import working_days_left
from deadlines.clocks import WORKING_DAY, Due
from declarations.asking import begin_url, duty_of
from declarations.models import Asks, Obligation, Statement
from kpu_coi.dates import tanggal, waktu
from kpu_coi.home import Action, Duty, HomePart
from kpu_coi.navigation import Place

BASIS = "Tenggat kampanye"
DRAFTS = {
    Asks.STATEMENT: "pernyataan",
    Asks.INTEREST_LIST: "Daftar Kepentingan Pribadi",
    Asks.INTEGRITY_PACT: "Pakta Integritas",
}


def places(user):
    """Everybody who signs in may have to declare."""
    return [Place("Pernyataan saya", reverse("declarations:statements"))]


def home(user):
    own = Statement.objects.visible_to(user).with_paper().drafts_and_free_in_force()
    drafts = [statement for statement in own if statement.is_draft]
    in_force = next((signed for signed in own if not signed.is_draft), None)
    owed = Obligation.objects.of(user).unmet().running_on(timezone.localdate())
    duties = [owed_duty(obligation, drafts) for obligation in owed.with_ladder()]
    if not duties:
        duties = [draft_duty(draft) for draft in drafts]
    return HomePart(
        duties=duties,
        asides=[("declarations/_home_aside.html", {"statement": in_force})],
        actions=[Action("Buat pernyataan", reverse("declarations:begin"))],
    )


def owed_duty(obligation, drafts):
    """Sign, by the campaign's last day if one asks; a draft is gone on with."""
    campaign, unit = obligation.campaign, obligation.unit
    lines = [unit.name]
    if warned := getattr(obligation, "warned_on", None):
        lines.append(f"Surat peringatan {tanggal(warned)}: baca di Pernyataan saya")
    url = begin_url(obligation.asks)
    fitting = [one for one in drafts if Asks.met_by(one.kind) == obligation.asks]
    if fitting:
        lines.append(saved_words(fitting[0]))
        url = fitting[0].continue_url
    return Duty(
        title=duty_of(campaign),
        url=url,
        lines=tuple(lines),
        due=campaign_due(obligation) if campaign else None,
    )


def draft_duty(draft):
    return Duty(
        title=f"Selesaikan draf {DRAFTS[Asks.met_by(draft.kind)]} Anda",
        url=draft.continue_url,
        lines=(saved_words(draft),),
    )


def saved_words(draft):
    unit = draft.unit
    return f"Draf tersimpan {waktu(draft.saved_at, unit.timezone, unit.tz_abbr)}"


def campaign_due(obligation):
    """The last day of this person, with the working days left as any deadline has."""
    campaign, unit = obligation.campaign, obligation.unit
    amount = campaign.working_days or working_days_left(
        campaign.starts_on, obligation.due_on, unit.code
    )
    return Due(
        on=obligation.due_on,
        amount=amount,
        unit=WORKING_DAY,
        legal_basis=BASIS,
        rule_code="campaign",
        zone_abbr=unit.tz_abbr,
        unit_code=unit.code,
    )
