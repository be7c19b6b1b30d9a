"""The figures of the first screen. Their cost depends on the fleet and the day, not on history."""

from collections import Counter
from datetime import datetime
from typing import Any
from uuid import UUID
from zoneinfo import ZoneInfo

from tortoise.expressions import Q
from tortoise.functions import Count

from csms.store import power
from csms.store.days import day_of, week_before
from csms.store.energy import delivered
from csms.store.models import Charger, Connector, Station
from csms.store.values import View

NAMES_LIMIT = 100
"""Charge point ids that are listed."""

OFFLINE, UNKNOWN = "Offline", "Unknown"
IN_USE = ("Preparing", "Charging", "SuspendedEV", "SuspendedEVSE", "Finishing")

_NEVER = Q(online=False, last_seen_at__isnull=True)
_OFFLINE = Q(online=False, last_seen_at__isnull=False)
_FAULTED = Q(online=True, connectors__status="Faulted")


async def figures(now: datetime, zone: ZoneInfo, station_id: UUID | None) -> View:
    """Shaped as `Overview`."""
    today = day_of(now, zone)
    before, same_time = week_before(now, zone)
    return {
        "chargers": await charger_figures(station_id),
        "connectors": connector_figures(await connector_statuses(station_id)),
        "power_w": await power.now_w(station_id),
        "power_limit_w": await power.limit(station_id),
        "energy_today_wh": await delivered(today.start, now, station_id) or 0,
        "energy_last_week_by_now_wh": await delivered(before.start, same_time, station_id),
        "energy_last_week_total_wh": await delivered(before.start, before.end, station_id),
        "faulted": await _names(_FAULTED, station_id),
        "offline": await _names(_OFFLINE, station_id),
        "stations_total": await Station.all().count(),
    }


def _at(station_id: UUID | None) -> Q:
    return Q(station_id=station_id) if station_id else Q()


async def charger_figures(station_id: UUID | None) -> dict[str, int]:
    """How many there are, and how many are how."""
    here = Charger.filter(_at(station_id))
    return {
        "total": await here.count(),
        "online": await here.filter(online=True).count(),
        "offline": await here.filter(_OFFLINE).count(),
        "never_connected": await here.filter(_NEVER).count(),
        "faulted": await here.filter(_FAULTED).distinct().count(),
    }


async def connector_statuses(station_id: UUID | None) -> dict[str, int]:
    """Connectors by what they last said; Offline while their charger is not connected."""
    outlets = Connector.filter(evse_id__gt=0)
    if station_id:
        outlets = outlets.filter(charger__station_id=station_id)
    counted = outlets.annotate(count=Count("id")).group_by("status", "charger__online")
    statuses: Counter[str] = Counter()
    for status, online, count in await counted.values_list("status", "charger__online", "count"):
        statuses[(status or UNKNOWN) if online else OFFLINE] += count
    return dict(statuses)


def connector_figures(statuses: dict[str, int]) -> dict[str, Any]:
    """Shaped as `OverviewConnectors`."""
    counts = {
        "charging": statuses.get("Charging", 0),
        "in_use": sum(statuses.get(status, 0) for status in IN_USE),
        "available": statuses.get("Available", 0),
        "reserved": statuses.get("Reserved", 0),
        "unavailable": statuses.get("Unavailable", 0),
        "faulted": statuses.get("Faulted", 0),
        "offline": statuses.get(OFFLINE, 0),
    }
    total = sum(statuses.values())
    unknown = total + counts["charging"] - sum(counts.values())
    return {"total": total, "by_status": statuses, **counts, "unknown": unknown}


async def _names(how: Q, station_id: UUID | None) -> list[str]:
    found = Charger.filter(_at(station_id)).filter(how).distinct().order_by("charge_point_id")
    return list(await found.limit(NAMES_LIMIT).values_list("charge_point_id", flat=True))  # type: ignore[arg-type]
