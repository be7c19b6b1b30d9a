"""The certificates of a charge point: the roots it trusts, and its own (security whitepaper, A02, M03-M05)."""

import tempfile
from collections.abc import Iterator, Sequence
from datetime import datetime
from itertools import pairwise
from pathlib import Path
from ssl import SSLContext, create_default_context

from cryptography import x509
from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.x509.ocsp import OCSPRequestBuilder
from cryptography.x509.oid import NameOID

from csms.ocpp.v16.security import CertificateHashData, CertificateUse, HashAlgorithm

_PEM = serialization.Encoding.PEM


class UnusableCertificate(Exception):
    """It cannot be read, is not valid now, or is not what it has to be. The text says which."""


def parse(pem: str, now: datetime) -> x509.Certificate:
    """The one certificate in `pem`. Raises `UnusableCertificate`."""
    try:
        certificate = x509.load_pem_x509_certificate(pem.encode())
    except ValueError as error:
        raise UnusableCertificate("not a certificate in PEM") from error
    if not certificate.not_valid_before_utc <= now <= certificate.not_valid_after_utc:
        raise UnusableCertificate("not valid now")
    return certificate


def issued_by(certificate: x509.Certificate, issuer: x509.Certificate) -> bool:
    """Whether `issuer` signed `certificate`."""
    try:
        certificate.verify_directly_issued_by(issuer)
    except (ValueError, TypeError, InvalidSignature):
        return False
    return True


class TrustStore:
    """Root certificates by their use, in the order in which they came."""

    def __init__(self) -> None:
        self._roots: list[tuple[CertificateUse, x509.Certificate]] = []

    def __len__(self) -> int:
        return len(self._roots)

    def of(self, use: CertificateUse) -> list[x509.Certificate]:
        return [root for its_use, root in self._roots if its_use == use]

    def add(self, use: CertificateUse, root: x509.Certificate) -> None:
        """Once; raises `UnusableCertificate` for what is no root."""
        if not _is_authority(root):
            raise UnusableCertificate("not the certificate of an authority")
        if self._issuer(root) is None:
            raise UnusableCertificate("neither signed by itself nor by a known root")
        if (use, root) not in self._roots:
            self._roots.append((use, root))

    def vouches_for(self, certificate: x509.Certificate, use: CertificateUse) -> bool:
        """Whether a root for `use` is, or has issued, `certificate`."""
        return any(root == certificate or issued_by(certificate, root) for root in self.of(use))

    def ids(self, use: CertificateUse) -> list[CertificateHashData]:
        return [self._id(root) for root in self.of(use)]

    def find(self, wanted: CertificateHashData) -> tuple[CertificateUse, x509.Certificate] | None:
        """The root that is meant, whatever the case of its hashes (CERT-10)."""
        for use, root in self._roots:
            if _folded(self._id(root, wanted.hashAlgorithm)) == _folded(wanted):
                return use, root
        return None

    def remove(self, use: CertificateUse, root: x509.Certificate) -> None:
        self._roots.remove((use, root))

    def _issuer(self, root: x509.Certificate) -> x509.Certificate | None:
        candidates = [root, *(known for _, known in self._roots)]
        return next((one for one in candidates if issued_by(root, one)), None)

    def _id(self, root: x509.Certificate, name: HashAlgorithm = "SHA256") -> CertificateHashData:
        """As in an OCSP request (CERT-10), which is why one is built."""
        issuer = self._issuer(root) or root
        request = OCSPRequestBuilder().add_certificate(root, issuer, _ALGORITHMS[name]).build()
        return CertificateHashData(
            name,
            request.issuer_name_hash.hex(),
            request.issuer_key_hash.hex(),
            f"{request.serial_number:x}",
        )


class OwnCertificate:
    """The key that a certificate was asked for, and the one in use."""

    def __init__(self) -> None:
        self.chain: list[x509.Certificate] = []
        self._key: ec.EllipticCurvePrivateKey | None = None
        self._asked_for: ec.EllipticCurvePrivateKey | None = None

    def request(self, organization: str, serial_number: str) -> str:
        """A new key, and the PKCS#10 request in PEM for it: O is the operator, CN the serial number (CERT-02)."""
        self._asked_for = ec.generate_private_key(ec.SECP256R1())
        subject = x509.Name(
            [
                x509.NameAttribute(NameOID.ORGANIZATION_NAME, organization),
                x509.NameAttribute(NameOID.COMMON_NAME, serial_number),
            ]
        )
        request = x509.CertificateSigningRequestBuilder().subject_name(subject)
        return request.sign(self._asked_for, hashes.SHA256()).public_bytes(_PEM).decode()

    def take(self, pem: str, serial_number: str, now: datetime) -> None:
        """Use the chain in `pem` from now on. Raises `UnusableCertificate` where it does not fit (TC_077)."""
        chain = list(_chain(pem))
        leaf, key = chain[0], self._asked_for
        if key is None or leaf.public_key() != key.public_key():
            raise UnusableCertificate("not for the key that a certificate was asked for")
        if _common_name(leaf) != serial_number:
            raise UnusableCertificate("CN is not the serial number")
        if not leaf.not_valid_before_utc <= now <= leaf.not_valid_after_utc:
            raise UnusableCertificate("not valid now")
        if not all(issued_by(one, issuer) for one, issuer in pairwise(chain)):
            raise UnusableCertificate("the chain does not hold together")
        self.chain, self._key, self._asked_for = chain, key, None

    def load_into(self, context: SSLContext) -> None:
        """Let `context` show the certificate; the library reads it from files only."""
        if self._key is None:
            return
        key = self._key.private_bytes(_PEM, serialization.PrivateFormat.PKCS8, serialization.NoEncryption())
        with tempfile.TemporaryDirectory() as folder:
            path = Path(folder, "charge-point.pem")
            path.touch(mode=0o600)
            path.write_bytes(key + b"".join(one.public_bytes(_PEM) for one in self.chain))
            context.load_cert_chain(path)


def client_context(roots: Sequence[x509.Certificate], own: OwnCertificate | None) -> SSLContext:
    """TLS that trusts `roots`, or those of this machine where there are none; with `own` certificate if given."""
    pem = "".join(root.public_bytes(_PEM).decode() for root in roots)
    context = create_default_context(cadata=pem or None)
    if own is not None:
        own.load_into(context)
    return context


def _chain(pem: str) -> Iterator[x509.Certificate]:
    try:
        yield from x509.load_pem_x509_certificates(pem.encode())
    except ValueError as error:
        raise UnusableCertificate("not certificates in PEM") from error


def _is_authority(certificate: x509.Certificate) -> bool:
    try:
        return certificate.extensions.get_extension_for_class(x509.BasicConstraints).value.ca
    except (x509.ExtensionNotFound, ValueError):
        return False


def _common_name(certificate: x509.Certificate) -> str:
    names = certificate.subject.get_attributes_for_oid(NameOID.COMMON_NAME)
    return str(names[0].value) if names else ""


def _folded(data: CertificateHashData) -> tuple[str, ...]:
    """What identifies a certificate, compared as hexadecimal digits are."""
    hashes_ = (data.issuerNameHash.casefold(), data.issuerKeyHash.casefold())
    return (data.hashAlgorithm, *hashes_, data.serialNumber.casefold().lstrip("0"))


_ALGORITHMS: dict[HashAlgorithm, hashes.HashAlgorithm] = {
    "SHA256": hashes.SHA256(),
    "SHA384": hashes.SHA384(),
    "SHA512": hashes.SHA512(),
}
