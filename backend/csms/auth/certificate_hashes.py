"""How a certificate is named to a charger: by the hashes of an OCSP request (WP 6.1, CERT-10)."""

from typing import Literal, NamedTuple, TypeAlias

from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization

HashName: TypeAlias = Literal["SHA256", "SHA384", "SHA512"]

_ALGORITHMS: dict[HashName, type[hashes.HashAlgorithm]] = {
    "SHA256": hashes.SHA256,
    "SHA384": hashes.SHA384,
    "SHA512": hashes.SHA512,
}


class HashData(NamedTuple):
    """Hexadecimal digits in lower case; the serial number without leading zeros."""

    algorithm: HashName
    issuer_name_hash: str
    issuer_key_hash: str
    serial_number: str

    def same_as(self, other: "HashData") -> bool:
        """Chargers write hexadecimal as they like, and some with leading zeros."""
        return self.algorithm == other.algorithm and all(
            mine.casefold().lstrip("0") == theirs.casefold().lstrip("0")
            for mine, theirs in zip(self[1:], other[1:], strict=True)
        )


def hash_data(
    certificate: x509.Certificate, issuer: x509.Certificate, algorithm: HashName = "SHA256"
) -> HashData:
    """Of a root the issuer is itself."""
    return HashData(
        algorithm,
        _digest(algorithm, certificate.issuer.public_bytes()),
        _digest(algorithm, _key_bits(issuer)),
        f"{certificate.serial_number:x}",
    )


def _digest(algorithm: HashName, content: bytes) -> str:
    digest = hashes.Hash(_ALGORITHMS[algorithm]())
    digest.update(content)
    return digest.finalize().hex()


def _key_bits(certificate: x509.Certificate) -> bytes:
    """The bits of subjectPublicKey, without tag, length, and the number of unused bits (RFC 6960, 4.1.1)."""
    der = certificate.public_key().public_bytes(
        serialization.Encoding.DER, serialization.PublicFormat.SubjectPublicKeyInfo
    )
    _, body, _ = _element(der)
    _, _, rest = _element(body)  # the algorithm
    _, bits, _ = _element(rest)
    return bits[1:]


def _element(der: bytes) -> tuple[int, bytes, bytes]:
    """(tag, value, what follows) of the first DER element."""
    tag, length, start = der[0], der[1], 2
    if length & 0x80:
        size = length & 0x7F
        length, start = int.from_bytes(der[2 : 2 + size], "big"), 2 + size
    return tag, der[start : start + length], der[start + length :]
