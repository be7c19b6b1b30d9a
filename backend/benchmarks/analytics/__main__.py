"""`make bench-analytics`: how fast analytics answer over a year of a fleet. ARGS="--help" tells what can be chosen."""

import argparse
import asyncio
import re
import tempfile
from datetime import UTC, datetime
from pathlib import Path

from benchmarks import machine
from benchmarks.analytics.filling import fill
from benchmarks.analytics.measuring import Times, measure, server
from benchmarks.analytics.questions import questions
from benchmarks.analytics.world import World, world
from benchmarks.documentation import DOCUMENTATION, replace_analytics
from csms.store.database import is_postgres
from tests.services.postgres import postgres

DISK = Path("/var/tmp")
LIMIT_MS = {"PostgreSQL": 300, "SQLite": 2000}
HEADINGS = ("analytics of a", "database", "items", "p50 ms", "p95 ms", "longest ms", "CPU ms")


def main() -> None:
    options = _options()
    of = world(options.values, datetime.now(UTC))
    facts = machine.describe()
    lines: list[str] = []
    with tempfile.TemporaryDirectory(prefix="csms-bench-", dir=DISK if DISK.is_dir() else None) as folder:
        for url in options.url or _new(Path(folder), of):
            lines += _measure(url, of, Path(folder), options.rounds)
    table = "\n".join([_line(HEADINGS), _line(["---"] * len(HEADINGS)), *lines])
    print(f"\n{table}\n\n" + "\n".join(f"{name:10} {value}" for name, value in facts.items()))
    if options.save:
        DOCUMENTATION.write_text(replace_analytics(DOCUMENTATION.read_text(), table, facts))


def _options() -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="python -m benchmarks.analytics", description=__doc__)
    parser.add_argument("--values", type=int, default=10_000_000, help="meter values in the database, about")
    parser.add_argument("--rounds", type=int, default=10, help="of all questions in all zones")
    parser.add_argument("--url", nargs="+", help="databases that were filled before")
    parser.add_argument("--fill", metavar="URL", help="only fill this empty database, and keep it")
    parser.add_argument("--save", action="store_true", help="write the table into docs/benchmarks.md")
    options = parser.parse_args()
    if options.fill:
        asyncio.run(fill(options.fill, world(options.values, datetime.now(UTC)), _tell))
        raise SystemExit
    return options


def _tell(line: str) -> None:
    print(f"{datetime.now(UTC):%H:%M:%S} {line}", flush=True)


def _new(folder: Path, of: World) -> list[str]:
    """Both databases, filled; it takes half an hour."""
    server = postgres(on_disk=True)
    urls = [server.url(server.create_database()), f"sqlite://{folder / 'csms.db'}"]
    for url in urls:
        _tell(f"filling {_engine(url)}")
        asyncio.run(fill(url, of, _tell))
    return urls


def _engine(url: str) -> str:
    return "PostgreSQL" if is_postgres(url) else "SQLite"


def _measure(url: str, of: World, folder: Path, rounds: int) -> list[str]:
    engine = _engine(url)
    _tell(f"measuring {engine}")
    with server(url, folder) as client:
        found = measure(client, questions(of), rounds)
    for slow in [times for times in found if times.p95 > LIMIT_MS[engine]]:
        _tell(f"above {LIMIT_MS[engine]} ms: {slow.endpoint}, {slow.name}: {slow.p95:.0f}")
    return [_row(engine, times) for times in found]


def _row(engine: str, times: Times) -> str:
    figures = [f"{figure:.0f}" for figure in (times.p50, times.p95, times.longest, times.cpu)]
    return _line([f"{times.endpoint}: {re.sub('_', ' ', times.name)}", engine, str(times.items), *figures])


def _line(cells: "list[str] | tuple[str, ...]") -> str:
    return f"| {' | '.join(cells)} |"


if __name__ == "__main__":
    main()
