"""The days of a grant in words: {{ grant.period|masa_berlaku }}."""

from django import template

from personnel.grant_words import days_of

register = template.Library()
register.filter("masa_berlaku", days_of)
