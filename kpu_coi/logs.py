"""
Logs as lines of JSON, without personal data.

A line says which route answered how and how long it took, never a path, an
address, a name or what a form held. Of an exception its kind and its place are
kept: its words may quote a row.
"""

import json
import logging
import traceback
from datetime import UTC, datetime

FACTS = ("route", "method", "status", "ms")


class JsonFormatter(logging.Formatter):
    def format(self, record: logging.LogRecord) -> str:
        line = {
            "time": datetime.fromtimestamp(record.created, UTC).isoformat(
                timespec="milliseconds"
            ),
            "level": record.levelname,
            "logger": record.name,
        }
        request = getattr(record, "request", None)
        if request is None:
            line["message"] = record.getMessage()
        else:
            line |= request_facts(record, request)
        line |= {fact: getattr(record, fact) for fact in FACTS if hasattr(record, fact)}
        if record.exc_info and record.exc_info[1]:
            line |= exception_facts(record.exc_info[1])
        return json.dumps(line, ensure_ascii=False)


def request_facts(record: logging.LogRecord, request) -> dict:
    """The route and the answer, since the path may hold a secret."""
    match = getattr(request, "resolver_match", None)
    return {
        "route": match.route if match else None,
        "method": getattr(request, "method", None),
        "status": getattr(record, "status_code", None),
    }


def exception_facts(exception: BaseException) -> dict:
    """Its kind, where it was raised, and what the database calls it."""
    frames = traceback.extract_tb(exception.__traceback__)
    facts = {
        "exception": f"{type(exception).__module__}.{type(exception).__qualname__}",
        "trace": [f"{frame.filename}:{frame.lineno}" for frame in frames[-12:]],
    }
    diagnosis = getattr(exception.__cause__ or exception, "diag", None)
    if diagnosis is not None:
        facts["sqlstate"] = diagnosis.sqlstate
        facts["constraint"] = diagnosis.constraint_name
    return facts


def logging_settings(level: str) -> dict:
    """Django's LOGGING: everything to standard error, one JSON object a line."""
    return {
        "version": 1,
        "disable_existing_loggers": False,
        "formatters": {"json": {"()": JsonFormatter}},
        "handlers": {
            "console": {"class": "logging.StreamHandler", "formatter": "json"},
        },
        "root": {"handlers": ["console"], "level": level},
        "loggers": {
            "django": {"handlers": [], "level": level, "propagate": True},
            "django.server": {"handlers": [], "level": "ERROR", "propagate": True},
            "fido2": {"level": "WARNING"},
            "weasyprint": {"level": "ERROR"},
            "fontTools": {"level": "ERROR"},
            "pyhanko": {"level": "WARNING"},
            "pyhanko_certvalidator": {"level": "ERROR"},
            "procrastinate": {"level": "INFO"},
            "procrastinate.blueprints": {"level": "WARNING"},
            "procrastinate.periodic": {"level": "WARNING"},
            "procrastinate.jobs": {"level": "WARNING"},
        },
    }
