"""New firmware: fetched, checked, installed with a reboot (OCPP 1.6, 4.5, 5.19; security whitepaper, L01)."""

import asyncio
import re
from base64 import b64decode
from datetime import datetime
from typing import Protocol
from urllib.parse import urlsplit

from cryptography import x509
from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import ec, padding, rsa
from cryptography.hazmat.primitives.asymmetric.utils import Prehashed
from msgspec import UNSET, Struct

from csms.ocpp.v16.firmware_management import FirmwareStatus, FirmwareStatusNotificationRequest
from csms.ocpp.v16.security import SignedFirmwareStatus, SignedFirmwareStatusNotificationRequest
from csms.simulator.files import Attempts, Download, TransferFailed, download
from csms.simulator.parts import Parts
from csms.simulator.security_log import SecurityLog

INSTALL_SECONDS = 20.0
# How often a charge point that is to install looks whether somebody still charges.
_LOOK_SECONDS = 5.0
# What UpdateFirmware knows of the statuses of SignedUpdateFirmware.
_PLAIN: dict[SignedFirmwareStatus, FirmwareStatus] = {
    "Downloading": "Downloading",
    "Downloaded": "Downloaded",
    "DownloadFailed": "DownloadFailed",
    "Installing": "Installing",
    "Installed": "Installed",
}
_VERSION = re.compile(r"\d+(?:\.\d+)+")


class Signature(Struct, frozen=True):
    """The manufacturer's, over the file: `value` in base64, `certificate` to verify it with."""

    certificate: x509.Certificate
    value: str


class Order(Struct, frozen=True):
    """An update. `request_id` and `signature` come with a signed one; without `install_at` it is installed at once."""

    location: str
    retrieve_at: datetime
    attempts: Attempts
    request_id: int | None = None
    install_at: datetime | None = None
    signature: Signature | None = None


class Owner(Protocol):
    """What an update asks the charge point for."""

    @property
    def in_use(self) -> bool: ...
    def set_installing(self, installing: bool) -> None: ...
    async def reboot(self) -> None: ...


class Updates:
    """One update at a time."""

    def __init__(self, parts: Parts, security_log: SecurityLog, owner: Owner) -> None:
        self._parts = parts
        self._security_log = security_log
        self._owner = owner
        self._work: asyncio.Task[None] | None = None
        self._unsigned: FirmwareStatus = "Idle"
        self._signed: tuple[SignedFirmwareStatus, int | None] = ("Idle", None)

    @property
    def running(self) -> bool:
        return self._work is not None and not self._work.done()

    async def begin(self, order: Order) -> None:
        """Carry it out; an older one is given up."""
        if self._work is not None:
            self._work.cancel()
        self._work = self._parts.tasks.spawn(self._update(order))

    def status(self) -> None:
        """It was asked for (4.5): Idle unless an update is under way."""
        self._send(self._unsigned if self.running else "Idle")

    def signed_status(self) -> None:
        """It was asked for: the last one again, Idle after Installed (L01.FR.28, L01.FR.29)."""
        status, request_id = self._signed
        done = status == "Installed"
        self._send_signed("Idle" if done else status, None if done else request_id)

    async def _update(self, order: Order) -> None:
        await self._until(order, order.retrieve_at, "DownloadScheduled")
        self._tell(order, "Downloading")
        try:
            fetched = await order.attempts.make(
                self._parts.clock, lambda: download(order.location, self._parts.hardware.reach)
            )
        except TransferFailed as error:
            self._parts.tell(f"the firmware could not be fetched: {error}")
            self._tell(order, "DownloadFailed")
            return
        self._tell(order, "Downloaded")
        if self._genuine(order, fetched):
            await self._install(order)

    def _genuine(self, order: Order, fetched: Download) -> bool:
        if order.signature is None:
            return True
        if verifies(order.signature, fetched.sha256):
            self._tell(order, "SignatureVerified")
            return True
        self._tell(order, "InvalidSignature")
        self._security_log.record("InvalidFirmwareSignature", order.location)
        return False

    async def _install(self, order: Order) -> None:
        """Not while somebody charges; and nobody begins to (5.19)."""
        if order.install_at is not None:
            await self._until(order, order.install_at, "InstallScheduled")
        self._owner.set_installing(True)
        try:
            await self._put_in_place(order)
        finally:
            self._owner.set_installing(False)

    async def _put_in_place(self, order: Order) -> None:
        while self._owner.in_use:
            await self._parts.clock.sleep(_LOOK_SECONDS)
        self._tell(order, "Installing")
        await self._parts.clock.sleep(INSTALL_SECONDS)
        flash = self._parts.flash
        flash.firmware_version = version_after(flash.firmware_version, order.location)
        self._tell(order, "InstallRebooting")
        await self._parts.notices.still()
        await self._owner.reboot()
        self._security_log.record("FirmwareUpdated", flash.firmware_version)
        self._tell(order, "Installed")

    async def _until(self, order: Order, at: datetime, waiting: SignedFirmwareStatus) -> None:
        seconds = (at - self._parts.clock.now()).total_seconds()
        if seconds > 0:
            self._tell(order, waiting)
            await self._parts.clock.sleep(seconds)

    def _tell(self, order: Order, status: SignedFirmwareStatus) -> None:
        """With UpdateFirmware there are fewer statuses to tell of."""
        if order.signature is not None:
            self._signed = (status, order.request_id)
            self._send_signed(status, order.request_id)
        elif status in _PLAIN:
            self._unsigned = _PLAIN[status]
            self._send(self._unsigned)

    def _send(self, status: FirmwareStatus) -> None:
        notice = FirmwareStatusNotificationRequest(status)
        self._parts.notices.add("FirmwareStatusNotification", lambda: notice)

    def _send_signed(self, status: SignedFirmwareStatus, request_id: int | None) -> None:
        number = UNSET if request_id is None else request_id
        notice = SignedFirmwareStatusNotificationRequest(status, number)
        self._parts.notices.add("SignedFirmwareStatusNotification", lambda: notice)


def verifies(signature: Signature, sha256: bytes) -> bool:
    """Whether it is one over a file of this digest: RSA-PSS or ECDSA, both with SHA-256 (SFW-01)."""
    key, digest = signature.certificate.public_key(), Prehashed(hashes.SHA256())
    try:
        value = b64decode(signature.value, validate=True)
        if isinstance(key, rsa.RSAPublicKey):
            pss = padding.PSS(padding.MGF1(hashes.SHA256()), padding.PSS.AUTO)
            key.verify(value, sha256, pss, digest)
        elif isinstance(key, ec.EllipticCurvePublicKey):
            key.verify(value, sha256, ec.ECDSA(digest))
        else:
            return False
    except (InvalidSignature, ValueError):
        return False
    return True


def version_after(version: str, location: str) -> str:
    """The version in the name of the file, else the next one."""
    named = _VERSION.search(urlsplit(location).path.rpartition("/")[2])
    if named is not None and named.group() != version:
        return named.group()
    head, _, last = version.rpartition(".")
    return f"{head}.{int(last) + 1}" if head and last.isdigit() else f"{version}.1"
