"""
The one place where a roster meets the NIK that the roll holds, sealed.

Whoever has no NIP is told from others by it. `holders` and `keep` are all that the
rest of the rosters knows of it.
"""

from collections.abc import Collection, Mapping

from personnel.models import User
from personnel.people import nik_key, set_nik

AT_ONCE = 1_000


def holders(niks: Collection[str]) -> dict[str, int]:
    """The id of the person by each NIK that the roll knows."""
    if not niks:
        return {}
    keys = {nik_key(nik): nik for nik in niks}
    found = User.objects.filter(nik_key__in=keys).values_list("nik_key", "pk")
    return {keys[key]: pk for key, pk in found if key}


def keep(by_person: Mapping[int, str]) -> list[int]:
    """
    Seal the NIK of each person, by the id, where none is known yet; tells of whom.

    One that is known is left alone: a different one is a correction of the person.
    """
    people = list(User.objects.filter(pk__in=by_person, nik_key=None))
    for user in people:
        set_nik(user, by_person[user.pk])
    User.objects.bulk_update(people, ["nik_sealed", "nik_key"], batch_size=AT_ONCE)
    return [user.pk for user in people]
