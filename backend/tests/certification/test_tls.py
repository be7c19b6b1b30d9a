"""The certification cases that need TLS, and what else the listener for chargers promises."""

import asyncio
import base64
import ssl
from collections.abc import AsyncIterator, Iterator
from contextlib import asynccontextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest
from cryptography import x509
from cryptography.hazmat.primitives.asymmetric import ec, rsa
from websockets.asyncio.client import connect
from websockets.exceptions import InvalidStatus, WebSocketException

from tests.certification import pki
from tests.certification.station import Station, moment
from tests.journeys.charger import RawCharger
from tests.journeys.rest import Operator
from tests.journeys.server import RunningServer
from tests.services.process import free_port

CPO = "Hafenstrom"
ACCEPTED = {"status": "Accepted"}


@dataclass
class TlsServer:
    """A server with a listener for chargers, and the root that its certificates are proved by."""

    server: RunningServer
    port: int
    authority: pki.Authority
    folder: Path

    def trust(self) -> ssl.SSLContext:
        context = ssl.create_default_context(cadata=pki.pem(self.authority.root))
        context.verify_flags &= ~ssl.VerifyFlags.VERIFY_X509_STRICT
        return context

    def showing(self, key: pki.Key, chain: str) -> ssl.SSLContext:
        """As a charger with this certificate."""
        context = self.trust()
        context.load_cert_chain(*pki.write_pair(self.folder, "client", key, chain))
        return context

    @asynccontextmanager
    async def dial(
        self, charger: dict[str, Any], context: ssl.SSLContext | None, *, password: str | None = ""
    ) -> AsyncIterator[Any]:
        """A connection; context: none for the plain port. password: the charger's own unless told otherwise."""
        identity = charger["charge_point_id"]
        secret = charger.get("password") if password == "" else password
        headers = {}
        if secret:
            token = base64.b64encode(f"{identity}:".encode() + bytes.fromhex(secret)).decode()
            headers["Authorization"] = f"Basic {token}"
        url = f"wss://127.0.0.1:{self.port}/ocpp/{identity}" if context else self.server.ocpp_url(identity)
        async with connect(
            url,
            ssl=context,
            subprotocols=["ocpp1.6"],  # type: ignore[list-item] # plain strings will do
            additional_headers=headers,
            compression=None,
            proxy=None,
        ) as socket:
            yield socket

    async def refused(self, charger: dict[str, Any], context: ssl.SSLContext | None, **how: Any) -> int:
        """The status of the refusal."""
        with pytest.raises(InvalidStatus) as refusal:
            async with self.dial(charger, context, **how):
                pass
        return refusal.value.response.status_code


@pytest.fixture(scope="module")
def tls(tmp_path_factory: pytest.TempPathFactory) -> Iterator[TlsServer]:
    folder, port, authority = tmp_path_factory.mktemp("tls"), free_port(), pki.Authority.new("Server root")
    files: dict[str, str] = {}
    for name, key in (("", pki.rsa_key()), ("EC_", pki.ec_key())):
        certificate = authority.sign(key, pki.subject("127.0.0.1", CPO), server=True)
        paths = pki.write_pair(folder, f"server{name}", key, pki.pem(certificate))
        files |= {f"OCPP_TLS_{name}CERTIFICATE": str(paths[0]), f"OCPP_TLS_{name}KEY": str(paths[1])}
    settings = {"OCPP_TLS_PORT": str(port), "OCPP_CPO_NAME": CPO, **files}
    with RunningServer(folder, **settings) as server:  # type: ignore[arg-type] # only settings
        yield TlsServer(server, port, authority, folder)
        server.stop()


@pytest.fixture
async def operator(tls: TlsServer) -> AsyncIterator[Operator]:
    async with tls.server.operator() as operator:
        yield operator


async def speaks(socket: Any) -> None:
    assert (await RawCharger(socket).call("Heartbeat", {}))[0] == 3


SUITES = {
    "ECDHE-ECDSA-AES128-GCM-SHA256": ec.EllipticCurvePublicKey,
    "ECDHE-ECDSA-AES256-GCM-SHA384": ec.EllipticCurvePublicKey,
    "AES128-GCM-SHA256": rsa.RSAPublicKey,
    "AES256-GCM-SHA384": rsa.RSAPublicKey,
}


@pytest.mark.parametrize("suite", SUITES)
async def test_TC_086_CSMS_server_certificate(tls: TlsServer, operator: Operator, suite: str) -> None:
    """TLS-01, TLS-02, TLS-03: each suite with the certificate of its kind, on one port."""
    charger = await operator.new_charger(security_profile=2)
    context = tls.trust()
    context.maximum_version = ssl.TLSVersion.TLSv1_2
    context.set_ciphers(suite)
    async with tls.dial(charger, context) as socket:
        used = socket.transport.get_extra_info("ssl_object")
        assert (used.cipher()[0], used.version(), used.compression()) == (suite, "TLSv1.2", None)
        shown = x509.load_der_x509_certificate(used.getpeercert(binary_form=True))
        assert isinstance(shown.public_key(), SUITES[suite])
        await speaks(socket)


async def test_older_versions_are_refused(tls: TlsServer, operator: Operator) -> None:
    """TLS-01"""
    charger = await operator.new_charger(security_profile=2)
    context = tls.trust()
    context.set_ciphers("ALL:@SECLEVEL=0")
    with pytest.deprecated_call():
        context.minimum_version = ssl.TLSVersion.TLSv1
    with pytest.deprecated_call():
        context.maximum_version = ssl.TLSVersion.TLSv1_1
    with pytest.raises(OSError):  # noqa: PT011 - an alert or a reset, as the library hears it first
        async with tls.dial(charger, context):
            pass


async def with_certificate(
    tls: TlsServer, operator: Operator, charger: dict[str, Any], serial: str, key: pki.Key
) -> str:
    """The charger asks for its certificate while it comes in by its password; the chain that it was sent."""
    async with tls.dial(charger, tls.trust()) as socket:
        station = Station(RawCharger(socket), operator, charger)
        boot = {
            "chargePointVendor": "Kestrel",
            "chargePointModel": "AC 22",
            "chargePointSerialNumber": serial,
        }
        await station.call("BootNotification", boot)
        answer = await station.call("SignCertificate", {"csr": pki.request(key, serial, CPO)})
        assert answer == ACCEPTED
        chain: str = (await station.asked("CertificateSigned", ACCEPTED))["certificateChain"]
        await operator.eventually(
            f"/certificates?charger_id={charger['id']}", lambda page: page["items"][0]["state"] == "accepted"
        )
        return chain


@pytest.mark.parametrize("key", [pki.rsa_key(), pki.ec_key()], ids=["RSA", "EC"])
async def test_TC_074_CSMS_new_certificate_of_the_charge_point(
    tls: TlsServer, operator: Operator, key: pki.Key
) -> None:
    """CERT-01, CERT-02, CERT-04, CERT-05: asked for by us, signed by the kind of its key, sent by itself."""
    charger = await operator.new_charger(security_profile=2)
    async with tls.dial(charger, tls.trust()) as socket:
        station = Station(RawCharger(socket), operator, charger)
        await station.boot()
        renewal = asyncio.create_task(operator.post(f"/chargers/{charger['id']}/certificates/renew"))
        assert await station.asked("ChangeConfiguration", ACCEPTED) == {"key": "CpoName", "value": CPO}
        trigger = await station.asked("ExtendedTriggerMessage", ACCEPTED)
        assert trigger == {"requestedMessage": "SignChargePointCertificate"}
        assert (await renewal)["state"] == "answered"
        csr = pki.request(key, "K22-0001", CPO)
        assert await station.call("SignCertificate", {"csr": csr}) == ACCEPTED
        chain = (await station.asked("CertificateSigned", ACCEPTED))["certificateChain"]
    leaf = x509.load_pem_x509_certificate(chain.encode())
    assert leaf.public_key() == key.public_key()
    assert leaf.subject == pki.subject("K22-0001", CPO)
    roots = [
        x509.load_pem_x509_certificate(root["certificate"].encode())
        for root in await operator.items("/certificates/roots")
    ]
    (signer,) = [root for root in roots if root.subject == leaf.issuer]
    leaf.verify_directly_issued_by(signer)


@pytest.mark.parametrize(
    ("name", "organisation"), [("K22-0002", CPO), ("K22-0001", "Another"), ("", CPO)], ids=str
)
async def test_nobody_gets_the_certificate_of_another(
    tls: TlsServer, operator: Operator, name: str, organisation: str
) -> None:
    """CERT-02: Rejected, and an event for the operator."""
    charger = await operator.new_charger(security_profile=2)
    async with tls.dial(charger, tls.trust()) as socket:
        station = Station(RawCharger(socket), operator, charger)
        await station.boot()
        csr = pki.request(pki.ec_key(), name or "x", organisation)
        assert await station.call("SignCertificate", {"csr": csr}) == {"status": "Rejected"}
    (event,) = await operator.items("/security-events", charger_id=charger["id"])
    assert (event["source"], event["type"]) == ("server", "InvalidChargePointCertificate")


async def test_TC_087_CSMS_client_certificate(tls: TlsServer, operator: Operator) -> None:
    """TLS-05, SEC-01, SEC-04, CERT-06: its own certificate is enough, and a password beside it counts for nothing."""
    charger = await operator.new_charger(security_profile=2)
    key, serial = pki.ec_key(), f"S-{charger['charge_point_id']}"
    chain = await with_certificate(tls, operator, charger, serial, key)
    await operator.put(f"/chargers/{charger['id']}", {"security_profile": 3})
    own = tls.showing(key, chain)
    for password in (None, "00" * 20, charger["password"]):
        async with tls.dial(charger, own, password=password) as socket:
            await speaks(socket)
    (shown,) = await operator.items("/certificates", charger_id=charger["id"])
    assert shown["state"] == "in_use"
    assert await tls.refused(charger, tls.trust()) == 401  # its password alone
    assert await tls.refused(charger, None) == 401
    await operator.post(f"/certificates/{shown['id']}/revoke")
    assert await tls.refused(charger, own, password=None) == 401


async def test_the_certificate_of_another_charger(tls: TlsServer, operator: Operator) -> None:
    """TLS-05, TLS-06, S1: a valid chain with another's serial number is refused, and an event."""
    one, other = (
        await operator.new_charger(security_profile=2),
        await operator.new_charger(security_profile=2),
    )
    key, serial = pki.ec_key(), f"S-{one['charge_point_id']}"
    chain = await with_certificate(tls, operator, one, serial, key)
    await operator.put(f"/chargers/{other['id']}", {"security_profile": 3})
    assert await tls.refused(other, tls.showing(key, chain), password=None) == 401
    (event,) = await operator.items("/security-events", charger_id=other["id"])
    assert (event["type"], serial in event["detail"]) == ("InvalidChargePointCertificate", True)


async def test_a_certificate_of_nobody_we_know(tls: TlsServer, operator: Operator) -> None:
    """TLS-05, TLS-06: refused by TLS itself, before it is heard."""
    charger = await operator.new_charger(security_profile=2)
    key = pki.ec_key()
    stranger = pki.Authority.new("Stranger").sign(key, pki.subject(charger["charge_point_id"], CPO))
    await operator.put(f"/chargers/{charger['id']}", {"security_profile": 3})
    with pytest.raises((OSError, WebSocketException)):
        async with tls.dial(charger, tls.showing(key, pki.pem(stranger)), password=None) as socket:
            await speaks(socket)
    assert (await operator.get(f"/chargers/{charger['id']}"))["last_seen_at"] is None


async def test_a_new_certificate_voids_the_old_one_when_it_is_seen(
    tls: TlsServer, operator: Operator
) -> None:
    """CERT-06"""
    charger = await operator.new_charger(security_profile=2)
    keys, serial = [pki.ec_key(), pki.ec_key()], f"S-{charger['charge_point_id']}"
    chains = [await with_certificate(tls, operator, charger, serial, key) for key in keys]
    await operator.put(f"/chargers/{charger['id']}", {"security_profile": 3})
    for number in (0, 1):
        async with tls.dial(charger, tls.showing(keys[number], chains[number]), password=None) as socket:
            await speaks(socket)
    assert await tls.refused(charger, tls.showing(keys[0], chains[0]), password=None) == 401


async def upgrade(station: Station, profile: int) -> None:
    change = {"key": "SecurityProfile", "value": str(profile)}
    order = await station.ordered("ChangeConfiguration", change, ACCEPTED)
    assert order.request == change


async def test_TC_083_CSMS_security_profile_upgraded(tls: TlsServer, operator: Operator) -> None:
    """UPG-01, UPG-02, SEC-02, SEC-03: the old counts until the new one was used, and never again."""
    charger = await operator.new_charger(security_profile=1)
    async with tls.dial(charger, None) as socket:
        station = Station(RawCharger(socket), operator, charger)
        await station.boot()
        await upgrade(station, 2)
    assert (await operator.get(f"/chargers/{charger['id']}"))["pending_security_profile"] == 2
    async with tls.dial(charger, None) as socket:  # it falls back
        await speaks(socket)
    async with tls.dial(charger, tls.trust()) as socket:
        await speaks(socket)
        shown = await operator.get(f"/chargers/{charger['id']}")
        assert (shown["security_profile"], shown["pending_security_profile"]) == (2, None)
        down = {"key": "SecurityProfile", "value": "1"}
        path = f"/chargers/{charger['id']}/commands/ChangeConfiguration"
        refused = await operator.post(path, down, 409)
        assert "never falls" in refused["detail"]
    assert await tls.refused(charger, None) == 403


async def test_to_a_certificate(tls: TlsServer, operator: Operator) -> None:
    """UPG-01, UPG-02, SEC-03: from 2 to 3, with what it needs first."""
    charger = await operator.new_charger(security_profile=2)
    key, serial = pki.ec_key(), f"S-{charger['charge_point_id']}"
    change = {"key": "SecurityProfile", "value": "3"}
    path = f"/chargers/{charger['id']}/commands/ChangeConfiguration"
    assert "certificate" in (await operator.post(path, change, 409))["detail"]
    chain = await with_certificate(tls, operator, charger, serial, key)
    async with tls.dial(charger, tls.trust()) as socket:
        station = Station(RawCharger(socket), operator, charger)
        await upgrade(station, 3)
    async with tls.dial(charger, tls.showing(key, chain), password=None) as socket:
        await speaks(socket)
    assert (await operator.get(f"/chargers/{charger['id']}"))["security_profile"] == 3
    assert await tls.refused(charger, tls.trust()) == 401


async def test_events_are_kept_once(tls: TlsServer, operator: Operator) -> None:
    """EVT-01, EVT-02: whoever tells them again; a type of the vendor's is taken too."""
    charger = await operator.new_charger(security_profile=2)
    async with tls.dial(charger, tls.trust()) as socket:
        station = Station(RawCharger(socket), operator, charger)
        at = moment()
        for kind in ("TamperDetectionActivated", "TamperDetectionActivated", "VendorThing"):
            event = {"type": kind, "timestamp": at, "techInfo": "door"}
            assert await station.call("SecurityEventNotification", event) == {}
    found = await operator.items("/security-events", charger_id=charger["id"])
    assert {(one["type"], one["critical"]) for one in found} == {
        ("TamperDetectionActivated", True),
        ("VendorThing", False),
    }
    assert len(found) == 2
    critical = await operator.items("/security-events", charger_id=charger["id"], critical=True)
    assert [one["type"] for one in critical] == ["TamperDetectionActivated"]


async def test_the_port_has_nothing_else(tls: TlsServer) -> None:
    """TLS-08: and what a client says of its own certificate counts for nothing."""
    reader, writer = await asyncio.open_connection("127.0.0.1", tls.port, ssl=tls.trust())
    writer.write(b"GET /api/admin/chargers HTTP/1.1\r\nHost: csms\r\nConnection: close\r\n\r\n")
    assert b" 404 " in (await reader.read())[:40]
    writer.close()
