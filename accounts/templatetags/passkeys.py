"""What a passkey's script needs, as text for a data attribute."""

import json

from django import template

register = template.Library()


@register.filter
def as_json(options):
    return json.dumps(plain(options))


def plain(value):
    """Mappings of the WebAuthn library as plain JSON values."""
    if hasattr(value, "items"):
        return {name: plain(part) for name, part in value.items()}
    if isinstance(value, (list, tuple)):
        return [plain(part) for part in value]
    return value
