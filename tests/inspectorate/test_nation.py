from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from django.utils import timezone

from audit.proof import prove
from declarations.content import preview_of
from declarations.models import Kind, Obligation, Statement
from declarations.workflow import campaigns, ladder
from declarations.workflow import statements as moves
from declarations.workflow.many import Signing, sign_free
from inspectorate import nation as figures
from inspectorate.invariants import breaches
from personnel import nation
from personnel.bulk_trees import plant_all
from personnel.demonstration import NotATrial
from personnel.models import Grant, Position, Tenure, Unit, User
from personnel.standard_trees import plant, standard_tree
from personnel.without_superior import people_without_superior
from tests.factories import make_campaign, make_region
from tests.personnel.factories import make_unit

JAKARTA = ZoneInfo("Asia/Jakarta")

pytestmark = pytest.mark.django_db


@pytest.fixture
def units():
    """KPU RI, a province and two of its regencies, none with posts."""
    for code in ("II", "III", "I"):
        make_region(code)
    return [
        make_unit("33.21"),
        make_unit("33.22", "KPU Kabupaten Semarang"),
        make_unit("33"),
        make_unit("00"),
    ]


def people(campaign, unit):
    found = Obligation.objects.filter(campaign=campaign, unit=unit)
    return found.select_related(
        "user", "campaign__template", "tenure__user", "tenure__position__unit"
    )


def test_posts_planted_together_are_those_planted_one_by_one(units):
    ordered = sorted(units, key=lambda unit: (len(unit.code), unit.code))
    for unit in ordered:
        plant(unit, standard_tree(unit))
    one_by_one = drawn()
    Position.objects.update(superior=None, other_line=None)
    Position.objects.all().delete()

    plant_all(Unit.objects.select_related("parent"), standard_tree)

    assert drawn() == one_by_one


def drawn():
    """Every post with the two above it."""

    def name(post):
        return post and (post.unit.code, post.title, post.section)

    posts = Position.objects.select_related(
        "unit", "superior__unit", "other_line__unit"
    )
    return {(name(post), name(post.superior), name(post.other_line)) for post in posts}


def test_every_unit_gets_its_people_once_and_nobody_lacks_a_superior(units):
    made = nation.build("!")

    assert made == User.objects.count() == Tenure.objects.count()
    assert 80 < made < 160
    assert nation.build("!") == 0
    assert people_without_superior(Unit.objects.all(), timezone.localdate()) == []
    for user in User.objects.all():
        user.password = "!"
        user.full_clean(exclude=["password"])
    assert Grant.objects.filter(role="COMPLAINT_OFFICER").count() >= 2
    assert units[2].oversight.region.code == "II"


@pytest.mark.rule(2, 8, 30, 65)
def test_statements_signed_together_hold_as_those_signed_alone(units):
    nation.build("!")
    campaign = make_campaign(units[3], cascade=True)
    began = timezone.now() - timedelta(hours=3)
    everybody = [*people(campaign, units[0]), *people(campaign, units[2])]
    signings = [
        [Signing(obligation, began + timedelta(minutes=place))]
        for place, obligation in enumerate(everybody)
    ]

    assert sign_free(signings, address="127.0.0.1") == len(everybody)

    assert list(breaches()) == []
    assert prove().streams >= len(everybody)
    assert not people(campaign, units[0]).unmet().exists()
    assert people(campaign, units[1]).unmet().count() > 20
    numbers = Statement.objects.filter(unit=units[0]).order_by("signed_at")
    sequence = [
        number.split("/")[0] for number in numbers.values_list("number", flat=True)
    ]
    assert sequence == [f"{place:04}" for place in range(1, len(sequence) + 1)]


def test_what_is_signed_together_is_the_text_that_the_page_shows(units):
    nation.build("!")
    campaign = make_campaign(units[3], cascade=True)
    obligation = people(campaign, units[0]).get(tenure__position__title="Pengemudi")
    draft = moves.start(obligation.user, Kind.FREE, tenure=obligation.tenure)
    preview = preview_of(Statement.objects.with_declarant().get(pk=draft.pk))
    moves.discard(draft, by=obligation.user)

    sign_free([[Signing(obligation, timezone.now())]], address="127.0.0.1")

    signed = Statement.objects.get(declarant=obligation.user)
    assert signed.read_content() == preview.content
    assert signed.content_hash == preview.content_hash


def test_outside_a_trial_no_nation_is_made(settings):
    settings.TRIAL = False

    with pytest.raises(NotATrial):
        figures.build_nation()


def test_newcomers_owe_the_campaign_that_is_already_open(units):
    campaign = make_campaign(units[3], cascade=True)
    nation.build("!")

    figures.oblige_newcomers(campaign)
    figures.oblige_newcomers(campaign)

    roll = campaigns.roll_of(units[3], timezone.localdate(), cascade=True)
    assert (
        campaign.obligations.count()
        == len(roll)
        == User.objects.exclude(tenures=None).count()
    )


def test_the_worker_has_nothing_old_to_tell_a_nation(units):
    nation.build("!")
    today = timezone.localdate()
    past, now = (
        make_campaign(
            units[3], cascade=True, starts_on=due - timedelta(days=30), due_on=due
        )
        for due in (today - timedelta(days=400), today + timedelta(days=2))
    )
    assert past.obligations.count() == now.obligations.count() > 10

    figures.settle([past, now])
    figures.settle([past, now])

    assert ladder.tell_begun() == 0
    assert ladder.remind_due() == 0
    assert {owed.steps.get().kind for owed in past.obligations.all()} == {"REMINDER"}
    assert not now.obligations.exclude(steps=None).exists()


@pytest.mark.rule(3, 8, 30, 65)
def test_who_signs_year_after_year_replaces_what_he_signed_before(units):
    nation.build("!")
    earlier, now = (
        make_campaign(units[3], cascade=True, starts_on=day, due_on=day)
        for day in (date(2025, 3, 3), date(2026, 3, 2))
    )
    histories = [
        [
            Signing(owed, datetime(year, 3, 3, 9, place, tzinfo=JAKARTA))
            for year, owed in both
        ]
        for place, both in enumerate(
            zip_years(people(earlier, units[0]), people(now, units[0]))
        )
    ]

    sign_free(histories, address="127.0.0.1")

    assert list(breaches()) == []
    prove()
    for old in Statement.objects.filter(signed_at__year=2025):
        successor = old.superseded_by
        assert (old.status, old.document.standing) == ("SUPERSEDED", "SUPERSEDED")
        assert old.ended_at == successor.signed_at
        assert old.number.endswith("/III/2025")
        assert successor.number.endswith("/III/2026")
    assert not people(earlier, units[0]).unmet().exists()


def at_nine(year, minute):
    return datetime(year, 3, 3, 9, minute, tzinfo=JAKARTA)


def zip_years(earlier, now):
    """The two obligations of each person, with their years."""
    later = {owed.user_id: owed for owed in now}
    return [[(2025, owed), (2026, later[owed.user_id])] for owed in earlier]
