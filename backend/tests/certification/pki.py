"""Keys, certificates and requests of the test tool."""

import datetime
import ipaddress
from dataclasses import dataclass
from pathlib import Path
from typing import TypeAlias

from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec, rsa
from cryptography.x509.oid import NameOID

Key: TypeAlias = rsa.RSAPrivateKey | ec.EllipticCurvePrivateKey


def rsa_key() -> rsa.RSAPrivateKey:
    return rsa.generate_private_key(65537, 2048)


def ec_key() -> ec.EllipticCurvePrivateKey:
    return ec.generate_private_key(ec.SECP256R1())


def pem_of_key(key: Key) -> bytes:
    return key.private_bytes(
        serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8, serialization.NoEncryption()
    )


def pem(certificate: x509.Certificate) -> str:
    return certificate.public_bytes(serialization.Encoding.PEM).decode()


def subject(common_name: str, organisation: str = "") -> x509.Name:
    parts = [x509.NameAttribute(NameOID.COMMON_NAME, common_name)]
    if organisation:
        parts.append(x509.NameAttribute(NameOID.ORGANIZATION_NAME, organisation))
    return x509.Name(parts)


def request(key: Key, common_name: str, organisation: str) -> str:
    """A certificate request (PKCS#10) in PEM."""
    builder = x509.CertificateSigningRequestBuilder().subject_name(subject(common_name, organisation))
    return builder.sign(key, hashes.SHA256()).public_bytes(serialization.Encoding.PEM).decode()


@dataclass
class Authority:
    """A root that signs what it is told."""

    key: Key
    root: x509.Certificate

    @classmethod
    def new(cls, name: str = "Test root", key: Key | None = None) -> "Authority":
        own = key or ec_key()
        return cls(own, _signed(own, subject(name), own, subject(name), ca=True))

    def sign(self, key: Key, name: x509.Name, *, server: bool = False) -> x509.Certificate:
        return _signed(key, name, self.key, self.root.subject, server=server)


def _signed(
    key: Key, name: x509.Name, by: Key, issuer: x509.Name, *, ca: bool = False, server: bool = False
) -> x509.Certificate:
    now = datetime.datetime.now(datetime.UTC)
    builder = x509.CertificateBuilder().subject_name(name).issuer_name(issuer).public_key(key.public_key())
    builder = builder.serial_number(x509.random_serial_number())
    builder = builder.not_valid_before(now - datetime.timedelta(hours=1))
    builder = builder.not_valid_after(now + datetime.timedelta(days=1))
    builder = builder.add_extension(x509.BasicConstraints(ca=ca, path_length=None), critical=True)
    if server:
        address = x509.IPAddress(ipaddress.ip_address("127.0.0.1"))
        builder = builder.add_extension(x509.SubjectAlternativeName([address]), critical=False)
    return builder.sign(by, hashes.SHA256())


def write_pair(folder: Path, name: str, key: Key, certificate: str) -> tuple[Path, Path]:
    """(certificate, key) files."""
    paths = folder / f"{name}.crt", folder / f"{name}.key"
    paths[0].write_text(certificate)
    paths[1].write_bytes(pem_of_key(key))
    return paths
