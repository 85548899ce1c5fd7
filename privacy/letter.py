"""
The letter about a breach, with the three contents of UU 27/2022 Pasal 46 ayat (2).

One goes to those whose data were exposed, one to the authority. Neither names anybody
else: those concerned are counted, not listed.
"""

from dataclasses import dataclass
from functools import cached_property
from typing import Any

from django.conf import settings

from deadlines.calendar import today_in
from deadlines.regimes import regime_for
from documents.heads import text_of, unit_on_paper
from documents.issuing import current_template
from documents.models import Kind, PaperTemplate
from kpu_coi.canonical import content_hash
from kpu_coi.dates import waktu
from personnel.models import Unit, User
from personnel.titles import id_label, id_number
from privacy.models import Breach, BreachKind, Recipient

TEMPLATE = "breach_notice"
CAPACITY = "Pejabat Pelindungan Data Pribadi"
LAW = "Undang-Undang Nomor 27 Tahun 2022 tentang Pelindungan Data Pribadi, Pasal 46"
ADDRESSED = {
    Recipient.SUBJECTS: "Subjek Data Pribadi yang datanya terungkap",
    Recipient.AUTHORITY: "Pimpinan Lembaga Pelindungan Data Pribadi",
}


@dataclass(frozen=True)
class Letters:
    """Both letters as they would be signed now."""

    template: PaperTemplate
    unit: Unit
    contents: dict[str, dict[str, Any]]

    @cached_property
    def content_hash(self) -> str:
        """The SHA-256 over both, which is shown and must be the same at signing."""
        return content_hash(self.contents)

    @property
    def consent(self) -> str:
        return self.template.content["consent"]


def letters_of(breach: Breach, signer: User) -> Letters:
    """What the DPO would sign of a breach that has been assessed."""
    unit = Unit.objects.get(parent=None)
    day = today_in(unit.timezone)
    regime = regime_for(unit.lineage_codes(), day)
    template = current_template(TEMPLATE, regime.code, day)
    contents = {
        str(to): content_of(breach, to, template, unit, signer) for to in Recipient
    }
    return Letters(template, unit, contents)


def content_of(
    breach: Breach, to: Recipient, template: PaperTemplate, unit: Unit, signer: User
) -> dict[str, Any]:
    words = template.content
    findings = breach.findings
    contact = settings.DPO["contact"]
    return {
        "schema": "kpu-coi/1",
        "kind": str(Kind.BREACH_NOTICE),
        "regime": {"code": template.regime_code, "name": LAW},
        "template": {"code": template.code, "version": template.version},
        "title": words["title"],
        "kind_name": words["kind_name"],
        "unit": unit_on_paper(unit),
        "signer": {
            "name": signer.name,
            "id_label": id_label(signer),
            "id_number": id_number(signer),
            "position": CAPACITY,
        },
        "text": text_of(words),
        "breach": {
            "to": ADDRESSED[to],
            "facts": facts_of(breach, to),
            "exposed": findings["exposed"],
            "course": findings["course"],
            "measures": findings["measures"],
            "contact": ", ".join(filter(None, [settings.DPO["name"], contact])),
        },
        "route": [{"what": "Penerima", "who": ADDRESSED[to], "why": LAW}],
        "copies": ["Inspektorat Utama Sekretariat Jenderal KPU"],
    }


def facts_of(breach: Breach, to: Recipient) -> list[dict[str, str]]:
    unit = breach.unit
    rows = [
        ("Nomor kejadian", breach.number),
        ("Diketahui", waktu(breach.discovered_at, unit.timezone, unit.tz_abbr)),
        ("Jenis kejadian", BreachKind(breach.kind).label),
        ("Kategori data", "; ".join(breach.category_words)),
    ]
    if to == Recipient.AUTHORITY:
        units = ", ".join(unit.name for unit in breach.units.order_by("code"))
        rows.append(("Perkiraan jumlah orang", str(breach.people_count)))
        rows.append(("Satuan kerja", units or unit.name))
    return [{"label": label, "value": value} for label, value in rows]
