from datetime import timedelta

import pytest
from django.db import IntegrityError, transaction
from django.utils import timezone

from documents import drawing, signing
from documents.models import Method, ProofAttempt, SigningEvidence
from kpu_coi import vault
from tests.documents.papers import STROKES
from tests.personnel.factories import PASSWORD, make_user

DIGEST = "a" * 64
ADDRESS = "10.0.0.7"


@pytest.fixture
def user(db):
    return make_user()


def prove(user, password=PASSWORD):
    return signing.prove_password(user, password, address=ADDRESS)


def evidence(proof, user, **more):
    return signing.evidence_from(
        proof,
        user=user,
        consent="Saya setuju.",
        content_hash=DIGEST,
        capacity="Yang membuat pernyataan",
        **more,
    )


@pytest.mark.rule(71, 72)
def test_a_password_proves_and_the_evidence_says_how(user):
    before = timezone.now()

    stored = evidence(prove(user), user)

    stored.refresh_from_db()
    assert stored.user == user
    assert stored.method == "PASSWORD"
    assert before <= stored.proved_at <= stored.signed_at <= timezone.now()
    assert stored.consent == "Saya setuju."
    assert stored.content_hash == DIGEST
    assert stored.drawing is None
    assert not stored.is_certified


def test_the_address_is_kept_as_a_keyed_hash(user):
    proof = prove(user)

    assert proof.network_hash == vault.network_hash(ADDRESS)
    assert ADDRESS not in proof.network_hash


@pytest.mark.rule(71)
def test_only_a_bsre_signature_counts_as_certified(user):
    proof = prove(user)

    made = {
        method: evidence(
            signing.Proof(user.pk, method, proof.proved_at, proof.network_hash), user
        ).is_certified
        for method in Method.values
    }

    assert made == {"PASSWORD": False, "TOTP": False, "PASSKEY": False, "BSRE": True}


def test_a_wrong_password_is_refused_with_words(user):
    with pytest.raises(signing.ProofRefused, match="Kata sandi tidak cocok"):
        prove(user, "salah")


def test_after_five_wrong_passwords_even_the_right_one_waits(user):
    for _ in range(5):
        with pytest.raises(signing.ProofRefused, match="tidak cocok"):
            prove(user, "salah")

    with pytest.raises(signing.ProofRefused, match="Tunggu 15 menit"):
        prove(user)


def test_wrong_passwords_are_forgotten_after_a_quarter_of_an_hour(user):
    long_ago = timezone.now() - timedelta(minutes=16)
    for _ in range(5):
        ProofAttempt.objects.create(user=user, at=long_ago)

    assert prove(user).user_id == user.pk


def test_a_success_forgets_the_wrong_ones_and_others_do_not_count(user):
    other = make_user()
    for _ in range(4):
        with pytest.raises(signing.ProofRefused):
            prove(user, "salah")

    prove(user)

    assert prove(other).user_id == other.pk
    assert not ProofAttempt.objects.exists()


def test_an_inactive_account_proves_nothing(user):
    user.is_active = False
    user.save()

    with pytest.raises(signing.ProofRefused):
        prove(user)


@pytest.mark.rule(72)
def test_a_proof_is_neither_anothers_nor_old(user):
    fresh = prove(user)
    old = signing.Proof(
        user.pk, "PASSWORD", timezone.now() - timedelta(minutes=6), fresh.network_hash
    )

    with pytest.raises(signing.ProofRefused):
        evidence(fresh, make_user())
    with pytest.raises(signing.ProofRefused):
        evidence(old, user)
    assert not SigningEvidence.objects.exists()


@pytest.mark.rule(72)
def test_evidence_without_consent_cannot_be_stored(user):
    proof = prove(user)

    with pytest.raises(IntegrityError), transaction.atomic():
        signing.evidence_from(
            proof, user=user, consent="", content_hash=DIGEST, capacity="x"
        )


def test_a_drawing_is_kept_as_whole_numbers_alone(user):
    drawn = {"strokes": [[[1.4, 2.6], [3, 4]], []], "extra": "<svg>"}

    stored = evidence(prove(user), user, drawing=drawn)

    stored.refresh_from_db()
    assert stored.drawing == {"strokes": [[[1, 3], [3, 4]]]}


@pytest.mark.parametrize("nothing", [None, "", {}, {"strokes": []}, {"strokes": [[]]}])
def test_no_drawing_is_no_drawing(nothing):
    assert drawing.check_drawing(nothing) is None


@pytest.mark.parametrize(
    "bad",
    [
        "M0 0",
        [[1, 2]],
        {"strokes": "M0 0"},
        {"strokes": [5]},
        {"strokes": [[[1, 2, 3]]]},
        {"strokes": [[["1", 2]]]},
        {"strokes": [[[True, 2]]]},
        {"strokes": [[[float("nan"), 2]]]},
        {"strokes": [[[float("inf"), 2]]]},
        {"strokes": [[[-1, 2]]]},
        {"strokes": [[[1, 2001]]]},
        {"strokes": [[[1, 1]]] * 61},
        {"strokes": [[[1, 1]] * 3001]},
    ],
)
def test_strokes_that_are_not_sound_are_refused(bad):
    with pytest.raises(drawing.BadDrawing):
        drawing.check_drawing(bad)


def test_the_bounds_of_a_drawing_themselves_are_taken():
    full = {"strokes": [[[1, 1]] * 50] * 60}

    assert drawing.count(drawing.check_drawing(full)) == (60, 3000)


def test_a_drawing_becomes_one_path_within_its_own_box():
    svg = drawing.svg(STROKES, "Tanda tangan Wagiyem")

    assert svg.count("<path") == 1
    assert svg.partition(' d="')[2].count("M") == 2
    assert "<title>Tanda tangan Wagiyem</title>" in svg
    assert 'viewBox="7.7 17.7 174.7 79.7"' in svg


def test_a_single_dot_is_drawn_too():
    assert 'd="M5 5L5 5"' in drawing.svg({"strokes": [[[5, 5]]]}, "Titik")
