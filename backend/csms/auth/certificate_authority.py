"""Who signs the certificates of chargers. A central system should not do it itself (A02.FR.04): so it is an interface.

`LocalAuthority` is the default, for who has no authority of his own: two roots in DATA_DIR, RSA and ECDSA, because the
key of a certificate and that which signs it are of one kind (A00.FR.317).
"""

import asyncio
import datetime
from dataclasses import dataclass
from pathlib import Path
from typing import Protocol, TypeAlias

from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec, rsa
from cryptography.x509.oid import ExtendedKeyUsageOID, NameOID

from csms.auth.certificate_requests import read_request
from csms.auth.key_files import load_or_create
from csms.errors import ConfigurationError, CsmsError

PrivateKey: TypeAlias = rsa.RSAPrivateKey | ec.EllipticCurvePrivateKey

ROOT_YEARS = 20
FILES = {"RSA": "charger-ca-rsa.pem", "EC": "charger-ca-ec.pem"}
BACKDATED = datetime.timedelta(days=1)
"""A charger's clock may be behind: a certificate that is not valid yet would keep it out (CERT-06)."""


class SigningFailed(CsmsError):
    """The authority did not sign; the message says why. Nobody tries again by himself."""


@dataclass(frozen=True, slots=True)
class Issued:
    """A certificate and the chain to send: leaf first, then authorities below the root (CERT-04). Times are UTC."""

    chain: str
    serial_number: str
    fingerprint: str
    not_before: datetime.datetime
    not_after: datetime.datetime


class CertificateAuthority(Protocol):
    """Signs requests that have been checked."""

    async def sign(self, request_pem: str, common_name: str, organisation: str) -> Issued:
        """Raises SigningFailed."""
        ...

    def roots(self) -> list[x509.Certificate]:
        """By which the certificates it signs are proved."""
        ...


class LocalAuthority:
    """Two roots of our own, made when they are first needed. validity: of the certificates it signs."""

    def __init__(self, folder: Path, validity: datetime.timedelta) -> None:
        self._folder = folder
        self._validity = validity
        self._loaded: dict[str, tuple[x509.Certificate, PrivateKey]] = {}

    def roots(self) -> list[x509.Certificate]:
        """Raises ConfigurationError when their files cannot be used."""
        return [self._root(kind)[0] for kind in FILES]

    async def sign(self, request_pem: str, common_name: str, organisation: str) -> Issued:
        """In a thread: making an RSA root takes its time."""
        try:
            return await asyncio.to_thread(self._sign, request_pem, common_name, organisation)
        except (CsmsError, ValueError) as error:
            raise SigningFailed(str(error)) from error

    def _sign(self, request_pem: str, common_name: str, organisation: str) -> Issued:
        request = read_request(request_pem)
        root, key = self._root("RSA" if isinstance(request.public_key(), rsa.RSAPublicKey) else "EC")
        builder = _builder(
            _name(common_name, organisation), root.subject, request.public_key(), self._validity
        )
        certificate = (
            builder.add_extension(x509.BasicConstraints(ca=False, path_length=None), critical=True)
            .add_extension(x509.ExtendedKeyUsage([ExtendedKeyUsageOID.CLIENT_AUTH]), critical=False)
            .add_extension(
                x509.AuthorityKeyIdentifier.from_issuer_public_key(key.public_key()), critical=False
            )
            .sign(key, hashes.SHA256())
        )
        return Issued(
            chain=certificate.public_bytes(serialization.Encoding.PEM).decode(),
            serial_number=f"{certificate.serial_number:x}",
            fingerprint=fingerprint(certificate),
            not_before=certificate.not_valid_before_utc,
            not_after=certificate.not_valid_after_utc,
        )

    def server_certificate(self, names: list[str]) -> bytes:
        """Key and certificate of a server, signed by the EC root, in one PEM: for a listener without its own."""
        root, key = self._root("EC")
        own = ec.generate_private_key(ec.SECP256R1())
        sans = [x509.DNSName(name) for name in names]
        builder = _builder(_name(names[0], "CSMS"), root.subject, own.public_key(), self._validity)
        certificate = (
            builder.add_extension(x509.SubjectAlternativeName(sans), critical=False)
            .add_extension(x509.BasicConstraints(ca=False, path_length=None), critical=True)
            .sign(key, hashes.SHA256())
        )
        return _pem(own) + certificate.public_bytes(serialization.Encoding.PEM)

    def _root(self, kind: str) -> tuple[x509.Certificate, PrivateKey]:
        if kind not in self._loaded:
            path = self._folder / FILES[kind]
            content = load_or_create(path, lambda: _new_root(kind))
            try:
                key = serialization.load_pem_private_key(content, password=None)
                certificate = x509.load_pem_x509_certificate(content)
            except ValueError as error:
                raise ConfigurationError(f"DATA_DIR: {path} holds no key with its certificate") from error
            if not isinstance(key, rsa.RSAPrivateKey | ec.EllipticCurvePrivateKey):
                raise ConfigurationError(f"DATA_DIR: {path} must hold an RSA or EC key")
            self._loaded[kind] = (certificate, key)
        return self._loaded[kind]


def fingerprint(certificate: x509.Certificate) -> str:
    """SHA-256 of the certificate, in hexadecimal."""
    return certificate.fingerprint(hashes.SHA256()).hex()


def _new_root(kind: str) -> bytes:
    key: PrivateKey = (
        rsa.generate_private_key(65537, 3072) if kind == "RSA" else ec.generate_private_key(ec.SECP256R1())
    )
    name = _name(f"CSMS charger root ({kind})", "CSMS")
    builder = _builder(name, name, key.public_key(), datetime.timedelta(days=365 * ROOT_YEARS))
    usage = x509.KeyUsage(
        digital_signature=False,
        content_commitment=False,
        key_encipherment=False,
        data_encipherment=False,
        key_agreement=False,
        key_cert_sign=True,
        crl_sign=True,
        encipher_only=False,
        decipher_only=False,
    )
    certificate = (
        builder.add_extension(x509.BasicConstraints(ca=True, path_length=None), critical=True)
        .add_extension(usage, critical=True)
        .add_extension(x509.SubjectKeyIdentifier.from_public_key(key.public_key()), critical=False)
        .sign(key, hashes.SHA256())
    )
    return _pem(key) + certificate.public_bytes(serialization.Encoding.PEM)


def _builder(
    subject: x509.Name, issuer: x509.Name, key: object, validity: datetime.timedelta
) -> x509.CertificateBuilder:
    now = datetime.datetime.now(datetime.UTC)
    return (
        x509.CertificateBuilder()
        .subject_name(subject)
        .issuer_name(issuer)
        .public_key(key)  # type: ignore[arg-type] # RSA or EC, as read_request has seen
        .serial_number(x509.random_serial_number())
        .not_valid_before(now - BACKDATED)
        .not_valid_after(now + validity)
    )


def _name(common_name: str, organisation: str) -> x509.Name:
    parts = [x509.NameAttribute(NameOID.COMMON_NAME, common_name)]
    if organisation:
        parts.append(x509.NameAttribute(NameOID.ORGANIZATION_NAME, organisation))
    return x509.Name(parts)


def _pem(key: PrivateKey) -> bytes:
    return key.private_bytes(
        serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8, serialization.NoEncryption()
    )
