"""What the page of a case shows to the person who looks at it."""

import datetime

from django.db.models import Count
from django.urls import reverse

from deadlines.regimes import label
from declarations.case_clocks import all_that_apply
from declarations.pages.case_head import head_of
from kpu_coi.dates import waktu
from kpu_coi.navigation import Profile
from personnel.titles import capacity

MOVED_ON = "Dialihkan ke penelaah lain"
PASSED = {
    "Meneruskan": "Diteruskan kepada penelaah lain",
    "Mengundurkan diri": "Penelaah mengundurkan diri",
    "Dinaikkan": "Dinaikkan Inspektorat kepada atasan berikutnya",
}


def page_of(case, user):
    """The context of the page, the same for declarant, reviewer and readers."""
    head = head_of(case, user)
    shows_content = head["reads"]
    content = case.read_content() if shows_content else None
    questions = case.clarifications.select_related("asked_by", "answered_by")
    questions = list(questions.annotate(files=Count("attachments")))
    decision = case.decision
    return head | {
        "pdf_url": pdf_url_of(case) if shows_content else "",
        "shows_content": shows_content,
        "content": content,
        "declarant_initials": Profile(case.person.name).initials,
        "parties": parties_of(content),
        "facts": facts_of(content),
        "trail": trail_of(case, user) if shows_content else [],
        "holder": holder_words(case, user),
        "thread": thread_of(case, user, questions),
        "readings": [reading_words(case, reading) for reading in case.readers],
        "decision": decision,
        "decision_rows": decision_rows(case, decision),
        "controls": decision.content["review"]["controls"] if decision else [],
        "clocks": all_that_apply(case) if case.is_open else [],
        "timeline": timeline_of(case, questions, decision),
    }


def pdf_url_of(case):
    """Where the sealed statement is saved; empty while there is none."""
    if case.statement is None or not case.statement.document.is_sealed:
        return ""
    return reverse("declarations:case_statement_pdf", args=[case.public_id])


def at(case, moment):
    unit = case.unit
    return waktu(moment, unit.timezone, unit.tz_abbr)


def parties_of(content):
    if not content:
        return []
    return [
        {
            "name": party["name"],
            "initials": Profile(party["name"]).initials,
            "lines": [party["position"], party["relation"]],
        }
        for party in content["statement"]["parties"]
    ]


def facts_of(content):
    """The classes of the situation and what the declarant suggests."""
    if not content:
        return []
    told = content["statement"]
    rows = [{"label": row["label"], "value": row["value"]} for row in told["classes"]]
    if told["controls"]:
        rows.append({"label": "Usul pengendalian", "lines": told["controls"]})
    if told["election_clause"]:
        rows.append({"label": "Pernyataan terbuka", "value": told["election_clause"]})
    if files := told.get("attachments"):
        rows.append({"label": "Lampiran", "lines": [file["name"] for file in files]})
    return rows


def trail_of(case, user):
    """Why it came to this desk: each hop with its reason, then the copies."""
    route = case.route
    steps = [begun_step(case)]
    steps += way_steps(route)
    for way in route.get("again", []):
        steps.append(left_step(way, case))
        steps += way_steps(way)
    now = holder_words(case, user)
    if now and now["changed"]:
        steps.append({"who": now["who"], "what": now["what"], "mark": "here"})
    steps += [copy_step(copy, case) for copy in case.recipients]
    return steps


def begun_step(case):
    """Whose act the way begins with: the statement, or a superior's own (rule 18)."""
    moment = at(case, case.received_at)
    if case.statement:
        who, what = case.person.name, f"Menandatangani {moment}"
        return {"who": who, "what": what, "mark": "signed"}
    opener = case.read_content()["initiator"]
    who = f"{opener['name']}, {opener['position']}"
    return {"who": who, "what": f"Membuka perkara {moment}", "mark": "signed"}


def way_steps(way):
    """The hops of one way, then who chose where it led to nobody."""
    steps = [hop_step(hop) for hop in way["hops"]]
    if not way["addressee"]:
        steps.append(
            {
                "who": "Inspektorat Utama",
                "what": "Menentukan penelaah",
                "why": way["reason"],
                "mark": "",
            }
        )
    if way["chosen"]:
        steps.append(chosen_step(way["chosen"]))
    return steps


def left_step(way, case):
    """From which post it went on, when and why: by itself, or because he said so."""
    moment = datetime.datetime.fromisoformat(way["at"])
    return {
        "who": way["left"]["who"],
        "what": f"{way['left'].get('what', 'Dialihkan')} {at(case, moment)}",
        "why": way["left"]["why"],
        "mark": "skipped",
    }


def hop_step(hop):
    received = hop["outcome"] == "ADDRESSEE"
    return {
        "who": hop["who"],
        "what": hop["what"],
        "why": hop["why"],
        "tag": "" if received else hop["tag"],
        "mark": "here" if received else "skipped",
    }


def chosen_step(chosen):
    if chosen["who"] is None:
        return {"who": "Rapat Pleno KPU", "what": chosen["why"], "mark": "here"}
    person = chosen["who"]
    return {
        "who": f"{person['name']}, {person['position']}, {person['unit']}",
        "what": "Penelaah",
        "why": chosen["why"],
        "mark": "here",
    }


def copy_step(copy, case):
    if copy.first_read_at:
        read = f"Dibaca {at(case, copy.first_read_at)}"
    else:
        read = "Belum dibaca"
    return {"who": f"Tembusan: {copy.recipient}", "what": read, "mark": "copy"}


def holder_words(case, user):
    """Who acts for the post today, and whether that is another than at receipt."""
    if case.to_plenary:
        return {
            "who": "Rapat Pleno KPU",
            "what": "Dicatat Inspektorat Utama",
            "changed": False,
        }
    holder = case.reviewer
    if holder is None:
        return None
    way = case.latest_way
    first = way["chosen"]["who"] if way["chosen"] else way["addressee"]
    mine = holder.user_id == user.pk
    return {
        "who": f"{'Anda' if mine else holder.user.name}, {capacity(holder)}",
        "what": "Memangku jabatan ini sekarang",
        "changed": bool(first) and first["name"] != holder.user.name,
    }


def thread_of(case, user, questions):
    """Questions and answers in the order in which they were written."""
    messages = []
    files_url = reverse("declarations:case_files", args=[case.public_id])
    for asked in questions:
        messages.append(
            {
                "who": f"{asked.asked_by.name}, {asked.asked_as}",
                "at": at(case, asked.asked_at),
                "text": asked.question,
                "own": asked.asked_by_id == user.pk,
            }
        )
        if asked.answered_at:
            messages.append(
                {
                    "who": asked.answered_by.name,
                    "at": at(case, asked.answered_at),
                    "text": asked.answer,
                    "own": asked.answered_by_id == user.pk,
                    "note": f"{asked.files} berkas terlampir" if asked.files else "",
                    "note_url": files_url,
                }
            )
    return messages


def reading_words(case, reading):
    return {
        "label": f"{reading.reader.name}, {reading.capacity}",
        "value": f"Pertama {at(case, reading.first_at)}",
    }


def decision_rows(case, decision):
    if decision is None:
        return []
    review = decision.content["review"]
    regime = case.regime
    rows = [
        {
            "label": "Kebenaran situasi",
            "lines": [label(regime, "TRUTH", decision.truth), review["truth_reason"]],
        },
        {
            "label": "Potensi dampak",
            "lines": [
                label(regime, "IMPACT", decision.impact),
                review["impact_reason"],
            ],
        },
        {
            "label": "Putusan",
            "lines": [review["decision"], review["decision_text"]],
        },
    ]
    if review["plenary"]:
        rows.append({"label": "Rapat Pleno", "value": review["plenary"]})
    return rows


def timeline_of(case, questions, decision):
    """What happened, in order, and what is still to come."""
    begun = "Ditandatangani dan diterima" if case.statement else "Dibuka atasan"
    entries = [(case.received_at, begun)]
    if case.opened_at and case.statement:
        entries.append((case.opened_at, "Perkara dibuka penelaah"))
    for asked in questions:
        entries.append((asked.asked_at, "Penelaah meminta klarifikasi"))
        if asked.answered_at:
            entries.append((asked.answered_at, "Klarifikasi dijawab"))
    if decision:
        entries.append((decision.decided_at, f"Diputuskan, nomor {decision.number}"))
    for way in case.route.get("again", []):
        moment = datetime.datetime.fromisoformat(way["at"])
        entries.append((moment, PASSED.get(way["left"].get("what"), MOVED_ON)))
    if case.reconsider_asked_at:
        words = "Inspektorat meminta putusan dipertimbangkan ulang"
        entries.append((case.reconsider_asked_at, words))
    if case.cancelled_at:
        entries.append((case.cancelled_at, "Pernyataan dicabut"))
    if case.closed_at:
        entries.append((case.closed_at, "Perkara ditutup"))
    entries.sort(key=lambda entry: entry[0])
    shown = [{"text": text, "at": at(case, moment)} for moment, text in entries]
    if case.is_open:
        shown.append({"text": "Putusan", "at": case.due.words(), "next": True})
    return shown
