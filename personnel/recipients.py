"""Who would receive a statement of a person on a day, step by step, for each post."""

from personnel.lines import (
    Chart,
    Outcome,
    inspectorate_of,
    other_line_of,
    tenures_of,
)
from personnel.titles import capacity
from personnel.trail import TAGS, hop_words, levels

OTHER_LINE = "Garis yang lain. Mendapat tembusan, tidak menelaah."
ALWAYS = "Selalu mendapat tembusan."


def recipients_of(person, on):
    """One way for each post held that day: its title and the steps of its trail."""
    held = list(tenures_of(person, on))
    chart = Chart([tenure.position_id for tenure in held], on)
    return [
        {
            "post": capacity(tenure),
            "unit": tenure.position.unit,
            "steps": steps_of(tenure, chart),
        }
        for tenure in held
    ]


def steps_of(tenure, chart):
    line = chart.line(tenure, {})
    steps = [hop_step(hop, level) for hop, level in levels(line)]
    if line.choice_needed:
        steps.append(
            {
                "who": "Rapat Pleno KPU" if line.plenary else "Inspektorat Utama",
                "what": "Memutuskan" if line.plenary else "Menentukan penelaah",
                "why": line.reason,
                "mark": "choice",
            }
        )
    return steps + copies_of(tenure, line, chart)


def hop_step(hop, level):
    if hop.outcome == Outcome.ADDRESSEE:
        return hop_words(hop, level) | {"mark": "here"}
    return hop_words(hop, level) | {"tag": TAGS[hop.outcome], "mark": "skipped"}


def copies_of(tenure, line, chart):
    """The Inspektorat's copy, and that of the other line of a Sekretaris."""
    region = inspectorate_of(tenure.position.unit)
    if tenure.position.is_in_inspectorate:
        inspectorate = "Inspektur Utama"
    else:
        inspectorate = region.name if region else "Inspektorat Utama"
    copies = [copy_step(inspectorate, ALWAYS)]
    other = other_line_of(tenure, chart.on, chart)
    addressee = line.addressee.position_id if line.addressee else None
    if other and other.position_id != addressee:
        who = f"{other.user.name}, {capacity(other)}, {other.position.unit}"
        copies.append(copy_step(who, OTHER_LINE))
    return copies


def copy_step(who, why):
    return {"who": f"Tembusan: {who}", "what": "Salinan", "why": why, "mark": "copy"}
