"""
How often something may be sent from one address within an hour (rule 70).

No address is stored: the table holds a hash of it under a salt that is drawn anew
each hour and thrown away afterwards. The limits are wide, since a village may go out
through one address.
"""

import hashlib
import hmac
import ipaddress
import secrets
from datetime import datetime, timedelta

from django.conf import settings
from django.db import connection
from django.utils import timezone

KEPT = timedelta(hours=2)
HIT = """
    INSERT INTO complaints_limit (mark, hour, hits) VALUES (%s, %s, 1)
    ON CONFLICT (mark) DO UPDATE SET hits = complaints_limit.hits + 1
    RETURNING hits
"""
SALT = """
    WITH made AS (
        INSERT INTO complaints_limit_salt (hour, salt) VALUES (%s, %s)
        ON CONFLICT (hour) DO NOTHING RETURNING salt
    )
    SELECT salt FROM made
    UNION ALL SELECT salt FROM complaints_limit_salt WHERE hour = %s LIMIT 1
"""
salts: dict[datetime, bytes] = {}


def is_over(what: str, address: str) -> bool:
    """
    Count one more try and tell whether it is one too many.

    `what` is a key of settings.COMPLAINT_LIMITS. One statement, outside any other
    transaction.
    """
    hour = timezone.now().replace(minute=0, second=0, microsecond=0)
    told = f"{what} {network_of(address)}".encode()
    mark = hmac.new(salt_of(hour), told, hashlib.sha256).digest()
    with connection.cursor() as cursor:
        cursor.execute(HIT, [mark, hour])
        (hits,) = cursor.fetchone()
    return hits > settings.COMPLAINT_LIMITS[what]


def network_of(address: str) -> str:
    """An IPv4 address, or the network of 64 bits that one IPv6 customer has."""
    try:
        known = ipaddress.ip_address(address)
    except ValueError:
        return ""
    known = getattr(known, "ipv4_mapped", None) or known
    if known.version == 4:
        return str(known)
    return str(ipaddress.ip_network((known, 64), strict=False))


def salt_of(hour: datetime) -> bytes:
    """The salt of an hour, the same in every process; read once."""
    salt = salts.get(hour)
    while salt is None:
        with connection.cursor() as cursor:
            cursor.execute(SALT, [hour, secrets.token_bytes(32), hour])
            row = cursor.fetchone()
        salt = bytes(row[0]) if row else None
    if hour not in salts:
        salts.clear()
        salts[hour] = salt
    return salt


def forget_old() -> None:
    """Throw away the counts and salts of past hours."""
    before = timezone.now() - KEPT
    with connection.cursor() as cursor:
        cursor.execute("DELETE FROM complaints_limit WHERE hour < %s", [before])
        cursor.execute("DELETE FROM complaints_limit_salt WHERE hour < %s", [before])
