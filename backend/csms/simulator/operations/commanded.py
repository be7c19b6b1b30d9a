"""What the operations need of a charge point."""

from collections.abc import Callable
from typing import Any, Protocol, TypeAlias

from csms.ocpp.v16 import core
from csms.ocpp.v16.smart_charging import ChargingProfile
from csms.ocpp.v16.types import Message
from csms.simulator.access import Access
from csms.simulator.certificates import OwnCertificate, TrustStore
from csms.simulator.charging_profiles import ChargingProfiles
from csms.simulator.clock import DeviceClock
from csms.simulator.configuration import Configuration
from csms.simulator.connector import Connector
from csms.simulator.firmware import Updates
from csms.simulator.hardware import Hardware
from csms.simulator.link import Reply
from csms.simulator.local_list import LocalList
from csms.simulator.reservations import Reservations
from csms.simulator.security_log import SecurityLog
from csms.simulator.uploads import Uploads


class Commanded(Protocol):
    """A charge point, as its central system commands it."""

    clock: DeviceClock
    hardware: Hardware
    configuration: Configuration
    connectors: dict[int, Connector]
    reservations: Reservations
    local_list: LocalList
    profiles: ChargingProfiles
    updates: Updates
    uploads: Uploads
    trust: TrustStore
    certificate: OwnCertificate
    access: Access
    security_log: SecurityLog

    @property
    def accepted(self) -> bool: ...

    def clear_cache(self) -> bool: ...
    async def remote_start(
        self, connector: Connector, id_tag: str, profile: ChargingProfile | None
    ) -> None: ...
    async def reset(self, kind: core.ResetType) -> None: ...
    async def set_operative(self, connector_id: int, operative: bool) -> None: ...
    async def configuration_changed(self, key: str, value: str) -> None: ...
    async def limits_changed(self) -> None: ...
    async def reconnect(self) -> None: ...
    async def certificate_renewed(self) -> None: ...
    async def send_boot(self) -> None: ...
    async def send_heartbeat(self) -> None: ...
    async def send_statuses(self, connector_id: int | None) -> None: ...
    async def send_meter_values(self, connector_id: int | None) -> None: ...
    async def send_certificate_request(self) -> None: ...


Operation: TypeAlias = Callable[[Commanded, Any], Reply | Message]
