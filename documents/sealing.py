"""
Sealing a PDF with the office's certificate, and checking such seals, with pyHanko.

The seal is PAdES: B-T where a time-stamping service is at hand, else B-B. It is not
the signer's signature: that is the signing evidence, printed and attached.
Heavy to import; only the press and the examiner, processes of their own, do.
"""

import io
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from asn1crypto import cms, core, keys, pem, tsp, x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.serialization import pkcs12
from django.utils import timezone
from pyhanko.pdf_utils.generic import ByteStringObject, pdf_name
from pyhanko.pdf_utils.incremental_writer import IncrementalPdfFileWriter
from pyhanko.pdf_utils.reader import PdfFileReader
from pyhanko.sign import fields, general, signers
from pyhanko.sign.timestamps import HTTPTimeStamper, TimeStamper
from pyhanko.sign.timestamps.dummy_client import DummyTimeStamper
from pyhanko.sign.validation import validate_pdf_signature
from pyhanko.sign.validation.status import SignatureCoverageLevel
from pyhanko_certvalidator import ValidationContext
from pyhanko_certvalidator.registry import SimpleCertificateStore

from documents.streams import ENDING

RECORD = "/KPU_Catatan"
RESERVED = 16384
TRIES = 8


class NotSound(Exception):
    """A seal just made does not hold: it must not be stored."""


class PlainWriter(IncrementalPdfFileWriter):
    """Leaves the metadata as rendered: pyHanko's own rewriting breaks PDF/A."""

    def _update_meta(self) -> None:
        pass


class RecordWriter(PlainWriter):
    """
    Writes a record into the dictionary of the seal that it adds.

    An attachment would change what the first seal covers; what stands in the new seal
    itself does not, and the new seal covers it.
    """

    record: bytes

    def add_object(self, obj: Any, *given: Any, **named: Any) -> Any:
        if isinstance(obj, signers.PdfSignedData):
            obj[pdf_name(RECORD)] = ByteStringObject(self.record)
        return super().add_object(obj, *given, **named)


@dataclass(frozen=True)
class Mark:
    """What a seal is called in the file, and why it was set."""

    field: str
    readable: str
    reason: str


FIRST = Mark("Segel", "Segel elektronik", "Segel elektronik")


def second(reason: str) -> Mark:
    return Mark("Segel 2", "Segel elektronik kedua", reason)


class HeldSigner(signers.SimpleSigner):
    """Parses the key once instead of twice for every seal."""

    held: Any = None

    def sign_raw(self, data: bytes, digest_algorithm: str) -> bytes:
        if not isinstance(self.held, ec.EllipticCurvePrivateKey):
            return super().sign_raw(data, digest_algorithm)
        return self.held.sign(data, ec.ECDSA(hashes.SHA256()))


class OwnClock(DummyTimeStamper):
    """A trial's time stamps, by an elliptic key; pyHanko's own knows only RSA."""

    held: ec.EllipticCurvePrivateKey

    def _sign_tst_info(
        self, tst_info_data: bytes, md_algorithm: str, dt: datetime
    ) -> tuple[bytes, cms.CMSAttributes]:
        digest = hashes.Hash(hashes.SHA256())
        digest.update(tst_info_data)
        attributes = cms.CMSAttributes(
            [
                general.simple_cms_attribute("content_type", "tst_info"),
                general.simple_cms_attribute(
                    "signing_time",
                    cms.Time({"utc_time": core.UTCTime(dt.astimezone(UTC))}),
                ),
                general.simple_cms_attribute(
                    "signing_certificate_v2",
                    general.as_signing_certificate_v2(self.tsa_cert),
                ),
                general.simple_cms_attribute("message_digest", digest.finalize()),
            ]
        )
        signature = self.held.sign(attributes.dump(), ec.ECDSA(hashes.SHA256()))
        return signature, attributes

    def _build_signed_data(self, *given: Any, **named: Any) -> dict[str, Any]:
        made = super()._build_signed_data(*given, **named)
        made["signer_infos"][0]["signature_algorithm"] = {"algorithm": "sha256_ecdsa"}
        return made

    def request_tsa_response(self, req: tsp.TimeStampReq) -> tsp.TimeStampResp:
        self.fixed_dt = timezone.now()
        return super().request_tsa_response(req)


@dataclass(frozen=True)
class Seal:
    """The certificate and key that seal, the clock, and whom the checks trust."""

    signer: signers.SimpleSigner
    clock: TimeStamper | None
    roots: tuple[x509.Certificate, ...]


def load(config: dict[str, str]) -> Seal:
    """
    The seal that the configuration names.

    Takes paths and a password: pkcs12, password, stamp (a trial's key store for time
    stamps), tsa_url, trust (PEM of the trusted authorities; the topmost certificate
    of the key store where it is empty). Raises what reading a bad file raises.
    """
    signer, chain = key_store(config["pkcs12"], config["password"])
    clock: TimeStamper | None = None
    if config.get("tsa_url"):
        clock = HTTPTimeStamper(config["tsa_url"], timeout=8)
    elif config.get("stamp"):
        clock = own_clock(config["stamp"], config["password"])
    trust = config.get("trust")
    roots = trusted(Path(trust)) if trust else top_of(chain)
    return Seal(signer, clock, roots)


def key_store(path: str, password: str) -> tuple[HeldSigner, list[x509.Certificate]]:
    """The signer of a PKCS#12 file, its key parsed, and the chain beside it."""
    key, certificate, chain, info = parts(path, password)
    store = SimpleCertificateStore()
    store.register_multiple(chain)
    signer = HeldSigner(certificate, info, store, embed_roots=True)
    signer.held = key
    return signer, [certificate, *chain]


def own_clock(path: str, password: str) -> OwnClock:
    """The trial's time-stamping service."""
    key, certificate, chain, info = parts(path, password)
    store = SimpleCertificateStore()
    store.register_multiple(chain)
    clock = OwnClock(certificate, info, certs_to_embed=store)
    clock.held = key
    return clock


def parts(path: str, password: str) -> tuple[Any, Any, list[Any], keys.PrivateKeyInfo]:
    """Key, certificate and chain of a PKCS#12 file, in the libraries' own forms."""
    key, certificate, others = pkcs12.load_key_and_certificates(
        Path(path).read_bytes(), password.encode()
    )
    if key is None or certificate is None:
        raise ValueError(f"{path} holds no key with its certificate.")
    der = serialization.Encoding.DER
    info = keys.PrivateKeyInfo.load(
        key.private_bytes(
            der, serialization.PrivateFormat.PKCS8, serialization.NoEncryption()
        )
    )
    chain = [x509.Certificate.load(other.public_bytes(der)) for other in others]
    return key, x509.Certificate.load(certificate.public_bytes(der)), chain, info


def trusted(file: Path) -> tuple[x509.Certificate, ...]:
    """The certificates of a PEM file."""
    found = pem.unarmor(file.read_bytes(), multiple=True)
    return tuple(x509.Certificate.load(der) for _, _, der in found)


def top_of(chain: list[x509.Certificate]) -> tuple[x509.Certificate, ...]:
    """The self-issued certificates of a chain."""
    return tuple(one for one in chain if one.self_issued == "yes" or one.ca)


def apply(
    pdf: bytes, seal: Seal, mark: Mark = FIRST, record: bytes | None = None
) -> bytes:
    """
    The PDF with the office's seal as an incremental update, still PDF/A and UA.

    The update ends in a compressed table of places; should that end in a carriage
    return (see `documents.streams`), a little more room moves the places.
    """
    sealed = pdf
    for more in range(TRIES):
        sealed = update(pdf, seal, RESERVED + 2 * more, mark, record)
        if ENDING not in sealed[len(pdf) :]:
            break
    return sealed


def update(
    pdf: bytes, seal: Seal, reserved: int, mark: Mark, record: bytes | None
) -> bytes:
    """The PDF and its seal, with that many bytes of room for the signature."""
    meta = signers.PdfSignatureMetadata(
        field_name=mark.field,
        md_algorithm="sha256",
        subfilter=fields.SigSeedSubFilter.PADES,
        reason=mark.reason,
        location="Indonesia",
    )
    spec = fields.SigFieldSpec(
        mark.field,
        on_page=0,
        readable_field_name=mark.readable,
        invis_sig_settings=fields.InvisSigSettings(
            set_print_flag=True, box_out_of_bounds=True
        ),
    )
    out = io.BytesIO()
    signer = signers.PdfSigner(
        meta, signer=seal.signer, timestamper=seal.clock, new_field_spec=spec
    )
    writer = PlainWriter(io.BytesIO(pdf))
    if record is not None:
        writer = RecordWriter(io.BytesIO(pdf))
        writer.record = record
    signer.sign_pdf(writer, output=out, bytes_reserved=reserved)
    return out.getvalue()


def countersign(pdf: bytes, seal: Seal, *, reason: str, record: bytes) -> bytes:
    """
    A sealed PDF with the second seal behind the first, checked (ADR 0026).

    What was sealed before stays byte by byte. Raises NotSound when the file was not
    whole before, has two seals already, or is not whole afterwards.
    """
    if check(pdf, seal.roots) != "whole" or len(seals_of(pdf)) != 1:
        raise NotSound("first")
    sealed = apply(pdf, seal, second(reason), record)
    verdict = check(sealed, seal.roots)
    if verdict != "whole" or not sealed.startswith(pdf):
        raise NotSound(verdict)
    return sealed


def seals_of(pdf: bytes) -> list[Any]:
    """The seals in a PDF, the oldest first."""
    return PdfFileReader(io.BytesIO(pdf)).embedded_regular_signatures


def check(pdf: bytes, roots: tuple[x509.Certificate, ...]) -> str:
    """
    What the seal of a PDF says: "whole", "broken", "foreign" or "none".

    Whole: every signature is intact, trusted and of a permitted kind, and the last
    covers the entire file. Foreign: intact, but by nobody whom the roots vouch for.
    """
    signatures = seals_of(pdf)
    if not signatures:
        return "none"
    verdict = "whole"
    for signature in signatures:
        status = validate(signature, roots)
        if status.bottom_line:
            continue
        if not (status.intact and status.valid) or status.trusted:
            return "broken"
        verdict = "foreign"
    coverage = signatures[-1].evaluate_signature_coverage()
    if coverage != SignatureCoverageLevel.ENTIRE_FILE:
        return "broken"
    return verdict


def validate(signature: Any, roots: tuple[x509.Certificate, ...]) -> Any:
    """pyHanko's judgement of one signature, without any look-up on the network."""
    context = ValidationContext(
        trust_roots=list(roots), allow_fetching=False, revocation_mode="soft-fail"
    )
    return validate_pdf_signature(signature, signer_validation_context=context)


def seal_and_check(pdf: bytes, seal: Seal) -> bytes:
    """The sealed PDF, checked. Raises NotSound when the seal does not hold."""
    sealed = apply(pdf, seal)
    verdict = check(sealed, seal.roots)
    if verdict != "whole":
        raise NotSound(verdict)
    return sealed
