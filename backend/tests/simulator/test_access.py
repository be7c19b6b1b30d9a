"""Security profiles 1 to 3, one after the other, over real TLS."""

from collections.abc import AsyncIterator
from pathlib import Path
from ssl import CERT_OPTIONAL, PROTOCOL_TLS_SERVER, SSLContext
from typing import Any

import pytest
from cryptography.hazmat.primitives import serialization

from csms.simulator.charge_point import ChargePoint
from tests.simulator.central_system import CentralSystem
from tests.simulator.certificate_authority import Authority, new_key, pem
from tests.simulator.conftest import KEY
from tests.simulator.virtual_clock import VirtualClock

ACCEPTED = {"status": "Accepted"}


@pytest.fixture
def root() -> Authority:
    return Authority("Root")


@pytest.fixture
async def secure(clock: VirtualClock, root: Authority, tmp_path: Path) -> AsyncIterator[CentralSystem]:
    """The same central system behind TLS, which looks at a client certificate if there is one."""
    key = new_key()
    server = tmp_path / "server.pem"
    private = key.private_bytes(
        serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8, serialization.NoEncryption()
    )
    server.write_bytes(private + pem(root.issue("127.0.0.1", key.public_key())).encode())
    context = SSLContext(PROTOCOL_TLS_SERVER)
    context.load_cert_chain(server)
    context.load_verify_locations(cadata=pem(root.certificate))
    context.verify_mode = CERT_OPTIONAL
    system = CentralSystem(clock)
    async with system.serving(context):
        yield system


async def change(central: CentralSystem, clock: VirtualClock, key: str, value: str) -> Any:
    return await clock.until(central.command("ChangeConfiguration", key=key, value=value))


async def test_up_to_the_highest(
    charge_point: ChargePoint,
    central: CentralSystem,
    secure: CentralSystem,
    clock: VirtualClock,
    root: Authority,
) -> None:
    """UPG-01, UPG-02, UPG-03, SEC-02, SEC-04, CERT-06: password and TLS, then certificates on both sides."""
    certificate = {"certificateType": "CentralSystemRootCertificate", "certificate": pem(root.certificate)}
    assert await clock.until(central.command("InstallCertificate", **certificate)) == ACCEPTED
    assert await change(central, clock, "SecureEndpoint", secure.url) == ACCEPTED
    assert await change(central, clock, "SecurityProfile", "2") == ACCEPTED
    await clock.until(secure.received("Heartbeat"))
    assert secure.passwords == [bytes.fromhex(KEY)]

    await change(secure, clock, "CpoName", "Stadtwerke")
    await clock.until(secure.command("ExtendedTriggerMessage", requestedMessage="SignChargePointCertificate"))
    csr = (await clock.until(secure.received("SignCertificate")))["csr"]
    chain = pem(root.sign_request(csr))
    assert await clock.until(secure.command("CertificateSigned", certificateChain=chain)) == ACCEPTED
    assert await change(secure, clock, "SecurityProfile", "3") == ACCEPTED
    await clock.until(secure.received("Heartbeat", len(secure.all("Heartbeat")) + 1))
    assert secure.passwords == [bytes.fromhex(KEY), b""]
    assert secure.socket is not None
    shown = secure.socket.transport.get_extra_info("peercert")
    assert shown["subject"] == ((("commonName", "K22-0001"),),)


async def test_a_central_system_that_nobody_vouches_for_is_not_trusted(
    charge_point: ChargePoint, central: CentralSystem, secure: CentralSystem, clock: VirtualClock
) -> None:
    """A05.FR.08: it goes back to the profile that worked."""
    other = pem(Authority("Other").certificate)
    certificate = {"certificateType": "CentralSystemRootCertificate", "certificate": other}
    await clock.until(central.command("InstallCertificate", **certificate))
    await change(central, clock, "SecureEndpoint", secure.url)
    await change(central, clock, "SecurityProfile", "2")
    await clock.run_for(120)
    assert secure.handshakes == []
    assert charge_point.online
    assert charge_point.access.profile == 0
    await clock.until(central.received("SecurityEventNotification", type="InvalidCentralSystemCertificate"))


async def test_the_endpoint_is_the_same_with_tls_where_no_other_is_named(build: Any) -> None:
    made = build()
    made.configuration.set("SecurityProfile", "2")
    assert made.access.endpoint.startswith("wss://127.0.0.1:")
    assert made.access.tls is not None
