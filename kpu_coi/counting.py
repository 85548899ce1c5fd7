"""Counting rows inside another query, so that many counts cost one."""

from typing import Any

from django.db.models import Count, IntegerField, QuerySet, Subquery, Value
from django.db.models.functions import Coalesce


def rows_in(rows: QuerySet[Any, Any]) -> Coalesce:
    """How many rows there are, as an expression; zero where there are none."""
    counted = rows.order_by().values(one=Value(1)).annotate(count=Count("*"))
    return Coalesce(Subquery(counted.values("count")), 0, output_field=IntegerField())
