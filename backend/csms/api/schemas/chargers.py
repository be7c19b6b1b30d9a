"""Chargers and their connectors."""

from datetime import datetime
from typing import Annotated, Any, Literal, TypeAlias
from uuid import UUID

from pydantic import Field, StringConstraints

from csms.api.schemas.commands import Command
from csms.api.schemas.common import Input, Number, Output, Printable

ChargePointId: TypeAlias = Annotated[
    str, StringConstraints(strip_whitespace=True, min_length=1, max_length=255), Printable
]
IdTagText: TypeAlias = Annotated[
    str, StringConstraints(strip_whitespace=True, min_length=1, max_length=255), Printable
]
Name: TypeAlias = Annotated[str, StringConstraints(strip_whitespace=True, max_length=200), Printable]
SecurityProfile: TypeAlias = Annotated[int, Field(ge=0, le=3)]
Protocol = Literal["ocpp1.6"]
RegistrationPolicy = Literal["accepted", "pending", "rejected", "onboarding"]
PingInterval: TypeAlias = Annotated[float, Field(ge=0, le=3600)]
Strictness = Literal["tolerant", "strict"]
ChargerSort = Literal[
    "charge_point_id",
    "-charge_point_id",
    "name",
    "-name",
    "station",
    "-station",
    "status",
    "-status",
    "vendor",
    "-vendor",
    "model",
    "-model",
    "firmware_version",
    "-firmware_version",
    "security_profile",
    "-security_profile",
    "power_w",
    "-power_w",
    "created_at",
    "-created_at",
    "last_seen_at",
    "-last_seen_at",
]
ChargerFilter = Literal["online", "offline", "never_connected", "available", "charging", "faulted", "broken"]
# The rules for its letters are those of csms.auth.credentials; here only its size is bounded.
Secret: TypeAlias = Annotated[str, Field(max_length=255)]


class Connector(Output):
    """One outlet: what it last reported, and the session that runs there.

    `transaction_id` is the OCPP number, `transaction` our own id. The readings belong to the running session.
    """

    connector_id: int
    status: str | None
    error_code: str | None
    info: str | None
    updated_at: datetime | None
    transaction_id: int | None
    transaction: str | None
    power_w: Number | None
    current_a: Number | None
    voltage_v: Number | None
    soc_percent: Number | None
    energy_wh: Number | None
    id_tag: str | None
    started_at: datetime | None


class ConnectorOfCharger(Connector):
    """A connector with the charger it is of. `connector_id` 0 is the charger itself."""

    charger_id: str
    charge_point_id: str


class Charger(Output):
    """One charge point. `status` is what it says of itself as a whole (connector 0)."""

    id: str
    charge_point_id: str
    station_id: str | None
    station_name: str | None
    name: str | None
    vendor: str | None
    model: str | None
    serial_number: str | None
    firmware_version: str | None
    ocpp_version: str | None
    security_profile: int
    strictness: Strictness
    blocked: bool
    assume_protocol: Protocol | None
    ping_interval: Number | None
    pending_security_profile: int | None
    certificate_cn: str | None
    registration_policy: RegistrationPolicy
    hardware_changed_at: datetime | None
    desired_availability: str | None
    registration_status: str | None
    status: str | None
    online: bool
    online_since: datetime | None
    offline_since: datetime | None
    last_seen_at: datetime | None
    last_boot_at: datetime | None
    last_error: str | None
    address: str | None
    power_w: Number | None
    simulated: bool
    created_at: datetime
    connectors: list[Connector]


class ChargerPage(Output):
    items: list[Charger]
    next_cursor: str | None


class ChargerKind(Output):
    """Chargers that are alike in what they report of themselves and in how they may connect."""

    vendor: str | None
    model: str | None
    firmware_version: str | None
    security_profile: int
    total: int
    online: int


class ChargerSummary(Output):
    """The kinds add up to the totals."""

    total: int
    online: int
    kinds: list[ChargerKind]


class ChargerCreated(Charger):
    """`password` is shown this once (profiles 1 and 2); what is stored cannot be read back."""

    password: str | None


class ChargerUpdate(Input):
    """Only the fields that are given change. `password` imports another one.

    `blocked` keeps the charger out. `assume_protocol` serves one that names no WebSocket subprotocol. `ping_interval`:
    seconds of silence until it is pinged, 0 for one that never answers pings, null for the server's setting.
    `certificate_cn`: the CN of its client certificate, null for its serial number. `security_profile` may be set to
    any: that ends an upgrade that is under way. `registration_policy`: what the charger's next boot is answered with;
    `onboarding` is pending until it has taken a key of its own. A change counts from the charger's next connection;
    blocking ends the present one.
    """

    station_id: UUID | None = None
    name: Name | None = None
    security_profile: SecurityProfile = 1
    password: Secret | None = None
    strictness: Strictness = "tolerant"
    blocked: bool = False
    assume_protocol: Protocol | None = None
    ping_interval: PingInterval | None = None
    certificate_cn: ChargePointId | None = None
    registration_policy: RegistrationPolicy = "accepted"


class ChargerCreate(ChargerUpdate):
    """`charge_point_id`: the identity that the charger calls with. `password`: one that it has already."""

    charge_point_id: ChargePointId


class RemoteStart(Input):
    id_tag: IdTagText
    connector_id: Annotated[int, Field(ge=1, le=2**31 - 1)] | None = None
    charging_profile: dict[str, Any] | None = None


class RemoteStop(Input):
    """`transaction_id` is the OCPP number."""

    transaction_id: Annotated[int, Field(ge=-(2**31), le=2**31 - 1)]


class Password(Output):
    """A new password, shown this once, and the command that carried it to the charger if that was online."""

    password: str
    command: Command | None
