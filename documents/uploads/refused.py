class Refused(Exception):
    """The file is not taken: "active", "locked", "huge", "bomb" or "broken"."""
