"""The invented city of `make demo`: 9 sites, 48 chargers, 60 tags. All chargers but one connect, with 86 connectors."""

from msgspec.structs import replace

from csms.simulator.hardware import AC_11, AC_22, DC_150, ConnectorType, Hardware
from csms.simulator.world import Charger, Station, Tag, World

_DC_75 = ConnectorType(75_000, phases=0)

_STATIONS = (
    Station(
        "Hafenpark Depot", "Kranweg 12, 20457 Hamburg", 53.5413, 10.0021, 240_000,
        ("FLEET-VAN", "NL-TNM", "DE-8AA"), 0.6, (90, 300),
    ),
    Station(
        "Nordring Süd", "Nordring 88, 22297 Hamburg", 53.6021, 10.0275, 90_000,
        ("DE-8AA", "NL-TNM", "FLEET-VAN"), 1.0, (45, 180),
    ),
    Station(
        "Rathausgarage", "Große Bleichen 3, 20354 Hamburg", 53.5517, 9.9889, 50_000,
        ("04", "DE-8AA"), 1.2, (45, 170),
    ),
    Station(
        "Campus West", "Lernallee 1, 22607 Hamburg", 53.5634, 9.8951, 60_000,
        ("STAFF", "04"), 1.5, (120, 420),
    ),
    Station(
        "Lindenhof", "Lindenallee 40, 22087 Hamburg", 53.5672, 10.0389, 50_000,
        ("DE-8AA", "STAFF"), 1.2, (90, 480),
    ),
    Station(
        "Seepromenade", "Seeufer 7, 22301 Hamburg", 53.5840, 10.0103, 20_000,
        ("04", "NL-TNM"), 0.6, (50, 150),
    ),
    Station(
        "Mühlenquartier", "Mühlenkamp 21, 22303 Hamburg", 53.5777, 10.0171, 30_000,
        ("04", "DE-8AA"), 0.8, (50, 200),
    ),
    Station(
        "Messe Ost", "Hallenring 5, 20355 Hamburg", 53.5609, 9.9752, 30_000,
        ("NL-TNM", "DE-8AA"), 0.8, (90, 300),
    ),
    Station(
        "Kliniktor", "Am Kliniktor 2, 20246 Hamburg", 53.5905, 9.9743, 30_000,
        ("STAFF", "04"), 1.0, (120, 420),
    ),
)  # fmt: skip

# (station, numbers of its chargers)
_SITES = (
    ("Hafenpark Depot", (38, 39, 40, 41, 42, 43, 44, 45)),
    ("Nordring Süd", (1, 2, 5, 6, 7, 17)),
    ("Rathausgarage", (18, 19, 20, 21, 22)),
    ("Campus West", (8, 9, 10, 11, 12, 13, 14, 15, 16)),
    ("Lindenhof", (23, 24, 25, 26, 27, 31)),
    ("Seepromenade", (28, 29, 30)),
    ("Mühlenquartier", (32, 33, 34)),
    ("Messe Ost", (35, 36, 37)),
    ("Kliniktor", (3, 4, 46, 47, 48)),
)
_KESTREL_DC_150 = (38, 39, 40, 41, 43)
_KESTREL_DC_75 = (7,)
_SINGLE_DC_75 = (6,)
_SINGLE_AC_11 = (8, 9, 10, 28, 29, 30, 46)
# The message log shows what a tolerant server does with some of the field's habits.
_HABITS = {12: ("local-offset",), 31: ("counter-ids",), 33: ("pretty-json",), 38: ("long-info",)}


def demo_world() -> World:
    """Always the same one."""
    places = {number: (site, bay) for site, numbers in _SITES for bay, number in enumerate(numbers, 1)}
    chargers = (_charger(number, *places[number]) for number in sorted(places))
    return World(_STATIONS, tuple(chargers), _tags())


def _charger(number: int, station: str, bay: int) -> Charger:
    name = f"{station}, bay {bay}" if number != 38 else f"{station}, bay 7"
    return Charger(f"CP-{number:04}", station, name, _hardware(number))


def _hardware(number: int) -> Hardware:
    return replace(_type_plate(number), habits=_HABITS.get(number, ()))


def _type_plate(number: int) -> Hardware:
    serial = f"{2291 - number:04}-{380 + number * 37 % 9000:04}"
    if number in _KESTREL_DC_150:
        return Hardware("Kestrel", "Kestrel DC 150", f"K150-{serial}", "2.4.1", (DC_150, DC_150))
    if number in (*_KESTREL_DC_75, *_SINGLE_DC_75):
        connectors = (_DC_75,) * (1 if number in _SINGLE_DC_75 else 2)
        return Hardware("Kestrel", "Kestrel DC 75", f"K75-{serial}", "2.4.1", connectors)
    if number in _SINGLE_AC_11:
        return Hardware("Heron", "Heron Wall 11", f"HW11-{serial}", "1.9.0", (AC_11,))
    if number % 3 == 0:
        return Hardware("Nordlicht", "Nordlicht Duo 22", f"ND-{serial}", "5.12.3", (AC_22, AC_22))
    return Hardware("Kestrel", "Kestrel AC 22", f"K22-{serial}", "2.3.7", (AC_22, AC_22))


_STAFF = (1, 42, 77, 113, 164, 208, 219, 255, 301, 340, 377, 402)
_ROAMING_DE = (192, 311, 478, 690, 811, 1188, 1410, 1522, 1703, 1966)
_ROAMING_NL = (481, 517, 733, 902, 1140, 1377, 1605, 1891)
_CARDS = (
    *("04A1F27C93E0", "04B3D90E1122", "04C7E1A20B55", "04F5A0C81D37", "041D77AE2F90"),
    *("0462B8E4C119", "0499F0A3D7E2", "04D2C6510BAA", "04E81B3F7C64", "047AE9D05831"),
)


def _tags() -> tuple[Tag, ...]:
    fleet = [Tag(f"FLEET-VAN-{number:02}", f"Delivery van {number}", "FLEET") for number in range(1, 21)]
    staff = [Tag(f"STAFF-{number:04}", "Staff card", "STAFF") for number in _STAFF]
    german = [Tag(f"DE-8AA-C{number:05}", "Roaming, DE-8AA") for number in _ROAMING_DE]
    dutch = [Tag(f"NL-TNM-{number:06}", "Roaming, NL-TNM") for number in _ROAMING_NL]
    cards = [Tag(uid, "Driver's card") for uid in _CARDS]
    return (*fleet, *staff, *german, *dutch, *cards)
