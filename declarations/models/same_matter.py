"""
Who cannot act in a case because of what it is about (rules 13 and 26).

`cases` is every case, `case` the one in question or a reference to it.
"""

PARTY_KEY = "named_matters__matter__people__person_key"


def conflicted(cases, case):
    """The ids of those who have an open conflict of their own on its matters."""
    others = cases.filter(suspended=True, named_matters__matter__named_in__case=case)
    return others.exclude(pk=case).order_by("person").values("person").distinct()


def matter_parties(cases, case):
    """The keys of those on whom its matters decide."""
    found = cases.filter(pk=case, **{f"{PARTY_KEY}__isnull": False})
    return found.order_by().values(PARTY_KEY)
