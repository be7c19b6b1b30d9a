"""Stations: places with an address where chargers stand."""

from datetime import datetime
from typing import Annotated, Literal, TypeAlias

from pydantic import Field, StringConstraints

from csms.api.schemas.common import Input, Number, Output, Printable

Name: TypeAlias = Annotated[
    str, StringConstraints(strip_whitespace=True, min_length=1, max_length=200), Printable
]
Address: TypeAlias = Annotated[str, StringConstraints(strip_whitespace=True, max_length=500), Printable]
Note: TypeAlias = Annotated[str, StringConstraints(strip_whitespace=True, max_length=2000), Printable]
Latitude: TypeAlias = Annotated[float, Field(ge=-90, le=90, allow_inf_nan=False)]
Longitude: TypeAlias = Annotated[float, Field(ge=-180, le=180, allow_inf_nan=False)]
StationState = Literal["faulted", "offline", "charging", "online", "never_connected", "empty"]
StationSort = Literal[
    "name",
    "-name",
    "address",
    "-address",
    "status",
    "-status",
    "chargers_total",
    "-chargers_total",
    "connectors_available",
    "-connectors_available",
    "power_w",
    "-power_w",
    "power_limit_w",
    "-power_limit_w",
    "created_at",
    "-created_at",
]
PowerLimit: TypeAlias = Annotated[int, Field(gt=0, le=1_000_000_000)]


class Station(Output):
    """A site, with how many chargers stand there and how its connectors are."""

    id: str
    name: str
    address: str | None
    latitude: float | None
    longitude: float | None
    power_limit_w: int | None
    note: str | None
    created_at: datetime
    updated_at: datetime
    chargers_total: int
    chargers_online: int
    chargers_never_connected: int
    connectors_total: int
    connectors_available: int
    connectors_charging: int
    connectors_faulted: int
    power_w: Number


class StationPage(Output):
    items: list[Station]
    next_cursor: str | None


class StationSummary(Output):
    """`chargers` that stand at these stations."""

    total: int
    chargers: int


class StationOnMap(Output):
    """No more of a station than a map shows."""

    id: str
    name: str
    address: str | None
    latitude: float | None
    longitude: float | None
    chargers_total: int
    chargers_online: int
    chargers_never_connected: int
    connectors_charging: int
    connectors_faulted: int


class StationMap(Output):
    items: list[StationOnMap]


class StationUpdate(Input):
    """Only the fields that are given change."""

    name: Name = Field(default="")
    address: Address | None = None
    latitude: Latitude | None = None
    longitude: Longitude | None = None
    power_limit_w: PowerLimit | None = None
    note: Note | None = None


class StationWrite(StationUpdate):
    name: Name
