"""
The office's sealing certificate: made at set-up for trials, given in production.

In production SEAL_PKCS12 and SEAL_PKCS12_PASSWORD name a key store with the seal's
key and its chain. In a trial an own authority, a seal and a time-stamping key
(EC P-256) are made once under VAR_DIR/kunci. None of it is imported by the web.
"""

import fcntl
from collections.abc import Callable
from datetime import timedelta
from pathlib import Path

from cryptography import x509
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.serialization import (
    BestAvailableEncryption,
    Encoding,
    pkcs12,
)
from cryptography.x509.oid import ExtendedKeyUsageOID, NameOID
from django.utils import timezone

VALID_FOR = timedelta(days=5 * 365)
TRIAL_PASSWORD = b"uji-coba"
SEAL_FILE = "segel.p12"
STAMP_FILE = "stempel-waktu.p12"
ROOT_FILE = "otoritas-segel.pem"


def trial_stores(folder: Path) -> tuple[Path, Path]:
    """
    The key stores of a trial, made on the first call: the seal's and the clock's.

    Takes the folder of keys (VAR_DIR/kunci). Safe when several processes call it at
    once: one makes them, the others wait.
    """
    folder.mkdir(parents=True, exist_ok=True)
    seal, stamp = folder / SEAL_FILE, folder / STAMP_FILE
    with (folder / "segel.kunci").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        if not (seal.exists() and stamp.exists()):
            make(seal, stamp, folder / ROOT_FILE)
    return seal, stamp


def make(seal: Path, stamp: Path, authority: Path) -> None:
    """An own authority, and the two certificates that it signs."""
    root_key = ec.generate_private_key(ec.SECP256R1())
    root_name = named("Otoritas Segel Elektronik (uji coba)")
    root = (
        certificate(root_name, root_name, root_key)
        .add_extension(x509.BasicConstraints(ca=True, path_length=0), critical=True)
        .add_extension(usage(key_cert_sign=True, crl_sign=True), critical=True)
        .sign(root_key, hashes.SHA256())
    )

    authority.write_bytes(root.public_bytes(Encoding.PEM))

    def issue(
        file: Path,
        name: str,
        extend: Callable[[x509.CertificateBuilder], x509.CertificateBuilder],
    ) -> None:
        key = ec.generate_private_key(ec.SECP256R1())
        builder = certificate(named(name), root_name, key).add_extension(
            x509.BasicConstraints(ca=False, path_length=None), critical=True
        )
        made = extend(builder).sign(root_key, hashes.SHA256())
        data = pkcs12.serialize_key_and_certificates(
            b"segel", key, made, [root], BestAvailableEncryption(TRIAL_PASSWORD)
        )
        fresh = file.with_suffix(".baru")
        fresh.touch(mode=0o600)
        fresh.write_bytes(data)
        fresh.rename(file)

    issue(
        seal,
        "Segel Elektronik Komisi Pemilihan Umum (uji coba)",
        lambda builder: builder.add_extension(
            usage(digital_signature=True, content_commitment=True), critical=True
        ),
    )
    issue(
        stamp,
        "Stempel Waktu Komisi Pemilihan Umum (uji coba)",
        lambda builder: builder.add_extension(
            usage(digital_signature=True), critical=True
        ).add_extension(
            x509.ExtendedKeyUsage([ExtendedKeyUsageOID.TIME_STAMPING]), critical=True
        ),
    )


def named(common_name: str) -> x509.Name:
    return x509.Name(
        [
            x509.NameAttribute(NameOID.COUNTRY_NAME, "ID"),
            x509.NameAttribute(NameOID.ORGANIZATION_NAME, "Komisi Pemilihan Umum"),
            x509.NameAttribute(NameOID.COMMON_NAME, common_name),
        ]
    )


def certificate(
    subject: x509.Name, issuer: x509.Name, key: ec.EllipticCurvePrivateKey
) -> x509.CertificateBuilder:
    now = timezone.now()
    return (
        x509.CertificateBuilder()
        .subject_name(subject)
        .issuer_name(issuer)
        .public_key(key.public_key())
        .serial_number(x509.random_serial_number())
        .not_valid_before(now - timedelta(hours=1))
        .not_valid_after(now + VALID_FOR)
        .add_extension(
            x509.SubjectKeyIdentifier.from_public_key(key.public_key()), critical=False
        )
    )


def usage(**given: bool) -> x509.KeyUsage:
    every = dict.fromkeys(
        (
            "digital_signature",
            "content_commitment",
            "key_encipherment",
            "data_encipherment",
            "key_agreement",
            "key_cert_sign",
            "crl_sign",
            "encipher_only",
            "decipher_only",
        ),
        False,
    )
    return x509.KeyUsage(**(every | given))
