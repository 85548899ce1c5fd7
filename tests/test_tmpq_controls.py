import pytest
from tests import test_queries as q

pytestmark = pytest.mark.django_db
MINE = [
    p
    for p in q.PAGES
    if p[0]
    in (
        "declarations:controls",
        "declarations:referrals",
        "declarations:case_controls",
        "declarations:case_control",
        "declarations:order",
        "home",
        "declarations:case",
    )
]


def test_mine(monkeypatch):
    monkeypatch.setattr(q, "PAGES", MINE)
    monkeypatch.setattr(q.memory, "KEEP_SECONDS", 3600)
    world = q.build_world()
    few = q.asked_by(world)
    q.add_rows(world)
    many = q.asked_by(world)
    print(many)
    assert {k: v for k, v in many.items() if v > 12} == {}
    assert few == many
