"""Conditions as columns, to be shown or to order by."""

from django.db.models import BooleanField, ExpressionWrapper, Q


def truth_of(condition: Q) -> ExpressionWrapper:
    """Whether a row meets the condition; what does not comes first in order."""
    return ExpressionWrapper(condition, output_field=BooleanField())
