"""Who would receive a statement of a person on a day, step by step, for each post."""

from personnel.lines import (
    Chart,
    Outcome,
    inspectorate_of,
    other_line_of,
    tenures_of,
)
from personnel.titles import capacity

STEPS = ("Atasan langsung", "Atasan dari atasan", "Tingkat berikutnya")
TAGS = {
    Outcome.VACANT: "Kosong",
    Outcome.SELF: "Dilewati",
    Outcome.EXCLUDED: "Dilewati",
    Outcome.ABSENT: "Tidak di tempat",
}
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
    levels = []
    steps = []
    for hop in line.hops:
        if hop.position.pk not in levels:
            levels.append(hop.position.pk)
        steps.append(hop_step(hop, len(levels) - 1))
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
    who = f"{hop.position.title}, {hop.position.unit}"
    if hop.tenure:
        who = f"{hop.tenure.user.name}, {capacity(hop.tenure)}, {hop.position.unit}"
    received = hop.outcome == Outcome.ADDRESSEE
    return {
        "who": who,
        "what": STEPS[min(level, len(STEPS) - 1)],
        "why": hop.reason,
        "tag": TAGS.get(hop.outcome, ""),
        "mark": "here" if received else "skipped",
    }


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
