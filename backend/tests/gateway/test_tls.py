"""The same sockets inside TLS, which cannot half-close (CONN-10)."""

import datetime
import ipaddress
import ssl
from pathlib import Path

import pytest
import websockets
from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.x509.oid import NameOID

from tests.gateway.sockets import OpenDoor, serving

OFFER = [websockets.Subprotocol("ocpp1.6")]


@pytest.fixture(scope="module")
def certificate(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A key and a certificate for 127.0.0.1, signed by itself, in one file."""
    key = ec.generate_private_key(ec.SECP256R1())
    name = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, "csms.example")])
    now = datetime.datetime.now(datetime.UTC)
    signed = (
        x509.CertificateBuilder()
        .subject_name(name)
        .issuer_name(name)
        .public_key(key.public_key())
        .serial_number(1)
        .not_valid_before(now - datetime.timedelta(hours=1))
        .not_valid_after(now + datetime.timedelta(hours=1))
        .add_extension(
            x509.SubjectAlternativeName([x509.IPAddress(ipaddress.ip_address("127.0.0.1"))]), critical=False
        )
        .sign(key, hashes.SHA256())
    )
    path = tmp_path_factory.mktemp("tls") / "server.pem"
    private = key.private_bytes(
        serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8, serialization.NoEncryption()
    )
    path.write_bytes(private + signed.public_bytes(serialization.Encoding.PEM))
    return path


async def test_messages_refusals_and_closes_inside_tls(certificate: Path) -> None:
    trust = ssl.create_default_context(cafile=certificate)
    async with serving(OpenDoor(), ssl_certfile=certificate, ssl_keyfile=certificate) as server:
        url = f"wss://127.0.0.1:{server.port}"
        with pytest.raises(websockets.InvalidStatus) as refused:
            await websockets.connect(f"{url}/nowhere", ssl=trust)
        assert refused.value.response.status_code == 404
        async with websockets.connect(f"{url}/ocpp/CP001", ssl=trust, subprotocols=OFFER) as client:
            await client.send("x" * 100_000)
            assert await client.recv() == "x" * 100_000
            await client.send(b"binary")
            with pytest.raises(websockets.ConnectionClosedError) as closed:
                await client.recv()
        assert closed.value.rcvd is not None
        assert closed.value.rcvd.code == 1003
        listener = server.door.listeners[0]
        await listener.gone.wait()
        assert listener.closes == [(1003, "OCPP messages are text")]
        assert listener.socket.tls is True
