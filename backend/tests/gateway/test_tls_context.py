"""csms.gateway.tls: files that change, files that cannot be used."""

import ssl
from pathlib import Path

import pytest
from cryptography import x509

from csms.errors import ConfigurationError
from csms.gateway.tls import Pair, Reloader, TlsFiles, make_context
from tests.certification import pki

AUTHORITY = pki.Authority.new()


def pair(folder: Path, name: str = "server") -> Pair:
    key = pki.ec_key()
    certificate = AUTHORITY.sign(key, pki.subject("127.0.0.1"), server=True)
    return Pair(*pki.write_pair(folder, name, key, pki.pem(certificate)))


def shown(context: ssl.SSLContext) -> int:
    """The serial number of the certificate that a client is shown."""
    client = ssl.create_default_context(cadata=pki.pem(AUTHORITY.root))
    client.verify_flags &= ~ssl.VerifyFlags.VERIFY_X509_STRICT
    to_server, to_client = ssl.MemoryBIO(), ssl.MemoryBIO()
    one = client.wrap_bio(to_client, to_server, server_hostname="127.0.0.1")
    other = context.wrap_bio(to_server, to_client, server_side=True)
    for _ in range(4):
        for side in (one, other):
            try:
                side.do_handshake()
            except ssl.SSLWantReadError:
                continue
    der = one.getpeercert(binary_form=True)
    assert der
    return x509.load_der_x509_certificate(der).serial_number


async def test_new_certificates_are_used_without_a_restart(tmp_path: Path) -> None:
    """TLS-07: the next handshake has them; broken files keep what was there."""
    files = TlsFiles((pair(tmp_path),), lambda: pki.pem(AUTHORITY.root))
    context = make_context(files)
    reloader = Reloader(context, files)
    first = shown(context)
    await reloader.look()
    assert shown(context) == first
    pair(tmp_path)
    await reloader.look()
    second = shown(context)
    assert second != first
    files.pairs[0].certificate.write_text("nonsense")
    await reloader.look()
    files.pairs[0].certificate.unlink()
    await reloader.look()
    assert shown(context) == second


def test_suites_without_forward_secrecy_can_be_left_out(tmp_path: Path) -> None:
    """TLS-02"""
    files = TlsFiles((pair(tmp_path),), lambda: pki.pem(AUTHORITY.root), rsa_key_exchange=False)
    names = {cipher["name"] for cipher in make_context(files).get_ciphers()}
    assert "AES128-GCM-SHA256" not in names
    assert "ECDHE-ECDSA-AES128-GCM-SHA256" in names
    with_all = TlsFiles(files.pairs, files.client_authorities)
    assert "AES128-GCM-SHA256" in {cipher["name"] for cipher in make_context(with_all).get_ciphers()}


def test_files_that_cannot_be_used(tmp_path: Path) -> None:
    with pytest.raises(ConfigurationError, match="nowhere"):
        make_context(TlsFiles((Pair(tmp_path / "nowhere", tmp_path / "nowhere"),), lambda: ""))
    with pytest.raises(ConfigurationError, match="OCPP_TLS_CLIENT_CA"):
        make_context(TlsFiles((pair(tmp_path),), lambda: "nonsense"))
