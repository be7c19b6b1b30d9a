"""What must be there to be seen when the demo opens: who charges where, and what is out of order."""

from datetime import datetime, timedelta
from typing import NamedTuple

from msgspec import Struct

from csms.simulator.charging_curve import Battery
from csms.simulator.traffic import Visit
from csms.simulator.world import Outlet


class Story(Struct, frozen=True):
    """Roles in a world.

    visits: certain to happen, whatever chance brings besides. waiting, waiting_tag: where a car waits to be
    started from afar, and the tag it presents when nobody does. unavailable: taken out of service. faulted:
    broken when the demo opens. silent: loses its network while it charges. misnamed: (the wrong identity a
    charge point was given, the one it should have).
    """

    visits: tuple[Visit, ...]
    waiting: Outlet
    waiting_tag: str
    unavailable: tuple[Outlet, ...]
    faulted: Outlet
    silent: str
    misnamed: tuple[str, str]

    def closed(self) -> frozenset[Outlet]:
        """Where chance sends nobody."""
        alone = (
            Outlet(identity, number) for identity in (self.misnamed[1], self.silent) for number in (1, 2)
        )
        return frozenset((self.waiting, *self.unavailable, self.faulted, *alone))


class _Role(NamedTuple):
    charge_point_id: str
    connector_id: int
    id_tag: str
    minutes_ago: int
    minutes_to_go: int
    battery: Battery
    meter_loss_wh: int = 0


_ROLES = (
    _Role("CP-0038", 1, "NL-TNM-000481", 24, 14, Battery(88_000, 0.21, 119_000)),
    _Role("CP-0043", 2, "FLEET-VAN-17", 14, 25, Battery(78_000, 0.3, 82_000)),
    _Role("CP-0007", 1, "DE-8AA-C00192", 38, 20, Battery(82_000, 0.18, 57_000)),
    _Role("CP-0019", 2, "04A1F27C93E0", 34, 70, Battery(52_000, 0.3, 22_000)),
    _Role("CP-0011", 1, "04B3D90E1122", 114, 45, Battery(93_000, 0.2, 22_000)),
    _Role("CP-0012", 2, "STAFF-0208", 124, 150, Battery(77_000, 0.25, 11_000)),
    _Role("CP-0026", 1, "DE-8AA-C01410", 76, 200, Battery(40_000, 0.2, 7_300)),
    _Role("CP-0031", 2, "STAFF-0077", 221, 40, Battery(58_000, 0.2, 22_000)),
    _Role("CP-0017", 1, "FLEET-VAN-08", 46, 160, Battery(68_000, 0.4, 11_000)),
    # Over since a while; its meter ran backwards at the stop.
    _Role("CP-0019", 1, "04C7E1A20B55", 279, -110, Battery(45_000, 0.2, 22_000), 410),
)


def demo_story(now: datetime) -> Story:
    """The story of `make demo` as it stands at `now`."""
    return Story(
        tuple(_visit(role, now) for role in _ROLES),
        waiting=Outlet("CP-0038", 2),
        waiting_tag="NL-TNM-000517",
        unavailable=(Outlet("CP-0014", 2), Outlet("CP-0021", 1), Outlet("CP-0034", 2), Outlet("CP-0047", 1)),
        faulted=Outlet("CP-0023", 1),
        silent="CP-0017",
        misnamed=("CP-0O42", "CP-0042"),
    )


def _visit(role: _Role, now: datetime) -> Visit:
    return Visit(
        Outlet(role.charge_point_id, role.connector_id),
        role.id_tag,
        role.battery,
        now - timedelta(minutes=role.minutes_ago),
        now + timedelta(minutes=role.minutes_to_go),
        meter_loss_wh=role.meter_loss_wh,
    )
