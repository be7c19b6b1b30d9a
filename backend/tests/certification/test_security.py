"""The certification cases of the security extension that need no TLS."""

import datetime
from typing import Any

import pytest
import websockets
from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.x509 import ocsp
from cryptography.x509.oid import NameOID

from tests.certification.station import Station, moment, station_of
from tests.journeys.charger import dial
from tests.journeys.rest import Operator
from tests.journeys.server import RunningServer

ACCEPTED = {"status": "Accepted"}


def root(name: str = "Root") -> x509.Certificate:
    """A certificate authority that signed itself."""
    key = ec.generate_private_key(ec.SECP256R1())
    subject = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, name)])
    now = datetime.datetime.now(datetime.UTC)
    builder = (
        x509.CertificateBuilder().subject_name(subject).issuer_name(subject).public_key(key.public_key())
    )
    builder = builder.serial_number(x509.random_serial_number()).not_valid_before(now)
    builder = builder.not_valid_after(now + datetime.timedelta(days=1))
    return builder.add_extension(x509.BasicConstraints(ca=True, path_length=None), critical=True).sign(
        key, hashes.SHA256()
    )


def pem(certificate: x509.Certificate) -> str:
    return certificate.public_bytes(serialization.Encoding.PEM).decode()


def hash_data(certificate: x509.Certificate) -> dict[str, str]:
    """As OpenSSL's OCSP would ask for it (CERT-10)."""
    request = ocsp.OCSPRequestBuilder().add_certificate(certificate, certificate, hashes.SHA256()).build()
    return {
        "hashAlgorithm": "SHA256",
        "issuerNameHash": request.issuer_name_hash.hex(),
        "issuerKeyHash": request.issuer_key_hash.hex(),
        "serialNumber": f"{request.serial_number:x}",
    }


async def _event(station: Station, kind: str) -> None:
    """Told twice, for its delivery is guaranteed; kept once."""
    event = {"type": kind, "timestamp": moment()}
    for _ in range(2):
        assert await station.call("SecurityEventNotification", event) == {}
    found = await station.operator.items("/security-events", charger_id=station.charger["id"])
    assert [one["type"] for one in found if one["source"] != "server"] == [kind]


async def test_TC_073_CSMS_new_password(
    server: RunningServer, operator: Operator, station: Station, charger: dict[str, Any]
) -> None:
    """SEC-05, SEC-08: 16 to 20 bytes in hexadecimal; the old one is void from Accepted on."""
    rotation = operator.post(f"/chargers/{charger['id']}/rotate-password")
    order = await station.while_sent(rotation, "ChangeConfiguration", ACCEPTED)
    assert order.request["key"] == "AuthorizationKey"
    key = order.request["value"]
    server.secrets.add(key)
    assert 16 <= len(bytes.fromhex(key)) <= 20
    await station.wire.socket.close()
    with pytest.raises(websockets.InvalidStatus):
        await dial(server, charger["charge_point_id"], charger["password"])
    async with station_of(server, operator, {**charger, "password": key}) as again:
        assert (await again.boot())["status"] == "Accepted"


async def _install(station: Station, use: str, answer: str) -> None:
    request = {"certificateType": use, "certificate": pem(root())}
    order = await station.ordered("InstallCertificate", request, {"status": answer})
    assert (order.request, order.command["response"]) == (request, {"status": answer})
    assert x509.load_pem_x509_certificate(order.request["certificate"].encode())


async def test_TC_075_1_CSMS_install_the_manufacturer_s_root(station: Station) -> None:
    """CERT-07"""
    await _install(station, "ManufacturerRootCertificate", "Accepted")


async def test_TC_075_2_CSMS_install_the_central_system_s_root(station: Station) -> None:
    """CERT-07"""
    await _install(station, "CentralSystemRootCertificate", "Accepted")


async def test_TC_076_CSMS_delete_a_certificate(station: Station) -> None:
    """CERT-09, CERT-11: by the very hashes that the charge point told."""
    known = hash_data(root())
    request = {"certificateType": "ManufacturerRootCertificate"}
    answer = {"status": "Accepted", "certificateHashData": [known]}
    listed = await station.ordered("GetInstalledCertificateIds", request, answer)
    assert listed.request == request
    order = await station.ordered("DeleteCertificate", {"certificateHashData": known}, ACCEPTED)
    assert order.request["certificateHashData"] == known


async def test_TC_077_CSMS_invalid_certificate_of_the_charge_point(station: Station) -> None:
    """EVT-01: and the command says that it was rejected."""
    request = {"certificateChain": pem(root("Somebody else"))}
    order = await station.ordered("CertificateSigned", request, {"status": "Rejected"})
    assert order.command["response"] == {"status": "Rejected"}
    await _event(station, "InvalidChargePointCertificate")


async def test_TC_078_CSMS_invalid_certificate_of_the_central_system(station: Station) -> None:
    """CERT-07, EVT-01"""
    await _install(station, "CentralSystemRootCertificate", "Rejected")
    await _event(station, "InvalidCentralSystemCertificate")


FOLDER = {"remoteLocation": "https://files.example/logs"}


async def test_TC_079_CSMS_security_log(station: Station) -> None:
    """LOG-01, LOG-02"""
    request = {"logType": "SecurityLog", "requestId": 7, "log": FOLDER}
    order = await station.ordered("GetLog", request, {**ACCEPTED, "filename": "security.log"})
    assert order.request == request
    for status in ("Uploading", "Uploaded"):
        assert await station.call("LogStatusNotification", {"status": status, "requestId": 7}) == {}


def update(number: int) -> dict[str, Any]:
    firmware = {
        "location": "https://files.example/kestrel-2.5.0.bin",
        "retrieveDateTime": moment(),
        "signingCertificate": pem(root("Manufacturer")),
        "signature": "MEUCIQDx",
    }
    return {"requestId": number, "firmware": firmware}


async def _firmware(station: Station, number: int, *statuses: str) -> None:
    for status in statuses:
        request = {"status": status, "requestId": number}
        assert await station.call("SignedFirmwareStatusNotification", request) == {}


async def test_TC_080_CSMS_signed_firmware(
    server: RunningServer, operator: Operator, station: Station
) -> None:
    """SFW-01, SFW-03: boot, event, statuses and Installed come in any order."""
    request = update(8)
    order = await station.ordered("SignedUpdateFirmware", request, ACCEPTED)
    assert order.request == request
    await _firmware(station, 8, "Downloading", "Downloaded", "SignatureVerified", "Installing")
    await _firmware(station, 8, "InstallRebooting")
    await station.wire.socket.close()
    async with station_of(server, operator, station.charger) as again:
        await again.boot()
        await _event(again, "FirmwareUpdated")
        await _firmware(again, 8, "Installed")


async def test_TC_081_CSMS_signed_firmware_with_an_invalid_signature(station: Station) -> None:
    """SFW-03, EVT-01"""
    await station.ordered("SignedUpdateFirmware", update(9), ACCEPTED)
    await _firmware(station, 9, "Downloading", "Downloaded", "InvalidSignature")
    await _event(station, "InvalidFirmwareSignature")
