"""csms.auth.certificate_hashes: the values of OpenSSL's own OCSP requests."""

import datetime

import pytest
from cryptography import x509
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import ec, rsa
from cryptography.x509 import ocsp
from cryptography.x509.oid import NameOID

from csms.auth.certificate_hashes import HashData, HashName, hash_data

ALGORITHMS: dict[HashName, hashes.HashAlgorithm] = {
    "SHA256": hashes.SHA256(),
    "SHA384": hashes.SHA384(),
    "SHA512": hashes.SHA512(),
}
RSA = rsa.generate_private_key(65537, 2048)
EC = ec.generate_private_key(ec.SECP384R1())


def certificate(
    name: str, key: rsa.RSAPrivateKey | ec.EllipticCurvePrivateKey, issuer: str, by: object, serial: int
) -> x509.Certificate:
    def called(text: str) -> x509.Name:
        return x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, text)])

    now = datetime.datetime.now(datetime.UTC)
    builder = x509.CertificateBuilder().subject_name(called(name)).issuer_name(called(issuer))
    builder = builder.public_key(key.public_key()).serial_number(serial).not_valid_before(now)
    return builder.not_valid_after(now + datetime.timedelta(days=1)).sign(by, hashes.SHA256())  # type: ignore[arg-type]


@pytest.mark.parametrize("algorithm", sorted(ALGORITHMS))
@pytest.mark.parametrize("root_key", [RSA, EC], ids=["RSA", "EC"])
def test_they_are_those_of_ocsp(
    algorithm: HashName, root_key: rsa.RSAPrivateKey | ec.EllipticCurvePrivateKey
) -> None:
    """CERT-10, TC_076: of a root, and of what it has signed."""
    root = certificate("Root", root_key, "Root", root_key, 0xA0)
    leaf = certificate("Leaf", EC, "Root", root_key, 2**120 + 5)
    for one in (root, leaf):
        request = ocsp.OCSPRequestBuilder().add_certificate(one, root, ALGORITHMS[algorithm]).build()
        found = hash_data(one, root, algorithm)
        assert found.issuer_name_hash == request.issuer_name_hash.hex()
        assert found.issuer_key_hash == request.issuer_key_hash.hex()
        assert int(found.serial_number, 16) == request.serial_number
    assert hash_data(root, root).serial_number == "a0"


def test_hexadecimal_is_compared_as_numbers() -> None:
    """CERT-10"""
    ours = HashData("SHA256", "0a", "ff", "1b")
    assert ours.same_as(HashData("SHA256", "0A", "FF", "001B"))
    assert not ours.same_as(HashData("SHA384", "0a", "ff", "1b"))
    assert not ours.same_as(HashData("SHA256", "0a", "fe", "1b"))
