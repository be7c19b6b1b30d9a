"""An authority that signs what tests need, at the time of the virtual clock."""

from datetime import timedelta
from ipaddress import IPv4Address

from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec, rsa
from cryptography.x509.oid import NameOID

from tests.simulator.virtual_clock import START

# TLS goes by the time of this machine, the charge point by the virtual one: both are within.
_YEAR = timedelta(days=365)

Key = ec.EllipticCurvePrivateKey | rsa.RSAPrivateKey


def pem(certificate: x509.Certificate) -> str:
    return certificate.public_bytes(serialization.Encoding.PEM).decode()


def new_key() -> ec.EllipticCurvePrivateKey:
    return ec.generate_private_key(ec.SECP256R1())


class Authority:
    """`certificate` is its own: signed by itself, or by `above`."""

    def __init__(self, name: str, above: "Authority | None" = None) -> None:
        self.name = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, name)])
        self.key = new_key()
        self.certificate = (above or self).issue(name, self.key.public_key(), authority=True)

    def issue(
        self,
        common_name: str,
        key: ec.EllipticCurvePublicKey | rsa.RSAPublicKey,
        *,
        authority: bool = False,
        expired: bool = False,
    ) -> x509.Certificate:
        until = START - timedelta(days=1) if expired else START + 10 * _YEAR
        names = x509.SubjectAlternativeName([x509.IPAddress(IPv4Address("127.0.0.1"))])
        builder = (
            x509.CertificateBuilder()
            .subject_name(x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, common_name)]))
            .issuer_name(self.name)
            .public_key(key)
            .serial_number(x509.random_serial_number())
            .not_valid_before(START - 10 * _YEAR)
            .not_valid_after(until)
            .add_extension(x509.BasicConstraints(ca=authority, path_length=None), critical=True)
            .add_extension(names, critical=False)
        )
        return builder.sign(self.key, hashes.SHA256())

    def sign_request(self, csr: str, common_name: str | None = None) -> x509.Certificate:
        """The certificate for a request, with its name unless another is wanted."""
        request = x509.load_pem_x509_csr(csr.encode())
        named = str(request.subject.get_attributes_for_oid(NameOID.COMMON_NAME)[0].value)
        key = request.public_key()
        assert isinstance(key, ec.EllipticCurvePublicKey)
        return self.issue(common_name or named, key)
