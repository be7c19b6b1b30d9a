"""Chargers: who holds them, what they report, their credentials, and who was refused."""

from datetime import datetime
from uuid import UUID

from csms.store.facts.base import Fact


class ChargerBooted(Fact, frozen=True, gc=False):
    """What a BootNotification says of the hardware, and the registration it was given."""

    charger_id: UUID
    at: datetime
    registration_status: str
    vendor: str | None
    model: str | None
    serial_number: str | None
    box_serial_number: str | None
    firmware_version: str | None
    iccid: str | None
    imsi: str | None
    meter_type: str | None
    meter_serial_number: str | None


class ChargerConnected(Fact, frozen=True, gc=False):
    """A process takes a charger: the epoch rises, whoever held it before can no longer write (R13)."""

    id: UUID
    charger_id: UUID
    node: str
    address: str
    protocol: str
    at: datetime


class ChargerDisconnected(Fact, frozen=True, gc=False):
    """The connection of that epoch is gone; a newer one is left alone."""

    charger_id: UUID
    epoch: int
    at: datetime


class ChargerSeen(Fact, frozen=True, gc=False):
    """Sign of life of a charger (LIVE-03)."""

    charger_id: UUID
    epoch: int
    at: datetime


class ConnectorReported(Fact, frozen=True, gc=False):
    """The status a connector reported (STAT-05: an older claim never overwrites a newer one).

    first: of its connection. It is how things are, whatever the charger's clock says: one that fell back would
    otherwise freeze the connector at what was reported before.
    """

    charger_id: UUID
    epoch: int
    evse_id: int
    status: str
    error_code: str
    info: str | None
    vendor_id: str | None
    vendor_error_code: str | None
    occurred_at: datetime
    received_at: datetime
    first: bool = False


class AvailabilityDesired(Fact, frozen=True, gc=False):
    """What we asked a connector (0: the whole charger) to be, once the charger said yes."""

    charger_id: UUID
    evse_id: int
    availability: str
    at: datetime


class CredentialProposed(Fact, frozen=True, gc=False):
    """A new credential that the charger may already use: both are accepted until one is settled (SEC-08)."""

    charger_id: UUID
    credential: str


class CredentialSettled(Fact, frozen=True, gc=False):
    """The proposed credential took the place of the current one (`accepted`), or is dropped."""

    charger_id: UUID
    accepted: bool


class ConnectionRefused(Fact, frozen=True, gc=False):
    """A connection that did not come in, with the cause that only the operator sees (DEC-7)."""

    charge_point_id: str
    address: str
    cause: str
    detail: str
    at: datetime
