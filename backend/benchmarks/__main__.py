"""`make bench`: the benchmark tables. ARGS="--help" tells what can be chosen."""

import argparse
import json
import tempfile
from pathlib import Path

from benchmarks import machine, report
from benchmarks.documentation import DOCUMENTATION, page
from benchmarks.measure import Series, interleaved
from benchmarks.report import Comparison
from benchmarks.servers import FLOOR, OURS, USUAL, Target, all_servers

DISK = Path("/var/tmp")  # kept on disk everywhere, unlike /tmp

SERVERS = {
    "meter3": (OURS, USUAL),
    "meter20": (OURS, USUAL),
    "heartbeat": (OURS, USUAL, FLOOR),
}


def main() -> None:
    options = _options()
    facts = machine.describe()
    comparisons = [
        comparison for engine in options.database for comparison in _compare(engine, options.load, options)
    ]
    rows = [report.row(comparison) for comparison in comparisons]
    print("\nMicroseconds of CPU per acknowledged message\n")
    print(report.text_table(rows))
    print("\n" + "\n".join(f"{name:10} {value}" for name, value in facts.items()))
    if options.json:
        runs = [report.as_json(comparison) for comparison in comparisons]
        options.json.write_text(json.dumps({"machine": facts, "results": runs}, indent=2) + "\n")
    if options.save:
        DOCUMENTATION.write_text(page(comparisons, facts, DOCUMENTATION.read_text()))


def _options() -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="python -m benchmarks", description=__doc__)
    parser.add_argument("--load", nargs="+", choices=SERVERS, default=list(SERVERS))
    parser.add_argument("--database", nargs="+", choices=report.ENGINES, default=list(report.ENGINES))
    parser.add_argument("--rounds", type=int, default=3, help="runs of each server")
    parser.add_argument("--seconds", type=float, default=4.0, help="measured time of a run")
    parser.add_argument("--warm-up", type=float, default=1.0, help="seconds before it")
    parser.add_argument("--json", type=Path, help="write all runs to this file")
    parser.add_argument("--save", action="store_true", help="write docs/benchmarks.md anew")
    return parser.parse_args()


def _compare(engine: str, loads: list[str], options: argparse.Namespace) -> list[Comparison]:
    print(f"{report.ENGINES[engine]}", flush=True)
    disk = DISK if DISK.is_dir() else None
    with (
        tempfile.TemporaryDirectory(prefix="csms-bench-", dir=disk) as folder,
        all_servers(engine, Path(folder) / engine) as servers,
    ):
        return [Comparison(load, engine, _run(servers, load, options)) for load in loads]


def _run(servers: dict[str, Target], load: str, options: argparse.Namespace) -> dict[str, Series]:
    return interleaved(
        [servers[name] for name in SERVERS[load]],
        load,
        rounds=options.rounds,
        seconds=options.seconds,
        warm_up=options.warm_up,
        tell=lambda line: print(line, flush=True),
    )


if __name__ == "__main__":
    main()
