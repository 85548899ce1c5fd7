"""Codes, tokens and passes."""

import re
import time
from datetime import timedelta

import pytest
from django.utils import timezone

from complaints import receipts
from complaints.models import Complaint
from tests.complaints.factories import Desks, make_complaint, token


def test_the_word_list_has_2048_words_that_cannot_be_mistaken():
    words = receipts.words()

    assert len(set(words)) == len(words) == 2048
    assert all(re.fullmatch(r"[a-z]{4,7}", word) for word in words)
    assert not {word for word in words for other in near(word) if other in set(words)}


def near(word):
    """The words that differ in one letter, or have one less."""
    for place in range(len(word)):
        yield word[:place] + word[place + 1 :]
        for letter in "abcdefghijklmnopqrstuvwxyz":
            if letter != word[place]:
                yield word[:place] + letter + word[place + 1 :]


@pytest.mark.rule(47)
def test_a_code_has_ten_words_and_follows_from_its_token():
    text = token()

    first, second = receipts.read_token(text), receipts.read_token(text)

    assert first.code == second.code
    assert len(first.code.split()) == 10
    assert set(first.code.split()) <= set(receipts.words())


def test_a_thousand_codes_are_all_different_and_use_the_whole_list():
    codes = [receipts.read_token(receipts.new_token()).code for _ in range(1000)]

    assert len(set(codes)) == 1000
    assert len({word for code in codes for word in code.split()}) > 1900


@pytest.mark.parametrize(
    "text",
    [
        "",
        "a" * 73,
        "0" * 40 + "." + "0" * 32,
        token()[:-1] + "g",
        token().upper(),
        token().replace(".", ""),
        "é" * 73,
        "\x00" * 73,
    ],
    ids=range(8),
)
def test_a_token_that_was_not_made_here_is_none(text):
    assert receipts.read_token(text) is None


def test_a_changed_time_breaks_the_token():
    text = token()
    younger = text[:32] + f"{int(time.time()):08x}" + text[40:]

    assert receipts.read_token(younger) is None


def test_a_token_is_over_after_a_day():
    assert not receipts.read_token(token(age=86_000)).is_over
    assert receipts.read_token(token(age=86_500)).is_over


@pytest.mark.parametrize(
    "written",
    [
        "rumah  kota\nlaut",
        "Rumah Kota Laut",
        "  rumah-kota-laut ",
        "1. rumah 2. kota 3. laut",
        "ＲＵＭＡＨ kota, laut.",
    ],
)
def test_a_code_is_read_however_it_is_typed(written):
    assert receipts.tidy_code(written) == "rumah kota laut"


@pytest.mark.django_db
class TestFinding:
    @pytest.fixture(autouse=True)
    def complaint(self):
        Desks()
        return make_complaint()

    def test_the_code_alone_finds_it(self, complaint):
        assert receipts.find(complaint.code.upper()) == complaint

    def test_the_number_may_be_given_too(self, complaint):
        number = f" {complaint.number.lower()} "

        assert receipts.find(complaint.code, number) == complaint

    @pytest.mark.parametrize("number", ["0002/MTR/33.21/XI/2026", "é", "'"])
    def test_another_number_does_not(self, complaint, number):
        assert receipts.find(complaint.code, number) is None

    def test_nine_words_or_eleven_do_not(self, complaint):
        words = complaint.code.split()

        assert receipts.find(" ".join(words[:9])) is None
        assert receipts.find(" ".join([*words, "rumah"])) is None

    def test_right_and_wrong_codes_cost_the_same_queries(
        self, complaint, django_assert_num_queries
    ):
        for code, number in [
            (complaint.code, ""),
            (complaint.code, "0002/MTR/33.21/XI/2026"),
            ("rumah kota", ""),
            ("", ""),
        ]:
            with django_assert_num_queries(1):
                receipts.find(code, number)

    def test_a_pass_opens_its_own_complaint_for_an_hour(self, complaint, monkeypatch):
        text = receipts.make_pass(complaint)

        assert receipts.read_pass(text) == complaint
        assert receipts.read_pass(text[:-1] + "x") is None
        assert receipts.read_pass("") is None
        later = time.time() + 3_700
        monkeypatch.setattr("django.core.signing.time.time", lambda: later)
        assert receipts.read_pass(text) is None

    def test_the_code_is_shown_for_a_quarter_of_an_hour(self, complaint):
        assert receipts.may_show(complaint)

        complaint.received_at = timezone.now() - timedelta(minutes=16)

        assert not receipts.may_show(complaint)

    @pytest.mark.rule(47)
    def test_only_a_hash_of_the_code_is_stored(self, complaint):
        stored = Complaint.objects.values_list().get()
        held = " ".join(
            bytes(value).hex() if isinstance(value, (bytes, memoryview)) else str(value)
            for value in stored
        )

        assert complaint.code not in held
        assert not set(complaint.code.split()) & set(re.findall("[a-z]{4,}", held))
