"""What the page of a private question shows to its asker or its adviser."""

from declarations.advisers import advisers_at
from declarations.rules import consultations as rules
from kpu_coi.dates import waktu
from kpu_coi.navigation import profile_of


def page_of(consultation, user):
    asks = user.pk == consultation.asker_id
    clock = clock_of(user)
    others = []
    if not asks and consultation.is_open and not consultation.offered_to_id:
        others = [one for one in advisers_at(consultation) if one.pk != user.pk]
    return {
        "consultation": consultation,
        "asks": asks,
        "thread": [
            {
                "who": message.author.name,
                "at": clock(message.written_at),
                "text": message.text,
                "own": message.author_id == user.pk,
            }
            for message in consultation.messages.select_related("author")
        ],
        "facts": facts_of(consultation, clock),
        "readings": [
            {
                "label": one.reader.name,
                "value": f"Pertama {clock(one.first_at)}, "
                f"terakhir {clock(one.last_at)}",
            }
            for one in consultation.readings.select_related("reader")
        ],
        "others": others,
        "may_write": bool(rules.may_write(user, consultation)),
    }


def clock_of(user):
    """Moments in words, by the reader's own clock."""
    profile = profile_of(user)
    return lambda moment: waktu(moment, profile.timezone, profile.tz_abbr)


def facts_of(consultation, clock):
    rows = [
        {"label": "Meja", "value": consultation.desk_name},
        {"label": "Ditanyakan", "value": clock(consultation.asked_at)},
    ]
    if consultation.adviser:
        who = consultation.adviser.name
        rows.append({"label": "Penasihat", "value": who})
    elif consultation.meant_for:
        rows.append({"label": "Ditujukan kepada", "value": consultation.meant_for.name})
    if consultation.closed_at:
        rows.append({"label": "Selesai", "value": clock(consultation.closed_at)})
    return rows
