"""From series of runs to the table, on the screen and in the documentation."""

from collections.abc import Sequence
from dataclasses import dataclass

from benchmarks.measure import Series
from benchmarks.servers import FLOOR, OURS, USUAL

ENGINES = {"postgresql": "PostgreSQL", "sqlite": "SQLite"}
TITLES = {
    "heartbeat": "Heartbeat",
    "meter3": "MeterValues, 3 values",
    "meter20": "MeterValues, 20 values",
}
HEADINGS = (
    "load",
    "database",
    "ours",
    "database server",
    "usual server",
    "C floor",
    "figure",
    "aim",
    "spread",
)
SMALLEST_RATIO = {"meter3": 30, "meter20": 60}
SMALLEST_SHARE = 0.5

Row = tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Comparison:
    """All servers under one load on one database."""

    kind: str
    engine: str
    series: dict[str, Series]


def row(comparison: Comparison) -> Row:
    series = comparison.series
    mine = series[OURS]
    return (
        TITLES[comparison.kind],
        ENGINES[comparison.engine],
        f"{mine.cpu:.1f}",
        "" if mine.database_cpu is None else f"{mine.database_cpu:.1f}",
        _cpu(series, USUAL),
        _cpu(series, FLOOR),
        *_figure(comparison),
        " / ".join(f"{one.spread:.0%}" for one in series.values()),
    )


def _cpu(series: dict[str, Series], name: str) -> str:
    return f"{series[name].cpu:.1f}" if name in series else ""


def _figure(comparison: Comparison) -> tuple[str, str]:
    series, kind = comparison.series, comparison.kind
    if kind == "heartbeat":
        return f"{series[FLOOR].cpu / series[OURS].cpu:.0%} of the floor", f">= {SMALLEST_SHARE:.0%}"
    return f"{series[USUAL].cpu / series[OURS].cpu:.0f} times", f">= {SMALLEST_RATIO[kind]} times"


def text_table(rows: Sequence[Row]) -> str:
    table = [HEADINGS, *rows]
    widths = [max(map(len, column)) for column in zip(*table, strict=True)]
    lines = [
        "  ".join(cell.ljust(width) for cell, width in zip(r, widths, strict=True)).rstrip() for r in table
    ]
    return "\n".join(lines)


def markdown_table(rows: Sequence[Row]) -> str:
    lines = [HEADINGS, tuple("---" for _ in HEADINGS), *rows]
    return "\n".join(f"| {' | '.join(line)} |" for line in lines)


def as_json(comparison: Comparison) -> dict[str, object]:
    runs = {
        name: [
            {"cpu_us": r.cpu, "database_cpu_us": r.database_cpu, "per_second": r.per_second} for r in s.runs
        ]
        for name, s in comparison.series.items()
    }
    return {"load": comparison.kind, "database": comparison.engine, "runs": runs}


def throughput_row(comparison: Comparison) -> Row:
    """What the CPU per message means: messages per second that one core could commit."""
    return (
        TITLES[comparison.kind],
        ENGINES[comparison.engine],
        *(f"{1e6 / s.cpu:,.0f}" for s in comparison.series.values()),
    )
