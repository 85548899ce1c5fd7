"""
Dates in templates, in Indonesian words.

{{ day|hari_tanggal }}  {{ day|tanggal }}  {{ day|hari_pendek }}  {{ day|bulan_pendek }}
{% waktu moment unit %} or {% waktu moment %} (the clock of Jakarta)
{{ due.on|hari_tanggal }} {{ due|sisa }} {{ due|tenggat }} {{ due|keadaan_tenggat }}
"""

from django import template
from django.utils import timezone

from kpu_coi import dates

register = template.Library()


def local_date(value):
    """The date of a date, or of an aware moment on the server's clock."""
    return timezone.localtime(value).date() if hasattr(value, "hour") else value


@register.filter
def tanggal(value):
    return dates.tanggal(local_date(value)) if value else ""


@register.filter
def hari_tanggal(value):
    return dates.hari_tanggal(local_date(value)) if value else ""


@register.filter
def hari_pendek(value):
    return dates.hari_pendek(local_date(value)) if value else ""


@register.filter
def bulan_pendek(value):
    return dates.bulan_pendek(local_date(value)) if value else ""


@register.simple_tag
def waktu(moment, unit=None):
    """The moment on the clock of a unit (anything with timezone and tz_abbr)."""
    if not moment:
        return ""
    if unit:
        return dates.waktu(moment, unit.timezone, unit.tz_abbr)
    return dates.waktu(moment, dates.ZONES["WIB"], "WIB")


@register.filter
def tenggat(due):
    """As "Rabu, 25 November 2026 · 2 hari kerja lagi"."""
    return due.words() if due else ""


@register.filter
def sisa(due):
    """As "2 hari kerja lagi", "hari ini", "terlambat 1 hari kerja"."""
    return due.remaining() if due else ""


@register.filter
def keadaan_tenggat(due):
    """As "late", "soon" (a working day or less) or "", as the classes of a deadline."""
    return due.state() if due else ""
