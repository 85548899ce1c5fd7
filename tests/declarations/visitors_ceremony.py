"""What each visitor meets at ceremonies, packs and papers; see tests/visitors.py."""

from django.utils import timezone

from declarations.models import Ceremony, Pack
from declarations.workflow import ceremonies, packs
from tests.declarations.ceremony_factories import mark_on_paper, owed_by
from tests.factories import make_campaign
from tests.rows import only, posting, public


def campaign(world):
    return {"public_id": world.hall_campaign.public_id}


def ceremony(world):
    return {"code": world.ceremony.code}


def device(world):
    return ceremony(world) | {"pk": world.device.pk}


def unit(world):
    return campaign(world) | {"code": world.office.unit.code}


def ordering(world):
    return unit(world) | {"contents": "proofs"}


def pack(world):
    return unit(world) | {"pack_id": world.pack.public_id}


def owed(world):
    return unit(world) | {"pk": world.hall_owed.pk}


def marked(world):
    return unit(world) | {"pk": world.marked.pk}


KEEPERS = {"operator": 200, "organisation_admin": 200}
PRESSED = dict.fromkeys(KEEPERS, 302)
INSPECTORATE = {"auditor": 200, "chief_inspector": 200}
ON = {"declarant": 302, "superior": 302, "above": 302, "operator": 302}
ROUTES = {
    "declarations:ceremonies": only(campaign, **KEEPERS),
    "declarations:ceremony_start": posting(only(campaign, **KEEPERS)),
    "declarations:ceremony": only(ceremony, **KEEPERS),
    "declarations:ceremony_screen": only(ceremony, **KEEPERS),
    "declarations:release_device": posting(only(device, **PRESSED)),
    "declarations:share_device": posting(only(ceremony, **PRESSED)),
    "declarations:ceremony_end": posting(only(ceremony, **PRESSED)),
    # --- the entrance: whoever owes it goes on, others are told whom to ask ----------
    "declarations:ceremony_join": only(ceremony, rest=403, stranger=200, **ON),
    # --- only on a shared device ------------------------------------------------------
    "declarations:shared_device": public(404),
    "declarations:shared_device_leave": public(404),
    # --- the pack: proofs for the unit, statements for the Inspektorat ---------------
    "declarations:packs": only(unit, **KEEPERS, **INSPECTORATE),
    "declarations:pack_order": posting(only(ordering, **PRESSED)),
    "declarations:pack": only(pack, **KEEPERS),
    "declarations:pack_download": only(pack, **PRESSED),
    # --- paper: the operator, and the person about whom it was marked ----------------
    "declarations:paper_people": only(unit, **KEEPERS),
    "declarations:paper_mark": only(owed, **KEEPERS),
    "declarations:paper_set": only(owed, **KEEPERS),
    "declarations:paper_scan": only(marked, **KEEPERS),
    "declarations:on_paper": only(campaign, stranger=200),
    "declarations:paper_object": posting(only(campaign, stranger=302)),
    "declarations:paper_take_back": posting(only(marked, **PRESSED)),
}


def add_ceremony(world):
    """A campaign with its ceremony, a pack on its way, and somebody's paper."""
    office, operator = world.office, world.people["operator"]
    world.hall_campaign = make_campaign(office.unit, name="Deklarasi di aula")
    world.ceremony = ceremonies.start(
        world.hall_campaign, office.unit, title="Deklarasi", place="Aula", by=operator
    )
    world.device = ceremonies.share_device(world.ceremony, kind="Chrome", by=operator)
    world.pack = packs.order(world.hall_campaign, office.unit, "PROOFS", by=operator)
    world.hall_owed = owed_by(office.head.user, world.hall_campaign)
    world.marked = owed_by(world.people["stranger"], world.hall_campaign)
    mark_on_paper(world.marked, by=operator)


def rows_for_queries(campaign, unit, *, owed, marked, by):
    """The same things for the table of queries, by the names that it gives them."""
    held = ceremonies.start(campaign, unit, title="Deklarasi", place="Aula", by=by)
    of_unit = {"public_id": campaign.public_id, "code": unit.code}
    mark_on_paper(owed_by(marked, campaign), by=by)
    add_for_queries(campaign, unit, by=by)
    made = packs.order(campaign, unit, "PROOFS", by=by)
    return {
        "campaign": {"public_id": campaign.public_id},
        "ceremony": {"code": held.code},
        "campaign_unit": of_unit,
        "pack": of_unit | {"pack_id": made.public_id},
        "owed_paper": of_unit | {"pk": owed_by(owed, campaign).pk},
        "marked_paper": of_unit | {"pk": owed_by(marked, campaign).pk},
    }


def add_for_queries(campaign, unit, *, by):
    """More of all that these pages list: devices, packs, ceremonies, people."""
    now = timezone.now()
    Ceremony.objects.create(
        campaign=campaign,
        unit=unit,
        title="Gelombang lalu",
        place="Aula",
        opened_by=by,
        opened_at=now,
        ended_by=by,
        ended_at=now,
    )
    for held in Ceremony.objects.at_work().filter(campaign=campaign):
        ceremonies.share_device(held, kind="Chrome di Android", by=by)
    Pack.objects.create(
        campaign=campaign,
        unit=unit,
        contents="PROOFS",
        ordered_by=by,
        ordered_at=now,
        state="FAILED",
    )
