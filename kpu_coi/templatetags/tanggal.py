"""
Dates in templates, in Indonesian words.

{{ day|hari_tanggal }}  {{ moment|hari_tanggal:unit }}  {{ day|tanggal }}
{{ day|hari_pendek }}  {{ day|bulan_pendek }}
{% waktu moment unit %} or {% waktu moment %} (the clock of Jakarta)
{{ due.on|hari_tanggal }} {{ due|sisa }} {{ due|tenggat }} {{ due|keadaan_tenggat }}
"""

from zoneinfo import ZoneInfo

from django import template

from kpu_coi import dates

register = template.Library()


def local_date(value, unit):
    """The date of a date, or of an aware moment on the clock of a unit."""
    if not hasattr(value, "hour"):
        return value
    zone = unit.timezone if unit else dates.ZONES["WIB"]
    return value.astimezone(ZoneInfo(zone)).date()


@register.filter
def tanggal(value, unit=None):
    return dates.tanggal(local_date(value, unit)) if value else ""


@register.filter
def hari_tanggal(value, unit=None):
    return dates.hari_tanggal(local_date(value, unit)) if value else ""


@register.filter
def hari_pendek(value, unit=None):
    return dates.hari_pendek(local_date(value, unit)) if value else ""


@register.filter
def bulan_pendek(value, unit=None):
    return dates.bulan_pendek(local_date(value, unit)) if value else ""


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
