import pytest

from kpu_coi import vault
from kpu_coi.vault import VaultError

KEY_ONE, KEY_TWO = bytes(range(32)), bytes(range(32, 64))
PLAIN = b"Adik saya ikut lelang pencetakan surat suara."


@pytest.fixture(autouse=True)
def keys(settings):
    settings.VAULT_KEYS = {"2025": KEY_ONE}


def test_what_was_sealed_opens_in_its_place():
    sealed = vault.seal(PLAIN, context="statement:1:answers")

    assert vault.open_sealed(sealed, context="statement:1:answers") == PLAIN


def test_values_come_back_as_they_were_sealed():
    value = {"kaitan": "Panitia lelang", "pihak": [{"nama": "Wayan"}], "ya": True}

    sealed = vault.seal_json(value, context="statement:1:answers")

    assert vault.open_json(sealed, context="statement:1:answers") == value


def test_bytes_as_the_database_returns_them_open_too():
    sealed = memoryview(vault.seal(PLAIN, context="a"))

    assert vault.open_sealed(sealed, context="a") == PLAIN


def test_an_empty_record_can_be_sealed():
    assert vault.open_sealed(vault.seal(b"", context="a"), context="a") == b""


def test_nothing_of_the_plain_text_is_in_the_sealed_bytes():
    sealed = vault.seal(PLAIN, context="a")

    words = PLAIN.split()
    assert [word for word in words if word in sealed] == []


def test_the_same_text_is_sealed_differently_each_time():
    first, second = vault.seal(PLAIN, context="a"), vault.seal(PLAIN, context="a")

    assert first[20:] != second[20:]
    assert len({first, second}) == 2


def test_bytes_moved_to_another_place_do_not_open():
    sealed = vault.seal(PLAIN, context="statement:1:answers")

    with pytest.raises(VaultError):
        vault.open_sealed(sealed, context="statement:2:answers")


def test_no_byte_can_be_altered_unnoticed():
    sealed = vault.seal(PLAIN, context="a")

    for place in range(len(sealed)):
        altered = bytearray(sealed)
        altered[place] ^= 1
        with pytest.raises(VaultError):
            vault.open_sealed(bytes(altered), context="a")


def test_bytes_cut_off_anywhere_do_not_open():
    sealed = vault.seal(PLAIN, context="a")

    for length in range(len(sealed)):
        with pytest.raises(VaultError):
            vault.open_sealed(sealed[:length], context="a")


def test_an_unknown_wrapping_key_is_named(settings):
    sealed = vault.seal(PLAIN, context="a")
    settings.VAULT_KEYS = {"2026": KEY_TWO}

    with pytest.raises(VaultError, match="2025"):
        vault.open_sealed(sealed, context="a")


def test_another_key_under_the_same_id_does_not_open(settings):
    sealed = vault.seal(PLAIN, context="a")
    settings.VAULT_KEYS = {"2025": KEY_TWO}

    with pytest.raises(VaultError):
        vault.open_sealed(sealed, context="a")


def test_the_newest_key_wraps_and_older_ones_still_open(settings):
    old = vault.seal(PLAIN, context="a")
    settings.VAULT_KEYS = {"2025": KEY_ONE, "2026": KEY_TWO}
    new = vault.seal(PLAIN, context="a")

    assert vault.key_id_of(old) == "2025"
    assert vault.key_id_of(new) == "2026"
    assert vault.open_sealed(old, context="a") == PLAIN


def test_a_rewrapped_record_opens_when_its_old_key_is_gone(settings):
    sealed = vault.seal(PLAIN, context="a")
    settings.VAULT_KEYS = {"2025": KEY_ONE, "2026": KEY_TWO}

    rewrapped = vault.rewrap(sealed)

    settings.VAULT_KEYS = {"2026": KEY_TWO}
    assert vault.key_id_of(rewrapped) == "2026"
    assert vault.open_sealed(rewrapped, context="a") == PLAIN
    with pytest.raises(VaultError):
        vault.open_sealed(rewrapped, context="b")


def test_a_person_is_named_by_the_same_key_after_rotation(settings):
    before = vault.person_key(17)
    settings.VAULT_KEYS = {"2025": KEY_ONE, "2026": KEY_TWO}

    assert vault.person_key(17) == before


def test_the_key_of_a_person_depends_on_the_secret(settings):
    before = vault.person_key(17)
    settings.VAULT_KEYS = {"2025": KEY_TWO}

    assert vault.person_key(17) != before


def test_hashes_of_persons_and_addresses_are_kept_apart():
    names = {
        vault.person_key(17),
        vault.person_key(18),
        vault.network_hash("17"),
        vault.network_hash("192.0.2.7"),
    }

    assert len(names) == 4
    assert {len(name) for name in names} == {64}
