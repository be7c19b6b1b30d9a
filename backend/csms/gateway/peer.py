"""Who is at the other end of a TLS connection, by the certificate that it has proved."""

import asyncio

from cryptography import x509
from cryptography.hazmat.primitives import hashes
from cryptography.x509.oid import NameOID

from csms.gateway.door import ClientCertificate


def client_certificate(transport: asyncio.BaseTransport) -> ClientCertificate | None:
    """None without TLS, and for a client that has shown no certificate."""
    tls = transport.get_extra_info("ssl_object")
    der = tls.getpeercert(binary_form=True) if tls is not None else None
    if not der:
        return None
    certificate = x509.load_der_x509_certificate(der)
    return ClientCertificate(
        common_name=_part(certificate, NameOID.COMMON_NAME),
        organisation=_part(certificate, NameOID.ORGANIZATION_NAME),
        fingerprint=certificate.fingerprint(hashes.SHA256()).hex(),
    )


def _part(certificate: x509.Certificate, oid: x509.ObjectIdentifier) -> str:
    """A name with two of a part is nobody's."""
    parts = certificate.subject.get_attributes_for_oid(oid)
    return str(parts[0].value) if len(parts) == 1 else ""
