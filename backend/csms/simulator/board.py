"""What the connectors of a charge point share."""

from collections.abc import Awaitable, Callable

from msgspec import Struct

from csms.simulator.authorization import Authorizer
from csms.simulator.charging_profiles import ChargingProfiles
from csms.simulator.parts import Parts
from csms.simulator.reservations import Reservations


class Board(Struct, frozen=True):
    """sharers: how many connectors charge. speed: charging, faster than time. status_changed: of this connector."""

    parts: Parts
    authorizer: Authorizer
    reservations: Reservations
    profiles: ChargingProfiles
    sharers: Callable[[], int]
    speed: float
    status_changed: Callable[[int], Awaitable[None]]
