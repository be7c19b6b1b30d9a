"""csms.auth.certificate_authority and certificate_requests: who gets a certificate, and of which kind."""

import base64
import datetime
from pathlib import Path
from typing import Any

import pytest
from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec, ed25519, rsa
from cryptography.x509.oid import NameOID

from csms.auth.certificate_authority import FILES, LocalAuthority, SigningFailed, fingerprint
from csms.auth.certificate_requests import UnacceptableRequest, read_request, require_subject
from csms.errors import ConfigurationError
from csms.said import Said
from csms.store.stored_words import read_back

RSA = rsa.generate_private_key(65537, 2048)
EC = ec.generate_private_key(ec.SECP256R1())


def request(key: Any, common_name: str = "K22-0001", organisation: str = "Hafenstrom") -> str:
    parts = [
        x509.NameAttribute(NameOID.COMMON_NAME, common_name),
        x509.NameAttribute(NameOID.ORGANIZATION_NAME, organisation),
    ]
    builder = x509.CertificateSigningRequestBuilder().subject_name(x509.Name(parts))
    algorithm = None if isinstance(key, ed25519.Ed25519PrivateKey) else hashes.SHA256()
    return builder.sign(key, algorithm).public_bytes(serialization.Encoding.PEM).decode()


def authority(folder: Path) -> LocalAuthority:
    return LocalAuthority(folder, datetime.timedelta(days=90))


@pytest.mark.parametrize(("key", "root"), [(RSA, 0), (EC, 1)], ids=["RSA", "EC"])
async def test_a_request_is_signed_by_its_own_kind(tmp_path: Path, key: Any, root: int) -> None:
    """CERT-03, CERT-04, CERT-06, TLS-04: leaf alone, valid from yesterday on, for clients only."""
    issued = await authority(tmp_path).sign(request(key), "K22-0001", "Hafenstrom")
    certificate = x509.load_pem_x509_certificate(issued.chain.encode())
    issuer = authority(tmp_path).roots()[root]  # of the same files
    certificate.verify_directly_issued_by(issuer)
    assert issued.chain.count("BEGIN CERTIFICATE") == 1
    assert issued.fingerprint == fingerprint(certificate)
    assert certificate.public_key() == key.public_key()
    assert certificate.not_valid_before_utc < datetime.datetime.now(datetime.UTC)
    require_subject(certificate.subject, "K22-0001", "Hafenstrom")


async def test_serial_numbers_are_unique(tmp_path: Path) -> None:
    """TLS-04"""
    signer = authority(tmp_path)
    issued = [await signer.sign(request(EC), "A", "B") for _ in range(5)]
    assert len({one.serial_number for one in issued}) == 5


def test_roots_are_kept_by_their_owner_alone(tmp_path: Path) -> None:
    """CERT-03, SEC-11"""
    first = authority(tmp_path).roots()
    assert authority(tmp_path).roots() == first
    for name in FILES.values():
        assert (tmp_path / name).stat().st_mode & 0o777 == 0o600
    ca = first[0].extensions.get_extension_for_class(x509.BasicConstraints).value
    assert ca.ca


def test_a_file_that_is_no_root(tmp_path: Path) -> None:
    (tmp_path / FILES["RSA"]).write_text("nonsense")
    with pytest.raises(ConfigurationError, match=FILES["RSA"]):
        authority(tmp_path).roots()


async def test_what_cannot_be_signed(tmp_path: Path) -> None:
    """CERT-01: the failure has a reason."""
    with pytest.raises(SigningFailed, match="PKCS#10"):
        await authority(tmp_path).sign("nonsense", "A", "B")


def broken_signature(pem: str) -> str:
    """The same request with another last byte."""
    der = x509.load_pem_x509_csr(pem.encode()).public_bytes(serialization.Encoding.DER)
    changed = der[:-1] + bytes([der[-1] ^ 1])
    text = base64.encodebytes(changed).decode()
    return f"-----BEGIN CERTIFICATE REQUEST-----\n{text}-----END CERTIFICATE REQUEST-----\n"


@pytest.mark.parametrize(
    ("pem", "reason"),
    [
        ("nonsense", "PKCS#10"),
        ("", "PKCS#10"),
        (request(rsa.generate_private_key(65537, 1024)), "1024 bits"),
        (request(ec.generate_private_key(ec.SECP192R1())), "192 bits"),
        (request(ed25519.Ed25519PrivateKey.generate()), "neither RSA nor EC"),
        (broken_signature(request(RSA)), "signature"),
    ],
)
def test_requests_that_are_refused(pem: str, reason: str) -> None:
    """CERT-02, TLS-04"""
    with pytest.raises(UnacceptableRequest, match=reason) as refused:
        read_request(pem)
    assert isinstance(read_back(str(refused.value)), Said)


@pytest.mark.parametrize(
    ("common_name", "organisation", "reason"),
    [("K22-0002", "Hafenstrom", "CN"), ("k22-0001", "Hafenstrom", "CN"), ("K22-0001", "Other", "O is")],
)
def test_nobody_gets_the_certificate_of_another(common_name: str, organisation: str, reason: str) -> None:
    """CERT-02, S1"""
    subject = read_request(request(EC)).subject
    with pytest.raises(UnacceptableRequest, match=reason) as refused:
        require_subject(subject, common_name, organisation)
    assert isinstance(read_back(str(refused.value)), Said)
    require_subject(subject, "K22-0001", "")


def test_a_name_without_or_with_two_parts_is_nobodys() -> None:
    """CERT-02"""
    twice = [x509.NameAttribute(NameOID.COMMON_NAME, "A")] * 2
    with pytest.raises(UnacceptableRequest):
        require_subject(x509.Name(twice), "A", "")
    with pytest.raises(UnacceptableRequest):
        require_subject(x509.Name([]), "A", "")


def test_a_server_without_its_own_certificate_gets_one(tmp_path: Path) -> None:
    """TLS-04"""
    pem = authority(tmp_path).server_certificate(["csms.example", "localhost"])
    certificate = x509.load_pem_x509_certificate(pem)
    certificate.verify_directly_issued_by(authority(tmp_path).roots()[1])
    names = certificate.extensions.get_extension_for_class(x509.SubjectAlternativeName).value
    assert names.get_values_for_type(x509.DNSName) == ["csms.example", "localhost"]
