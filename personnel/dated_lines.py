"""The two lines of a post on a day, as text for recursive queries."""


def line_on(day: str = "%s::date") -> str:
    """
    Joins `line (superior_id, other_line_id)`: that of the row `post` on a day.

    `day` is SQL: a column, or the place of a parameter.
    """
    return f"""
    CROSS JOIN LATERAL (
        SELECT dated.superior_id, dated.other_line_id FROM (
            SELECT superior_id, other_line_id, until FROM personnel_formerline
            WHERE position_id = post.id AND until > {day}
            UNION ALL
            SELECT post.superior_id, post.other_line_id, 'infinity'::date
        ) AS dated
        ORDER BY dated.until LIMIT 1
    ) AS line
    """  # noqa: S608 - the callers give constants


def up_on(day: str = "%s::date") -> str:
    """Joins `up (id)`: the posts on both lines of the row `post` on a day."""
    both = "unnest(ARRAY[line.superior_id, line.other_line_id])"
    return f"{line_on(day)} CROSS JOIN LATERAL {both} AS up (id)"
