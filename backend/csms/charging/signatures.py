"""Signatures over firmware: the manufacturer's, checked by us before a charger has to (SFW-01, WP A00.FR.706)."""

import base64
from datetime import datetime
from itertools import pairwise
from uuid import UUID

from cryptography import x509
from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import ec, padding, rsa
from cryptography.hazmat.primitives.asymmetric.utils import Prehashed

from csms.auth.certificate_hashes import HashName, hash_data
from csms.errors import Conflict, Invalid
from csms.said import Words, said
from csms.store.models import Charger, InstalledCertificate

ROOT = "ManufacturerRootCertificate"
MOST_CERTIFICATES = 10


def read_chain(pem: str) -> list[x509.Certificate]:
    """The signing certificate, and what follows it. Raises Invalid."""
    try:
        chain = x509.load_pem_x509_certificates(pem.encode())
    except ValueError:
        raise _invalid("signingCertificate", said("Not a certificate in PEM")) from None
    if len(chain) > MOST_CERTIFICATES:
        raise _invalid("signingCertificate", said("At most {most} certificates", most=MOST_CERTIFICATES))
    if not isinstance(chain[0].public_key(), rsa.RSAPublicKey | ec.EllipticCurvePublicKey):
        raise _invalid("signingCertificate", said("Its key must be RSA or of an elliptic curve"))
    return chain


def require_valid(chain: list[x509.Certificate], now: datetime) -> None:
    """Raises Conflict for a chain that is not valid now, or whose certificates are not signed by the next one."""
    for certificate in chain:
        name = certificate.subject.rfc4514_string()
        if now < certificate.not_valid_before_utc:
            raise Conflict(said("The signing certificate {name} is not valid yet.", name=name))
        if now > certificate.not_valid_after_utc:
            raise Conflict(said("The signing certificate {name} has expired.", name=name))
    for certificate, issuer in pairwise(chain):
        try:
            certificate.verify_directly_issued_by(issuer)
        except (InvalidSignature, ValueError, TypeError):
            raise Conflict(
                said("The signing certificate is not signed by the one that follows it.")
            ) from None


async def check_signer(charger: Charger, pem: str, now: datetime) -> None:
    """Whether the charger can believe this certificate. Of the roots that it has we know hashes only."""
    chain = read_chain(pem)
    require_valid(chain, now)
    roots = await _roots(charger.id)
    if roots and not any(_names(root, chain[-1]) for root in roots):
        issuer = chain[-1].issuer.rfc4514_string()
        raise Conflict(
            said(
                "The charger has no root of the manufacturer that has issued this ({issuer}).", issuer=issuer
            )
        )


async def _roots(charger_id: UUID) -> list[InstalledCertificate]:
    return await InstalledCertificate.filter(charger_id=charger_id, use=ROOT).limit(100)


def _names(root: InstalledCertificate, certificate: x509.Certificate) -> bool:
    """By the hash of its issuer's name; who is unknown to us is left to the charger."""
    algorithm = root.hash_algorithm
    if algorithm not in ("SHA256", "SHA384", "SHA512"):
        return True
    known: HashName = algorithm  # type: ignore[assignment] # as just seen
    name = hash_data(certificate, certificate, known).issuer_name_hash
    return name.lstrip("0") == root.issuer_name_hash.casefold().lstrip("0")


def require_signature(certificate: x509.Certificate, signature: str, sha256: str) -> None:
    """Raises Conflict unless it is one over a file of this digest: RSA-PSS or ECDSA, both with SHA-256."""
    key, digest = certificate.public_key(), Prehashed(hashes.SHA256())
    value = _decoded(signature)
    try:
        if isinstance(key, rsa.RSAPublicKey):
            pss = padding.PSS(padding.MGF1(hashes.SHA256()), padding.PSS.AUTO)
            key.verify(value, bytes.fromhex(sha256), pss, digest)
        elif isinstance(key, ec.EllipticCurvePublicKey):
            key.verify(value, bytes.fromhex(sha256), ec.ECDSA(digest))
    except InvalidSignature:
        raise Conflict(said("The signature is not that of this file by this certificate.")) from None


def _decoded(signature: str) -> bytes:
    try:
        return base64.b64decode(signature, validate=True)
    except ValueError:  # binascii.Error, or letters that no alphabet of ASCII has
        raise _invalid("signature", said("Not base64")) from None


def _invalid(field: str, message: Words) -> Invalid:
    return Invalid(said("{field}: {message}.", field=field, message=message), errors=((field, message),))
