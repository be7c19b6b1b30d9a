"""What is asked: what dashboards and reports ask, at the edges of what may be asked."""

from collections.abc import Iterator
from datetime import datetime, timedelta
from typing import NamedTuple
from urllib.parse import urlencode

from benchmarks.analytics.world import World

ZONES = ("UTC", "Europe/Berlin", "America/Los_Angeles", "Asia/Kathmandu")
SPANS = {"day": 1, "week": 7, "month": 31, "year": 365}

_ASKED: dict[str, tuple[str, ...]] = {
    "energy": (
        "day hour none",
        "week hour station",
        "month day none",
        "month day station",
        "month day charger",
        "month month id_tag",
        "year month none",
        "year month station",
        "year month charger",
        "year day none",
        "year day station",
    ),
    "sessions": (
        "day hour none",
        "month day station",
        "month day charger",
        "month month user",
        "year month station",
        "year month charger",
        "year day none",
    ),
    "utilisation": (
        "day hour none",
        "week hour station",
        "month day none",
        "month day station",
        "month day charger",
        "year month station",
        "year month charger",
        "year day none",
    ),
    "uptime": (
        "month day station",
        "month month charger",
        "year month none",
        "year month charger",
        "year day none",
    ),
    "power": (
        "day hour none",
        "month day station",
        "month day charger",
        "year month none",
        "year month station",
        "year month charger",
    ),
}


class Question(NamedTuple):
    endpoint: str
    name: str
    path: str


def questions(of: World) -> list[Question]:
    """Each in every zone."""
    return [
        question
        for endpoint, asked in _ASKED.items()
        for one in asked
        for question in _in_zones(endpoint, one, of.until)
    ]


def _in_zones(endpoint: str, asked: str, until: datetime) -> Iterator[Question]:
    span, interval, group = asked.split()
    for zone in ZONES:
        days = {
            "from": (until - timedelta(days=SPANS[span])).isoformat(),
            "to": until.isoformat(),
            "interval": interval,
            "group_by": group,
            "tz": zone,
        }
        name = f"{span} by {interval}" + (f" and {group}" if group != "none" else "")
        yield Question(endpoint, name, f"/api/admin/analytics/{endpoint}?{urlencode(days)}")
