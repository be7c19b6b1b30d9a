"""`csms simulate`: charge points from the command line, with a line for each step."""

import asyncio
import sys
from argparse import ArgumentParser, Namespace
from collections.abc import Sequence
from random import Random
from urllib.parse import urlsplit, urlunsplit

from msgspec import Struct

from csms.errors import ConfigurationError
from csms.simulator.charge_point import ChargePoint
from csms.simulator.driver import Regular, charge_once, come_again
from csms.simulator.hardware import ConnectorType, Hardware
from csms.simulator.quirks import QUIRKS

_SCHEMES = {"ws": "ws", "wss": "wss", "http": "ws", "https": "wss"}


class Spec(Struct, frozen=True):
    """One charge point to simulate."""

    identity: str
    password: str = ""
    hardware: Hardware = Hardware()


def add_arguments(parser: ArgumentParser) -> None:
    """The options of `csms simulate`."""
    parser.add_argument(
        "--url", default="ws://127.0.0.1:8000/ocpp", help="OCPP endpoint without the identity"
    )
    parser.add_argument("--id", action="append", default=[], help="charge point identity; may be repeated")
    parser.add_argument("--password", default="", help="password or AuthorizationKey of all of them")
    parser.add_argument("--connectors", type=int, default=2, help="connectors of each (2)")
    parser.add_argument("--power", type=float, default=22.0, help="kW of each connector (22)")
    parser.add_argument("--dc", action="store_true", help="direct current, with a state of charge")
    parser.add_argument("--tag", help="a car comes to connector 1 and charges with this id tag, once")
    parser.add_argument("--auto", action="store_true", help="cars come again and again, to all connectors")
    parser.add_argument("--interval", type=int, default=10, help="seconds between meter values (10)")
    parser.add_argument(
        "--quirk",
        action="append",
        default=[],
        metavar="NAME",
        help="a quirk of real firmware; may be repeated",
    )
    parser.add_argument("--quirks", action="store_true", help="list the quirks, and end")
    parser.add_argument("--speed", type=float, default=1.0, help="batteries fill so many times faster (1)")


async def run(args: Namespace) -> int:
    """Carry out `csms simulate`, until interrupted; the exit status. Raises ConfigurationError for unusable options."""
    if args.quirks:
        sys.stdout.write(quirk_list())
        return 0
    _check(args)
    type_ = ConnectorType(round(args.power * 1000), phases=0 if args.dc else 3)
    model = f"Kestrel {'DC' if args.dc else 'AC'} {args.power:g}"
    connectors = (type_,) * args.connectors
    hardware = Hardware(model=model[:20], connectors=connectors, habits=tuple(args.quirk))
    specs = [Spec(identity, args.password, hardware) for identity in args.id]
    await simulate(args.url, specs, tag=args.tag, auto=args.auto, interval=args.interval, speed=args.speed)
    return 0


def quirk_list() -> str:
    """A line for each quirk: its name, its row in the list of what the field sends, what it does."""
    width = max(map(len, QUIRKS))
    lines = [f"{name:{width}}  {habit.source:3}  {habit.does}\n" for name, habit in QUIRKS.items()]
    return "".join(lines)


def _check(args: Namespace) -> None:
    if not args.id:
        raise ConfigurationError("--id is the identity of a charge point")
    unknown = sorted(set(args.quirk) - set(QUIRKS))
    if unknown:
        raise ConfigurationError(f"--quirk {unknown[0]} is unknown: --quirks lists them")
    if not 1 <= args.connectors <= 32 or args.power <= 0 or args.speed <= 0 or args.interval < 1:
        raise ConfigurationError("--connectors is 1 to 32; --power, --speed and --interval are above 0")


async def simulate(
    url: str,
    specs: Sequence[Spec],
    *,
    tag: str | None = None,
    auto: bool = False,
    interval: int = 10,
    speed: float = 1.0,
) -> None:
    """Simulate all of `specs` until cancelled.

    Without `tag` and `auto` a car waits at connector 1 for a remote start. With `auto` and no `tag` every car does.
    """
    charge_points = [_build(_endpoint(url), spec, interval, speed) for spec in specs]
    try:
        async with asyncio.TaskGroup() as group:
            for charge_point in charge_points:
                charge_point.start()
                for connector_id in charge_point.connectors if auto else [1]:
                    group.create_task(_drive(charge_point, connector_id, tag, again=auto or tag is None))
            await asyncio.Event().wait()
    finally:
        await asyncio.gather(*(charge_point.stop() for charge_point in charge_points))


def _build(url: str, spec: Spec, interval: int, speed: float) -> ChargePoint:
    def tell(text: str) -> None:
        sys.stdout.write(f"{charge_point.clock.now():%H:%M:%S}  {spec.identity}  {text}\n")
        sys.stdout.flush()

    charge_point = ChargePoint(spec.identity, url, spec.password, spec.hardware, speed=speed, tell=tell)
    charge_point.configuration.set("MeterValueSampleInterval", str(interval))
    return charge_point


async def _drive(charge_point: ChargePoint, connector_id: int, tag: str | None, *, again: bool) -> None:
    rng = Random()  # noqa: S311 - behaviour, not secrets
    driver = Regular(tag)
    if again:
        await come_again(charge_point, connector_id, driver, rng)
    else:
        await charge_once(charge_point, connector_id, driver, rng)


def _endpoint(url: str) -> str:
    """`url` as a WebSocket address; http means ws, and without a path it is /ocpp."""
    parts = urlsplit(url)
    if parts.scheme not in _SCHEMES or not parts.netloc:
        raise ConfigurationError("--url must be an address like ws://127.0.0.1:8000/ocpp")
    return urlunsplit((_SCHEMES[parts.scheme], parts.netloc, parts.path.rstrip("/") or "/ocpp", "", ""))
