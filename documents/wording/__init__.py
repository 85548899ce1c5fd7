"""
The first version of every letter's wording, for both legal regimes.

The annexes with KPU's own forms are not public, so the texts follow the purpose,
the definition and the duties that KPU teaches, in the register of such letters. An
organisation administrator replaces them by a new version; what was signed keeps
the version it was signed with.

Sources: Keputusan KPU 323/HK.03-Kpt/08/KPU/VII/2020; PermenPANRB 17/2024;
UU 30/2014, articles 1, 42 and 43; Peraturan DKPP 2/2017, article 8; of the notice of
a breach UU 27/2022, article 46.
"""

from collections.abc import Callable
from datetime import date
from typing import Any

from django.db import models

from documents.wording import decisions, lists, notices, orders, statements, warnings
from documents.wording.base import REGIMES

VALID_FROM = date(2020, 7, 1)
CODES = {
    "free": "Surat pernyataan bebas",
    "potential": "Surat pernyataan potensi",
    "actual": "Surat pernyataan aktual",
    "interest_list": "Daftar kepentingan pribadi",
    "integrity_pact": "Pakta integritas",
    "decision": "Hasil penelaahan atasan langsung",
    "order": "Perintah penanganan",
    "cooling_off": "Pemberitahuan masa tunggu",
    "warning": "Surat peringatan kampanye",
    "breach_notice": "Pemberitahuan kegagalan pelindungan data pribadi",
}
MAKERS: dict[str, Callable[[str], dict[str, Any]]] = {
    "free": statements.free,
    "potential": statements.potential,
    "actual": statements.actual,
    "interest_list": lists.interest_list,
    "integrity_pact": lists.integrity_pact,
    "decision": decisions.decision,
    "order": orders.order,
    "cooling_off": lists.cooling_off,
    "warning": warnings.warning,
    "breach_notice": notices.breach_notice,
}


ONLY_UNDER = {"interest_list": "panrb-17-2024", "cooling_off": "panrb-17-2024"}
"""Letters that one regime alone knows; all others have a wording under each."""


def load_standard(template_model: type[models.Model]) -> None:
    """
    Store version 1 of every letter where it is missing.

    Takes the model, because the migration has its own; safe to run twice.
    """
    for regime_code in REGIMES:
        for code, maker in MAKERS.items():
            if ONLY_UNDER.get(code, regime_code) != regime_code:
                continue
            template_model._default_manager.get_or_create(
                code=code,
                regime_code=regime_code,
                version=1,
                defaults={"content": maker(regime_code), "valid_from": VALID_FROM},
            )
