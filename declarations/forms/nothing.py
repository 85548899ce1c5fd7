"""Answers that say nothing, and so cannot stand where a link must be told (rule 5)."""

import re

NO = r"(?:tidak|tdk|tak|gak|ga|nggak|ngga|enggak|belum|bukan|tiada|tanpa|no|not)"
VERB = (
    r"(?:ada|punya|memiliki|mempunyai|terdapat|berkaitan|berhubungan|terkait|"
    r"berlaku|relevan|tahu|any)"
)
NOUN = r"(?:kaitan|keterkaitan|hubungan|benturan|konflik|masalah|apa)(?:nya)?"
TAIL = r"(?:sama sekali|apa ?pun|apa ?apa|saat ini|untuk saat ini|kok|sih|pak|bu|ya)"
NOTHING = re.compile(
    rf"(?:sama sekali )?{NO}(?: {VERB})?(?: {NOUN})?(?: {TAIL})*"
    r"|nihil|nil|none|null|na|n a|t a|nol|kosong|sama|sda|s d a|idem|lihat (?:di )?atas"
    r"|(\w)\1*|[\d ]*"
)


def says_nothing(text):
    """True for "tidak ada", "-", "nihil" and the like, however they are spelt."""
    letters = " ".join(re.sub(r"[\W_]+", " ", text.casefold()).split())
    return NOTHING.fullmatch(letters) is not None
