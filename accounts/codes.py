"""One-time codes on printed slips: typed easily, guessed never, kept as a hash."""

import secrets

from kpu_coi.vault import keyed_hash

# Crockford's alphabet: no I, L, O or U, so that a code read aloud is typed right.
ALPHABET = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"
LETTERS = 20
GROUP = 4
MISREAD = str.maketrans("ILO", "110")


def make_code() -> str:
    """100 random bits in groups of four: "7KQ4-MT2X-9HRA-3C8D-P0WZ"."""
    letters = "".join(secrets.choice(ALPHABET) for _ in range(LETTERS))
    return "-".join(letters[at : at + GROUP] for at in range(0, LETTERS, GROUP))


def plain(typed: str) -> str:
    """What was typed, without groups and with letters that look alike put right."""
    letters = "".join(letter for letter in typed.upper() if letter.isalnum())
    return letters.translate(MISREAD)


def code_hash(typed: str) -> str:
    return keyed_hash("activation", plain(typed))
