"""The first version of the questionnaire, with worked examples from election work."""

import json
from pathlib import Path
from typing import Any

REGIMES = ("kpu-323-2020", "panrb-17-2024")
FILE = Path(__file__).parent.parent / "data" / "kuesioner.json"


def standard_rows(regime_code: str) -> list[dict[str, Any]]:
    """
    The questions as a version stores them.

    They are the same under every regime; where they lead is told for each of them.
    """
    rows = json.loads(FILE.read_text(encoding="utf-8"))
    return [
        {name: value for name, value in row.items() if name not in ("*", *REGIMES)}
        | row.get("*", {})
        | row.get(regime_code, {})
        for row in rows
    ]
