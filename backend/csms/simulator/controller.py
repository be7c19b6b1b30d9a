"""The controller of a charge point: its parts, what it reports, and what its central system makes it do.

It keeps its configuration, lists, profiles, reservations, certificates and queues over reboots and lost
connections, as if they were in flash memory.
"""

import asyncio
import contextlib
from collections.abc import Callable
from http import HTTPStatus
from random import Random
from ssl import SSLCertVerificationError

from websockets.exceptions import InvalidStatus

from csms.ocpp.v16.core import Reason, ResetType
from csms.ocpp.v16.security import SignCertificateRequest
from csms.ocpp.v16.smart_charging import ChargingProfile
from csms.ocpp.v16.types import Message
from csms.simulator.access import CERTIFICATE_PROFILE, Access
from csms.simulator.authorization import Authorizer
from csms.simulator.board import Board
from csms.simulator.certificates import OwnCertificate, TrustStore
from csms.simulator.charging_profiles import ChargingProfiles
from csms.simulator.clock import Clock, SystemClock
from csms.simulator.connector import Connector
from csms.simulator.failures import LinkError
from csms.simulator.firmware import Updates
from csms.simulator.hardware import Hardware
from csms.simulator.local_list import LocalList
from csms.simulator.operations import answer
from csms.simulator.parts import Account, assemble
from csms.simulator.reservations import Kept, Reservations
from csms.simulator.security_log import SecurityLog
from csms.simulator.status import Statuses
from csms.simulator.uplink import Uplink
from csms.simulator.uploads import Uploads


class Controller:
    """See `ChargePoint`."""

    def __init__(
        self,
        identity: str,
        url: str,
        password: str = "",
        hardware: Hardware | None = None,
        *,
        clock: Clock | None = None,
        rng: Random | None = None,
        speed: float = 1.0,
        tell: Callable[[str], None] = lambda text: None,
    ) -> None:
        self.hardware = hardware or Hardware()
        rng = rng or Random()  # noqa: S311 - behaviour, not secrets
        account = Account(identity, url, password)
        parts = assemble(account, self.hardware, clock or SystemClock(), rng, tell)
        self._parts = parts
        self.clock, self.configuration, self.outbox = parts.clock, parts.configuration, parts.outbox
        self._has_started = False
        self.security_log = SecurityLog(parts)
        self.uploads = Uploads(parts, self.security_log)
        self.updates = Updates(parts, self.security_log, self)
        self.trust, self.certificate = TrustStore(), OwnCertificate()
        self.access = Access(parts, self.trust, self.certificate)
        self._uplink = Uplink(parts, self.access, self, lambda call: answer(self, call))
        self.local_list = LocalList(self.configuration)
        self._statuses = Statuses(parts, self._uplink.call, lambda: self.online)
        self._authorizer = Authorizer(
            self.clock,
            self.configuration,
            self.local_list,
            self._uplink.call,
            self._statuses.list_conflict,
        )
        types = dict(enumerate(self.hardware.connectors, 1))
        self.profiles = ChargingProfiles(self.configuration, types)
        self.reservations = Reservations(parts, self._statuses.reservation_changed)
        self.connectors = self._statuses.connectors = self._build(speed)

    def _build(self, speed: float) -> dict[int, Connector]:
        board = Board(
            self._parts,
            self._authorizer,
            self.reservations,
            self.profiles,
            lambda: sum(one.charging for one in self.connectors.values()),
            speed,
            self._statuses.changed,
        )
        register = self._parts.rng.randrange(2_000_000, 20_000_000)
        types = enumerate(self.hardware.connectors, 1)
        return {id: Connector(board, id, type_, register + 7919 * id) for id, type_ in types}

    # What it is

    @property
    def accepted(self) -> bool:
        """The central system has accepted the last BootNotification."""
        return self._uplink.accepted

    @property
    def online(self) -> bool:
        """Connected and accepted."""
        return self._uplink.connected and self._uplink.accepted

    # What the uplink asks for

    def booted(self) -> None:
        self._statuses.forget()
        if not self._has_started:
            self._has_started = True
            self.security_log.record("StartupOfTheDevice")

    def clock_was_set(self) -> None:
        self.security_log.record("SettingSystemTime")

    def not_connected(self, error: Exception) -> None:
        """One of the two did not believe the other (EVT-02)."""
        if isinstance(error, SSLCertVerificationError):
            self.security_log.record_once("InvalidCentralSystemCertificate", error.verify_message)
        elif isinstance(error, InvalidStatus) and error.response.status_code == HTTPStatus.UNAUTHORIZED:
            self.security_log.record_once("FailedToAuthenticateAtCentralSystem")

    async def report_statuses(self) -> None:
        """Raises `LinkError`."""
        await self._statuses.report()

    async def clock_aligned(self) -> None:
        for connector in self.connectors.values():
            connector.read_meter("MeterValuesAlignedData", "Sample.Clock")

    # What the central system asks for

    def clear_cache(self) -> bool:
        return self._authorizer.clear()

    async def remote_start(
        self, connector: Connector, id_tag: str, profile: ChargingProfile | None = None
    ) -> None:
        """RemoteStartTransaction was accepted (5.11)."""
        if self.configuration.flag("AuthorizeRemoteTxRequests"):
            info = await self._authorizer.ask(id_tag)
            self._parts.tell(f"connector {connector.id}: remote start for {id_tag}, {info.status}")
            if info.status != "Accepted":
                return
        await self._start(connector, id_tag, profile)

    async def _start(self, connector: Connector, id_tag: str, profile: ChargingProfile | None = None) -> bool:
        """Whether a transaction began; not where the connector is kept for another (5.13)."""
        free = [
            one for one in self.connectors.values() if one.startable and self.reservations.at(one.id) is None
        ]
        try:
            reservation = await self.reservations.admit(
                connector.id, id_tag, len(free), self._authorizer.parent
            )
        except Kept:
            self._parts.tell(f"connector {connector.id} is reserved, not for {id_tag}")
            return False
        return await connector.start(id_tag, reservation, profile)

    async def reset(self, kind: ResetType) -> None:
        """Soft ends transactions first; after Hard the stops come from the queue (RST-01)."""
        self._parts.tell(f"{kind.lower()} reset")
        if kind == "Soft":
            await asyncio.gather(*(one.stop("SoftReset") for one in self.connectors.values()))
        self.security_log.record("ResetOrReboot", f"{kind} reset")
        await self._restart("HardReset")

    async def reboot(self) -> None:
        """As firmware does that has been renewed."""
        await self._restart("Reboot")

    async def _restart(self, reason: Reason) -> None:
        self.outbox.connect(None)
        self._parts.notices.connect(None)
        self._uplink.accepted = False
        for connector in self.connectors.values():
            await connector.stop(reason)
            connector.rebooted()
        self.configuration.reboot()
        await self._uplink.reboot()

    def set_installing(self, installing: bool) -> None:
        """While firmware is installed nobody begins to charge."""
        for connector in self.connectors.values():
            connector.installing = installing
            self._parts.tasks.spawn(connector.changed())

    @property
    def in_use(self) -> bool:
        """Somebody charges."""
        return any(one.transaction is not None for one in self.connectors.values())

    async def set_operative(self, connector_id: int, operative: bool) -> None:
        """ChangeAvailability; it outlives a reboot. A connector that charges follows when it is done."""
        for connector in self.connectors.values():
            if connector_id in (0, connector.id):
                busy = connector.transaction is not None
                connector.operative = operative or busy
                connector.becomes_inoperative = busy and not operative
                if not operative:
                    self.reservations.end_at(connector.id)
        if connector_id == 0:
            self._statuses.operative = operative
        if not self.online:
            return
        try:
            await self.report_statuses()
        except LinkError as error:
            self._parts.tell(f"statuses to be reported later: {error}")

    async def configuration_changed(self, key: str, value: str) -> None:
        """A new value is in effect (CFG-01)."""
        name = key.casefold()
        if name == "authorizationkey":
            self._parts.tell("reconnects with a new AuthorizationKey")
            self._parts.account.password = value
            self.security_log.record("ReconfigurationOfSecurityParameters", key)
            await self.reconnect()
            return
        self._parts.tell(f"{key} = {value}")
        if name in ("heartbeatinterval", "clockaligneddatainterval"):
            self._uplink.restart_timers()

    async def limits_changed(self) -> None:
        """Charging profiles came or went: who may not charge any more is suspended, and the reverse."""
        for connector in self.connectors.values():
            await connector.changed()

    async def reconnect(self) -> None:
        await self._uplink.reconnect()

    async def certificate_renewed(self) -> None:
        """CERT-06: shown from now on where certificates are asked for."""
        if self.access.profile == CERTIFICATE_PROFILE:
            await self.reconnect()

    # What it is asked to send (5.17)

    async def send_boot(self) -> None:
        await self._uplink.boot_again()

    async def send_heartbeat(self) -> None:
        with contextlib.suppress(LinkError):  # nobody waits for it
            await self._uplink.send_heartbeat()

    async def send_statuses(self, connector_id: int | None) -> None:
        """Of one connector, or of all and of connector 0 (TRG-01)."""
        await self._statuses.send([0, *self.connectors] if connector_id is None else [connector_id])

    async def send_meter_values(self, connector_id: int | None) -> None:
        """What is sampled, in the context Trigger (TRG-03); while Pending there is no queue to stand in (BOOT-05)."""
        for connector in self.connectors.values():
            if connector_id not in (None, connector.id):
                continue
            if self.accepted:
                connector.read_meter("MeterValuesSampledData", "Trigger")
            else:
                await self._send("MeterValues", connector.meter_values("MeterValuesSampledData", "Trigger"))

    async def send_certificate_request(self) -> None:
        """A new key, and the request for its certificate (A02)."""
        organization, serial = self.configuration.text("CpoName"), self.hardware.serial_number
        request = SignCertificateRequest(self.certificate.request(organization, serial))
        if self.accepted:
            self._parts.notices.add("SignCertificate", lambda: request)
        else:
            await self._send("SignCertificate", request)

    async def _send(self, action: str, request: Message) -> None:
        with contextlib.suppress(LinkError):  # nobody waits for it
            await self._uplink.call(action, request)
