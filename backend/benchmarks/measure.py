"""Runs: interleaved, each against one server, what was acknowledged looked up in the database afterwards."""

import json
import subprocess
import sys
import time
from collections.abc import Callable, Sequence
from dataclasses import asdict, dataclass
from statistics import median

from benchmarks.load import Job, Result
from benchmarks.servers import BACKEND, Target

GENERATOR_SECONDS = 240


@dataclass(frozen=True, slots=True)
class Measurement:
    """Microseconds of CPU per message: of the server, and of the database server beside it."""

    cpu: float
    database_cpu: float | None
    per_second: float


@dataclass(frozen=True, slots=True)
class Series:
    """The runs of one server under one load."""

    runs: tuple[Measurement, ...]

    @property
    def cpu(self) -> float:
        return median(run.cpu for run in self.runs)

    @property
    def database_cpu(self) -> float | None:
        values = [run.database_cpu for run in self.runs if run.database_cpu is not None]
        return median(values) if values else None

    @property
    def per_second(self) -> float:
        return median(run.per_second for run in self.runs)

    @property
    def spread(self) -> float:
        """Half the distance between the best and the worst run, as a share of the median."""
        values = [run.cpu for run in self.runs]
        return (max(values) - min(values)) / 2 / self.cpu


def interleaved(
    targets: Sequence[Target],
    kind: str,
    *,
    rounds: int,
    seconds: float,
    warm_up: float,
    tell: Callable[[str], None],
) -> dict[str, Series]:
    """A B C A B C ...: what the machine does beside concerns all of them alike."""
    runs: dict[str, list[Measurement]] = {target.name: [] for target in targets}
    for _ in range(rounds):
        for target in targets:
            measurement = _measure(target, kind, seconds, warm_up)
            runs[target.name].append(measurement)
            tell(f"  {kind:10} {target.name:6} {measurement.cpu:8.1f} us {measurement.per_second:8.0f} /s")
    return {name: Series(tuple(values)) for name, values in runs.items()}


def _measure(target: Target, kind: str, seconds: float, warm_up: float) -> Measurement:
    watch = {"server": target.pid}
    if target.database and target.database.pid:
        watch["database"] = target.database.pid
    job = Job(
        port=target.port,
        chargers=target.chargers,
        kind=kind,
        warm_up=warm_up,
        seconds=seconds,
        watch=watch,
        echo=target.database is None,
        number=int(time.time()),
    )
    before = _stored(target, kind)
    result = generate(job)
    _verify(target, kind, result, _stored(target, kind) - before)
    per_message = 1e6 / result.replies
    database = result.cpu.get("database")
    return Measurement(
        result.cpu["server"] * per_message,
        None if database is None else database * per_message,
        result.replies / result.seconds,
    )


def generate(job: Job) -> Result:
    """Run the load generator as a process of its own."""
    done = subprocess.run(
        [sys.executable, "-m", "benchmarks.load"],
        input=json.dumps(asdict(job)),
        capture_output=True,
        text=True,
        cwd=BACKEND,
        timeout=GENERATOR_SECONDS,
        check=False,
    )
    if done.returncode:
        raise RuntimeError(f"the load generator failed:\n{done.stderr[-2000:]}")
    return Result(**json.loads(done.stdout))


def _stored(target: Target, kind: str) -> int:
    return target.database.count(target.table) if target.database and kind.startswith("meter") else 0


def _verify(target: Target, kind: str, result: Result, stored: int) -> None:
    """Only what is acknowledged and stored counts: a run in which the two differ is no run."""
    if result.errors:
        raise RuntimeError(f"{target.name}: {result.errors} messages of {kind} were not acknowledged")
    if target.database and kind.startswith("meter"):
        values = int(kind.removeprefix("meter")) if target.row_per_value else 1
        if stored != result.acknowledged * values:
            raise RuntimeError(
                f"{target.name}: {result.acknowledged} messages acknowledged, {stored} rows stored, "
                f"{result.acknowledged * values} expected"
            )
