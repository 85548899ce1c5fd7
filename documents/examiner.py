"""
The examiner: a short-lived process that looks into one unknown PDF.

    python -m documents.examiner ROOTS < FILE

It prints one JSON object: what the seal says and which of our documents the file
claims to be. It has no database and no settings, and little memory and time, since
the file may be made to do harm.
"""

import io
import json
import re
import resource
import sys
from pathlib import Path
from typing import Any

MEMORY = 640 * 1024 * 1024
SECONDS = 10
TOKEN = re.compile(r"(?:[0-9A-HJKMNP-TV-Z]{4}-){6}[0-9A-HJKMNP-TV-Z]{4}")
LONGEST_RECORD = 2 * 1024 * 1024


def main() -> None:
    resource.setrlimit(resource.RLIMIT_AS, (MEMORY, MEMORY))
    resource.setrlimit(resource.RLIMIT_CPU, (SECONDS, SECONDS))
    resource.setrlimit(resource.RLIMIT_FSIZE, (0, 0))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    from documents import sealing

    roots = sealing.trusted(Path(sys.argv[1])) if sys.argv[1] else ()
    data = sys.stdin.buffer.read()
    reader = sealing.PdfFileReader(io.BytesIO(data))
    found = {"token": token_of(reader), "seal": seal_of(data, roots)}
    sys.stdout.write(json.dumps(found))


def seal_of(data: bytes, roots: tuple[Any, ...]) -> str:
    """What the seal says; a file whose signatures cannot even be read is broken."""
    from documents import sealing

    try:
        return sealing.check(data, roots)
    except Exception:
        return "broken"


def token_of(reader: Any) -> str:
    """The verification code in the attached record, or the empty text."""
    try:
        names = reader.root["/Names"]["/EmbeddedFiles"]["/Names"]
        for index in range(1, min(len(names), 20), 2):
            data = names[index]["/EF"]["/F"].data[:LONGEST_RECORD]
            token = json.loads(data)["verification"]["token"]
            if isinstance(token, str) and TOKEN.fullmatch(token):
                return token
    except Exception:
        return ""
    return ""


if __name__ == "__main__":
    main()
