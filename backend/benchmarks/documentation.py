"""The page docs/benchmarks.md."""

from collections.abc import Sequence
from pathlib import Path

from benchmarks.report import Comparison, markdown_table, row

INTRODUCTION = """\
# Benchmarks

`make bench` measures this; `make bench ARGS="--save"` writes this page anew. All figures are microseconds of CPU
per acknowledged message, user and system time of the server's process with all its threads.
"""

METHOD = """\
## What is compared

- **Ours**: the real server, `main.py serve`, with everything on: passwords of chargers, validation, the
  message log in both directions, one row per sampled value, events. An answer leaves after the commit
  (SQLite: WAL with `synchronous=FULL`; PostgreSQL: `fsync` and `synchronous_commit` on). The CPU that
  PostgreSQL itself uses for it stands in a column of its own.
- **The usual server** (`backend/benchmarks/yardstick`): a FastAPI WebSocket route, the `ocpp` package with
  its validation on, Tortoise's `create()` for each message, on the same kind of database with the same
  durability, in one process. What it leaves out works in its favour: no passwords, no message log, one row
  per message.
- **The C floor** (`backend/benchmarks/floor`): an epoll loop that sends back what it reads, without parsing,
  storing or answering anything. Nothing that talks to a socket per message can cost less.

## How

200 chargers connect, boot, and start a transaction each; then each sends its next message as soon as the last
one is acknowledged, from one process of its own on the same machine. The first second of a run is left out.
Runs alternate between the servers; a figure is the median of its runs, and *spread* is half the distance
between the best and the worst run, for ours, the usual server and the floor in this order.

After each run the rows in the database are counted: a run in which a message was acknowledged and is not
stored, or in which any message was refused, fails the whole benchmark.

A closed loop says what a message costs, not how long a message waits at a given load. The rate at which
messages pass depends on what else the machine does (generator, database and server share it), so it is not a
figure here.
"""


DOCUMENTATION = Path(__file__).parents[2] / "docs" / "benchmarks.md"

ANALYTICS = "## Analytics\n"
ANALYTICS_METHOD = """\
`make bench-analytics` measures this; with `ARGS="--save"` it writes this section anew. It fills both databases with a
year of 200 chargers with two connectors each at 20 stations, 4,000 cards of 1,000 people, and some 10 million meter
values in some 120,000 sessions; the server's own chores derive what analytics add up (it takes half an hour). Then it
asks the real server, one question after the other, each in four time zones (UTC, Europe/Berlin, America/Los_Angeles,
Asia/Kathmandu). To keep a database: `--fill URL` once, then `--url URL`.

*CPU* is that of the server and of PostgreSQL for one answer: what it takes on a machine that does nothing else. The
other figures are of the clock, with all that the machine did besides (*load*).

The aim: p95 within 300 ms on PostgreSQL and 2 s on SQLite.
"""


FIRST_LOAD = "## First load\n"
FIRST_LOAD_METHOD = """\
`make bench-first-load` measures this; with `ARGS="--save"` it writes this section anew, with
`ARGS="--dashboard FOLDER"` it measures another build. Somebody who is signed in opens the overview in a Chromium that
has nothing in its cache, five times on each line; the figures are medians. The slow lines are those of Lighthouse
(9 Mbit/s and 60 ms, 1.6 Mbit/s and 150 ms), with a processor four times slower. *Title* and *figures* are the time
until they can be read. Bytes are as they come over the wire, headers included; *in all* is what has come four seconds
after the figures, charts and what is loaded ahead included.

The aim: less than 200 KB of scripts until the title.
"""


DASHBOARD = "## Dashboard\n"
DASHBOARD_METHOD = """\
`make bench-dashboard` measures this; with `ARGS="--save"` it writes this section anew. 10,000 chargers with two
connectors each at 200 stations are in the database (SQLite) of the real server; 40 others are connected and send 1,000
StatusNotifications a minute in all, each an event for the dashboard. Chromium, without a graphics card, is on the same
machine: *answer to a hand* is the browser's own Event Timing, from the press of a key or a button to the next frame.
Server and browser have 40 s to settle. The list is scrolled twice with the wheel, the pointer above it; a frame is late
that comes after more than one and a half of its time.
"""


def replace_first_load(text: str, table: str, facts: dict[str, str]) -> str:
    """The page with another section on the first load, which stands before those on the dashboard and on analytics."""
    before, rest = text[: _rest(text)].rstrip("\n"), text[_rest(text) :].removeprefix(FIRST_LOAD)
    following = [found for heading in (DASHBOARD, ANALYTICS) if (found := rest.find(heading)) >= 0]
    machine = "\n".join(f"- {name}: {value}" for name, value in facts.items())
    section = f"{FIRST_LOAD}\n{FIRST_LOAD_METHOD}\n{table}\n\nMeasured on\n\n{machine}\n"
    return f"{before}\n\n{section}\n{rest[min(following) :]}" if following else f"{before}\n\n{section}"


def _rest(text: str) -> int:
    """Where what other commands measure begins."""
    found = [text.find(heading) for heading in (FIRST_LOAD, DASHBOARD, ANALYTICS) if heading in text]
    return min(found, default=len(text))


def replace_dashboard(text: str, table: str, facts: dict[str, str]) -> str:
    """The page with another section on the dashboard, which stands before the one on analytics."""
    before, heading, analytics = text.partition(ANALYTICS)
    machine = "\n".join(f"- {name}: {value}" for name, value in facts.items())
    section = f"{DASHBOARD}\n{DASHBOARD_METHOD}\n{table}\n\nMeasured on\n\n{machine}\n"
    return f"{before.partition(DASHBOARD)[0]}{section}\n{heading}{analytics}"


def replace_analytics(text: str, table: str, facts: dict[str, str]) -> str:
    """The page with another section on analytics, which is its last."""
    machine = "\n".join(f"- {name}: {value}" for name, value in facts.items())
    return f"{text.partition(ANALYTICS)[0]}{ANALYTICS}\n{ANALYTICS_METHOD}\n{table}\n\nMeasured on\n\n{machine}\n"


def page(comparisons: Sequence[Comparison], facts: dict[str, str], before: str) -> str:
    """`before`: the page as it is, whose section on analytics stays."""
    table = markdown_table([row(comparison) for comparison in comparisons])
    machine = "\n".join(f"- {name}: {value}" for name, value in facts.items())
    rest = before[_rest(before) :]
    return f"{INTRODUCTION}\n{table}\n\nMeasured on\n\n{machine}\n\n{METHOD}" + (f"\n{rest}" if rest else "")
