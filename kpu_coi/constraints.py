from django.db import models
from django.db.models import Q


def all_or_none(*fields: str, name: str) -> models.CheckConstraint:
    """The fields are filled in together or not at all: who did it, and when."""
    filled = Q(**{f"{field}__isnull": False for field in fields})
    empty = Q(**{f"{field}__isnull": True for field in fields})
    return models.CheckConstraint(condition=filled | empty, name=name)


def known(field: str, choices: type[models.TextChoices], name: str):
    """The database refuses a word that is not among the choices."""
    return models.CheckConstraint(
        condition=Q(**{f"{field}__in": choices.values}), name=name
    )
