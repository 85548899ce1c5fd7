"""Looks for a word of a statement in everything that the house keeps."""

import psycopg
from psycopg import sql


def places_with(word: str, site) -> list[str]:
    """Where a word of a statement can be read: rows, files, logs, mails."""
    forms = [word.encode(), word.encode().hex().encode(), word.encode("utf-16-le")]
    found = [f"table {name}" for name in tables_with(forms, site)]
    for file in site.var_dir.rglob("*"):
        if file.is_file() and any(form in file.read_bytes() for form in forms):
            found.append(str(file))
    for mail in site.outbox.mails:
        if word in mail.as_string() or word in mail.get_content():
            found.append(f"mail to {mail['To']}")
    return found


def tables_with(forms: list[bytes], site):
    """Every table is copied out as text, where bytes show as hexadecimal digits."""
    names = "SELECT tablename FROM pg_tables WHERE schemaname = 'public'"
    with psycopg.connect(site.database_url) as connection:
        for (name,) in connection.execute(names).fetchall():
            copy = sql.SQL("COPY {} TO STDOUT").format(sql.Identifier(name))
            with connection.cursor().copy(copy) as rows:
                text = b"".join(bytes(row) for row in rows)
            if any(form in text for form in forms):
                yield name
