"""Certificate requests of chargers (PKCS#10): whose they are, and whether we would sign them (CERT-02)."""

from cryptography import x509
from cryptography.exceptions import InvalidSignature, UnsupportedAlgorithm
from cryptography.hazmat.primitives.asymmetric import ec, rsa
from cryptography.x509.oid import NameOID

from csms.errors import CsmsError
from csms.said import Said
from csms.store import stored_words

SHORTEST_RSA, SHORTEST_EC = 2048, 224
"""Bits of a key (WP A00.FR.501, .502)."""

LONGEST_RSA = 8192
"""Signing with a longer one would be work for nothing."""


class UnacceptableRequest(CsmsError):
    """A request that is not signed; the message says why, in stored words."""


def read_request(pem: str) -> x509.CertificateSigningRequest:
    """A request whose signature is right and whose key is strong. Raises UnacceptableRequest."""
    try:
        request = x509.load_pem_x509_csr(pem.encode())
        valid = request.is_signature_valid
        key = request.public_key()
    except (ValueError, TypeError, InvalidSignature, UnsupportedAlgorithm) as error:
        raise UnacceptableRequest(stored_words.NO_REQUEST) from error
    if not valid:
        raise UnacceptableRequest(stored_words.WRONG_SIGNATURE)
    if isinstance(key, rsa.RSAPublicKey):
        if not SHORTEST_RSA <= key.key_size <= LONGEST_RSA:
            raise UnacceptableRequest(str(Said(stored_words.RSA_BITS, {"bits": key.key_size})))
    elif isinstance(key, ec.EllipticCurvePublicKey):
        if key.key_size < SHORTEST_EC:
            raise UnacceptableRequest(str(Said(stored_words.EC_BITS, {"bits": key.key_size})))
    else:
        raise UnacceptableRequest(stored_words.ANOTHER_KEY)
    return request


def require_subject(name: x509.Name, common_name: str, organisation: str) -> None:
    """Nobody gets the certificate of another, and nobody that of another operator. Raises UnacceptableRequest."""
    found, wanted = subject_part(name, NameOID.COMMON_NAME), common_name
    if found != wanted:
        raise _another("CN", found, wanted)
    of = subject_part(name, NameOID.ORGANIZATION_NAME)
    if organisation and of != organisation:
        raise _another("O", of, organisation)


def _another(part: str, found: str, wanted: str) -> UnacceptableRequest:
    values = {"part": part, "found": repr(found), "wanted": repr(wanted)}
    return UnacceptableRequest(str(Said(stored_words.ANOTHER_NAME, values)))


def subject_part(name: x509.Name, oid: x509.ObjectIdentifier) -> str:
    """One part of a name, "" when it is missing or there is more than one."""
    parts = name.get_attributes_for_oid(oid)
    return str(parts[0].value) if len(parts) == 1 else ""
