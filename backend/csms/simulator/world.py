"""What a simulated world consists of: sites, charge points and the people's tags. Data only."""

from msgspec import Struct

from csms.simulator.hardware import ConnectorType, Hardware


class Station(Struct, frozen=True):
    """A site. `tags` and `ac_weight`: who comes here, and how often compared with other sites."""

    name: str
    address: str
    latitude: float
    longitude: float
    power_limit_w: int
    tags: tuple[str, ...]
    ac_weight: float = 1.0
    dwell_minutes: tuple[int, int] = (60, 240)


class Charger(Struct, frozen=True):
    """One charge point at the station of that name; `name` says where it stands."""

    charge_point_id: str
    station: str
    name: str
    hardware: Hardware


class Tag(Struct, frozen=True):
    """One id tag; `note` says whose it is."""

    id_tag: str
    note: str
    parent_id_tag: str | None = None


class Outlet(Struct, frozen=True):
    """One connector of a charger."""

    charge_point_id: str
    connector_id: int


class World(Struct, frozen=True):
    """Sites, chargers and tags; names are unique."""

    stations: tuple[Station, ...]
    chargers: tuple[Charger, ...]
    tags: tuple[Tag, ...]

    def outlets(self) -> dict[Outlet, ConnectorType]:
        """Every connector there is."""
        return {
            Outlet(charger.charge_point_id, number): type_
            for charger in self.chargers
            for number, type_ in enumerate(charger.hardware.connectors, 1)
        }

    def station_of(self, charge_point_id: str) -> Station:
        name = next(one.station for one in self.chargers if one.charge_point_id == charge_point_id)
        return next(station for station in self.stations if station.name == name)
