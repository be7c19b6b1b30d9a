"""The operations of the security extension, with certificates and signatures that are real."""

import hashlib
from base64 import b64encode
from typing import Any

import pytest
from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec, padding, rsa

from csms.simulator.charge_point import ChargePoint
from csms.simulator.charging_curve import Battery
from tests.simulator.central_system import CentralSystem
from tests.simulator.certificate_authority import Authority, Key, new_key, pem
from tests.simulator.conftest import KEY
from tests.simulator.file_server import FileServer
from tests.simulator.virtual_clock import VirtualClock

NOW = "2026-11-19T08:00:00Z"
FILE = "/kestrel-2.5.0.bin"
FIRMWARE = b"firmware" * 1000
CENTRAL, MANUFACTURER = "CentralSystemRootCertificate", "ManufacturerRootCertificate"
ACCEPTED, REJECTED = {"status": "Accepted"}, {"status": "Rejected"}


@pytest.fixture(autouse=True)
async def _booted(charge_point: ChargePoint) -> None:
    assert charge_point.online


@pytest.fixture(scope="module")
def root() -> Authority:
    return Authority("Root")


class Office:
    """Who keeps the certificates."""

    def __init__(self, central: CentralSystem, clock: VirtualClock) -> None:
        self._central = central
        self._clock = clock

    async def command(self, action: str, **payload: Any) -> Any:
        return await self._clock.until(self._central.command(action, **payload))

    async def install(self, use: str, certificate: str) -> str:
        status: str = (
            await self.command("InstallCertificate", certificateType=use, certificate=certificate)
        )["status"]
        return status

    async def installed(self, use: str) -> list[Any]:
        answer = await self.command("GetInstalledCertificateIds", certificateType=use)
        assert (answer["status"] == "NotFound") == ("certificateHashData" not in answer)
        ids: list[Any] = answer.get("certificateHashData", [])
        return ids

    async def csr(self) -> str:
        await self.command("ChangeConfiguration", key="CpoName", value="Stadtwerke")
        number = len(self._central.all("SignCertificate")) + 1
        await self.command("ExtendedTriggerMessage", requestedMessage="SignChargePointCertificate")
        csr: str = (await self._clock.until(self._central.received("SignCertificate", number)))["csr"]
        return csr

    async def event(self, type: str) -> None:
        await self._clock.until(self._central.received("SecurityEventNotification", type=type))


@pytest.fixture
def office(central: CentralSystem, clock: VirtualClock) -> Office:
    return Office(central, clock)


class TestRoots:
    async def test_installed_listed_and_deleted(self, office: Office, root: Authority) -> None:
        """CERT-07, CERT-09, CERT-11."""
        assert await office.installed(CENTRAL) == []
        assert await office.install(CENTRAL, pem(root.certificate)) == "Accepted"
        (data,) = await office.installed(CENTRAL)
        assert await office.installed(MANUFACTURER) == []
        shouted = {**data, "issuerKeyHash": data["issuerKeyHash"].upper()}
        assert await office.command("DeleteCertificate", certificateHashData=shouted) == ACCEPTED
        assert await office.command("DeleteCertificate", certificateHashData=data) == {"status": "NotFound"}

    async def test_the_hashes_are_those_of_an_ocsp_request(self, office: Office, root: Authority) -> None:
        """CERT-10: of the issuer's name in DER, and of the bits of its key."""
        await office.install(CENTRAL, pem(root.certificate))
        (data,) = await office.installed(CENTRAL)
        point = root.key.public_key().public_bytes(
            serialization.Encoding.X962, serialization.PublicFormat.UncompressedPoint
        )
        assert data == {
            "hashAlgorithm": "SHA256",
            "issuerNameHash": hashlib.sha256(root.name.public_bytes()).hexdigest(),
            "issuerKeyHash": hashlib.sha256(point).hexdigest(),
            "serialNumber": f"{root.certificate.serial_number:x}",
        }
        other = {
            **data,
            "hashAlgorithm": "SHA512",
            "issuerNameHash": hashlib.sha512(root.name.public_bytes()).hexdigest(),
            "issuerKeyHash": hashlib.sha512(point).hexdigest(),
        }
        assert await office.command("DeleteCertificate", certificateHashData=other) == ACCEPTED

    async def test_what_is_no_root_is_rejected_and_reported(
        self, office: Office, root: Authority, central: CentralSystem
    ) -> None:
        """CERT-07, TC_078."""
        leaf = root.issue("leaf", new_key().public_key())
        expired = root.issue("Root", root.key.public_key(), authority=True, expired=True)
        for certificate in ("-----BEGIN CERTIFICATE-----", pem(leaf), pem(expired)):
            assert await office.install(CENTRAL, certificate) == "Rejected"
        stranger = Authority("Below", above=root)
        assert await office.install(MANUFACTURER, pem(stranger.certificate)) == "Rejected"
        await office.event("InvalidCentralSystemCertificate")
        assert len(central.all("SecurityEventNotification", type="InvalidCentralSystemCertificate")) == 3

    async def test_a_full_store_takes_no_more(
        self, office: Office, charge_point: ChargePoint, root: Authority
    ) -> None:
        """CERT-07: CertificateStoreMaxLength."""
        charge_point.configuration.set("CertificateStoreMaxLength", "1")
        assert await office.install(MANUFACTURER, pem(root.certificate)) == "Accepted"
        assert await office.install(MANUFACTURER, pem(Authority("Other").certificate)) == "Rejected"

    async def test_a_new_root_may_have_to_be_signed_by_the_old_one(
        self, office: Office, charge_point: ChargePoint, root: Authority
    ) -> None:
        """CERT-08."""
        charge_point.configuration.set("AdditionalRootCertificateCheck", "true")
        assert await office.install(CENTRAL, pem(root.certificate)) == "Accepted"
        assert await office.install(CENTRAL, pem(Authority("Other").certificate)) == "Rejected"
        assert await office.install(CENTRAL, pem(Authority("Next", above=root).certificate)) == "Accepted"

    async def test_the_last_root_in_use_stays(
        self, office: Office, charge_point: ChargePoint, root: Authority
    ) -> None:
        """CERT-11."""
        await office.install(CENTRAL, pem(root.certificate))
        (data,) = await office.installed(CENTRAL)
        charge_point.configuration.set("SecurityProfile", "2")
        assert await office.command("DeleteCertificate", certificateHashData=data) == {"status": "Failed"}


class TestOwnCertificate:
    async def test_signed_and_taken(self, office: Office, charge_point: ChargePoint, root: Authority) -> None:
        """CERT-05, CERT-06: with the certificates between it and the root."""
        below = Authority("Below", above=root)
        chain = pem(below.sign_request(await office.csr())) + pem(below.certificate)
        assert await office.command("CertificateSigned", certificateChain=chain) == ACCEPTED
        assert len(charge_point.certificate.chain) == 2

    async def test_what_does_not_fit_is_rejected_and_reported(self, office: Office, root: Authority) -> None:
        """CERT-05, TC_077: another key, another name, a broken chain, no certificate, too long."""
        csr = await office.csr()
        wrong = (
            pem(root.issue("K22-0001", new_key().public_key())),
            pem(root.sign_request(csr, "K22-0002")),
            pem(root.sign_request(csr)) + pem(Authority("Other").certificate),
            "-----BEGIN CERTIFICATE-----",
        )
        for chain in wrong:
            assert await office.command("CertificateSigned", certificateChain=chain) == REJECTED
        await office.event("InvalidChargePointCertificate")

    async def test_a_chain_that_is_too_long(
        self, office: Office, charge_point: ChargePoint, root: Authority
    ) -> None:
        """CERT-04: CertificateSignedMaxChainSize."""
        charge_point.configuration.set("CertificateSignedMaxChainSize", "100")
        chain = pem(root.sign_request(await office.csr()))
        assert await office.command("CertificateSigned", certificateChain=chain) == REJECTED

    async def test_a_second_request_is_for_a_new_key(self, office: Office, root: Authority) -> None:
        first, second = await office.csr(), await office.csr()
        keys = [x509.load_pem_x509_csr(csr.encode()).public_key() for csr in (first, second)]
        assert keys[0] != keys[1]
        old = pem(root.sign_request(first))
        assert await office.command("CertificateSigned", certificateChain=old) == REJECTED


def ecdsa(key: Key) -> bytes:
    assert isinstance(key, ec.EllipticCurvePrivateKey)
    return key.sign(FIRMWARE, ec.ECDSA(hashes.SHA256()))


def rsa_pss(key: Key) -> bytes:
    assert isinstance(key, rsa.RSAPrivateKey)
    pss = padding.PSS(padding.MGF1(hashes.SHA256()), padding.PSS.MAX_LENGTH)
    return key.sign(FIRMWARE, pss, hashes.SHA256())


class TestSignedUpdateFirmware:
    async def update(
        self, office: Office, files: FileServer, certificate: x509.Certificate, signature: bytes, **more: Any
    ) -> Any:
        files.files[FILE] = FIRMWARE
        firmware = {
            "location": files.url + FILE,
            "retrieveDateTime": NOW,
            "signingCertificate": pem(certificate),
            "signature": b64encode(signature).decode(),
            **more,
        }
        return await office.command("SignedUpdateFirmware", requestId=more.pop("id", 42), firmware=firmware)

    @pytest.mark.parametrize("kind", ["ec", "rsa"])
    async def test_verified_installed_and_booted(
        self,
        office: Office,
        root: Authority,
        files: FileServer,
        central: CentralSystem,
        clock: VirtualClock,
        kind: str,
    ) -> None:
        """SFW-01, SFW-03, SFW-04, TC_080."""
        key: Key = new_key() if kind == "ec" else rsa.generate_private_key(65537, 2048)
        await office.install(MANUFACTURER, pem(root.certificate))
        certificate = root.issue("Signer", key.public_key())
        signature = ecdsa(key) if kind == "ec" else rsa_pss(key)
        assert await self.update(office, files, certificate, signature) == ACCEPTED
        await clock.until(central.received("SignedFirmwareStatusNotification", status="Installed"))
        notified = central.all("SignedFirmwareStatusNotification")
        assert [one["status"] for one in notified] == [
            "Downloading",
            "Downloaded",
            "SignatureVerified",
            "Installing",
            "InstallRebooting",
            "Installed",
        ]
        assert {one["requestId"] for one in notified} == {42}
        assert central.all("BootNotification")[-1]["firmwareVersion"] == "2.5.0"
        await office.command("ExtendedTriggerMessage", requestedMessage="FirmwareStatusNotification")
        idle = await clock.until(central.received("SignedFirmwareStatusNotification", status="Idle"))
        assert idle == {"status": "Idle"}

    async def test_a_signature_that_does_not_verify(
        self, office: Office, root: Authority, files: FileServer, central: CentralSystem, clock: VirtualClock
    ) -> None:
        """SFW-03, TC_081, TRG-04: told again when it is asked for."""
        key = new_key()
        await office.install(MANUFACTURER, pem(root.certificate))
        certificate = root.issue("Signer", key.public_key())
        signature = key.sign(FIRMWARE + b"!", ec.ECDSA(hashes.SHA256()))
        assert await self.update(office, files, certificate, signature) == ACCEPTED
        await clock.until(central.received("SignedFirmwareStatusNotification", status="InvalidSignature"))
        await office.event("InvalidFirmwareSignature")
        await office.command("ExtendedTriggerMessage", requestedMessage="FirmwareStatusNotification")
        again = await clock.until(
            central.received("SignedFirmwareStatusNotification", 2, status="InvalidSignature")
        )
        assert again["requestId"] == 42
        assert len(central.all("BootNotification")) == 1

    async def test_a_certificate_of_nobody(
        self, office: Office, root: Authority, files: FileServer, central: CentralSystem
    ) -> None:
        """SFW-02: an answer, no status."""
        key = new_key()
        stranger = root.issue("Signer", key.public_key())
        assert await self.update(office, files, stranger, ecdsa(key)) == {"status": "InvalidCertificate"}
        await office.install(MANUFACTURER, pem(root.certificate))
        expired = root.issue("Signer", key.public_key(), expired=True)
        assert await self.update(office, files, expired, ecdsa(key)) == {"status": "InvalidCertificate"}
        await office.event("InvalidFirmwareSigningCertificate")
        assert central.all("SignedFirmwareStatusNotification") == []

    async def test_later_and_for_another(
        self, office: Office, root: Authority, files: FileServer, central: CentralSystem, clock: VirtualClock
    ) -> None:
        """SFW-02, SFW-03: scheduled, and given up for a newer one."""
        key = new_key()
        await office.install(MANUFACTURER, pem(root.certificate))
        certificate, signature = root.issue("Signer", key.public_key()), ecdsa(key)
        later = {"retrieveDateTime": "2026-11-19T09:00:00Z"}
        assert await self.update(office, files, certificate, signature, **later) == ACCEPTED
        await clock.until(central.received("SignedFirmwareStatusNotification", status="DownloadScheduled"))
        install = {"installDateTime": "2026-11-19T10:00:00Z"}
        answer = await self.update(office, files, certificate, signature, **install)
        assert answer == {"status": "AcceptedCanceled"}
        await clock.until(central.received("SignedFirmwareStatusNotification", status="InstallScheduled"))
        await clock.until(central.received("SignedFirmwareStatusNotification", status="Installed"))
        assert clock.now().isoformat() >= "2026-11-19T10:00"


class TestGetLog:
    async def test_uploaded(
        self, office: Office, files: FileServer, central: CentralSystem, clock: VirtualClock
    ) -> None:
        """LOG-01, LOG-02, TC_079."""
        answer = await office.command(
            "GetLog", log={"remoteLocation": files.url}, logType="SecurityLog", requestId=9
        )
        assert answer["status"] == "Accepted"
        await clock.until(central.received("LogStatusNotification", status="Uploaded"))
        assert central.all("LogStatusNotification") == [
            {"status": "Uploading", "requestId": 9},
            {"status": "Uploaded", "requestId": 9},
        ]
        assert files.received[f"/{answer['filename']}"] == b"2026-11-19T08:00:00Z StartupOfTheDevice\n"

    @pytest.mark.parametrize(
        ("status", "location", "ends"),
        [
            (403, "", "PermissionDenied"),
            (400, "", "BadMessage"),
            (500, "", "UploadFailure"),
            (0, "ftp://files.example", "NotSupportedOperation"),
        ],
    )
    async def test_how_it_may_fail(
        self,
        office: Office,
        files: FileServer,
        central: CentralSystem,
        clock: VirtualClock,
        status: int,
        location: str,
        ends: str,
    ) -> None:
        """LOG-02."""
        files.statuses = [status] if status else []
        log = {"remoteLocation": location or files.url}
        await office.command("GetLog", log=log, logType="DiagnosticsLog", requestId=9)
        await clock.until(central.received("LogStatusNotification", status=ends, requestId=9))

    async def test_a_newer_one_takes_its_place(
        self, office: Office, files: FileServer, central: CentralSystem, clock: VirtualClock
    ) -> None:
        """LOG-01: AcceptedCanceled; the older one is heard of no more."""
        files.statuses = [503]
        log = {"remoteLocation": files.url}
        slow = {"retries": 1, "retryInterval": 600}
        await office.command("GetLog", log=log, logType="SecurityLog", requestId=1, **slow)
        await clock.until(central.received("LogStatusNotification", requestId=1))
        await clock.run_for(5)
        await office.command("ExtendedTriggerMessage", requestedMessage="LogStatusNotification")
        await clock.until(central.received("LogStatusNotification", 2, status="Uploading", requestId=1))
        answer = await office.command("GetLog", log=log, logType="SecurityLog", requestId=2)
        assert answer["status"] == "AcceptedCanceled"
        await clock.until(central.received("LogStatusNotification", status="Uploaded", requestId=2))
        await clock.run_for(1000)
        assert len(central.all("LogStatusNotification", requestId=1)) == 2


class TestSecurityEvents:
    async def test_a_start_and_a_reset_are_reported(
        self, office: Office, central: CentralSystem, clock: VirtualClock
    ) -> None:
        """EVT-01, EVT-02: the latter after the boot."""
        await office.event("StartupOfTheDevice")
        await office.command("Reset", type="Hard")
        await office.event("ResetOrReboot")
        assert central.order("BootNotification", "SecurityEventNotification")[-2:] == [
            "BootNotification",
            "SecurityEventNotification",
        ]

    async def test_they_are_delivered_for_certain(
        self, office: Office, charge_point: ChargePoint, central: CentralSystem, clock: VirtualClock
    ) -> None:
        """EVT-01, A04.FR.02: also after hours without an answer; a CALLERROR is one."""
        central.silent.add("SecurityEventNotification")
        charge_point.security_log.record("MemoryExhaustion")
        await clock.run_for(3600)
        attempts = len(central.all("SecurityEventNotification", type="MemoryExhaustion"))
        assert attempts > 10
        central.silent.clear()
        central.answers["SecurityEventNotification"] = lambda payload: "NotSupported"
        await clock.run_for(3600)
        assert len(central.all("SecurityEventNotification", type="MemoryExhaustion")) == attempts + 1

    async def test_a_clock_that_was_wrong_is_set(
        self, office: Office, charge_point: ChargePoint, central: CentralSystem, clock: VirtualClock
    ) -> None:
        """HB-01, LIVE-02: by the answer to a Heartbeat."""
        central.answers["Heartbeat"] = lambda payload: {"currentTime": "2026-11-20T08:00:00Z"}
        await office.command("TriggerMessage", requestedMessage="Heartbeat")
        await office.event("SettingSystemTime")
        assert charge_point.clock.now().day == 20

    async def test_a_clock_that_is_set_turns_no_meter(
        self, office: Office, charge_point: ChargePoint, central: CentralSystem, clock: VirtualClock
    ) -> None:
        """METER-08: time went on evenly."""
        await clock.until(charge_point.plug_in(1, Battery(60_000, 0.5, 11_000)))
        await clock.until(charge_point.present(1, "TAG-1"))
        start = charge_point.connectors[1].register_wh
        days = iter(("20", "18"))
        central.answers["Heartbeat"] = lambda payload: {"currentTime": f"2026-11-{next(days)}T08:00:00Z"}
        for _ in range(2):
            await office.command("TriggerMessage", requestedMessage="Heartbeat")
            await clock.run_for(60)
        charge_point.connectors[1].accrue()
        assert charge_point.connectors[1].register_wh - start == pytest.approx(11_000 / 30, abs=5)


class TestSecurityProfile:
    async def change(self, office: Office, value: str) -> str:
        answer = await office.command("ChangeConfiguration", key="SecurityProfile", value=value)
        status: str = answer["status"]
        return status

    async def test_only_upwards_and_with_what_it_needs(
        self, office: Office, charge_point: ChargePoint, central: CentralSystem, clock: VirtualClock
    ) -> None:
        """SEC-02, UPG-01, UPG-02: then it connects anew."""
        assert [await self.change(office, value) for value in ("0", "2", "3", "x")] == ["Rejected"] * 4
        assert await self.change(office, "1") == "Accepted"
        await clock.run_for(5)
        assert charge_point.online
        assert central.passwords == [bytes.fromhex(KEY)] * 2
        assert await self.change(office, "1") == "Rejected"

    async def test_back_to_the_former_one_where_the_new_one_does_not_work(
        self,
        office: Office,
        charge_point: ChargePoint,
        root: Authority,
        central: CentralSystem,
        clock: VirtualClock,
    ) -> None:
        """UPG-02, A05.FR.08: this central system knows no TLS."""
        await office.install(CENTRAL, pem(root.certificate))
        assert await self.change(office, "2") == "Accepted"
        await clock.run_for(120)
        assert charge_point.online
        assert charge_point.configuration.text("SecurityProfile") == "0"
