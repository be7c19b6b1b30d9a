"""Whether this process can work, part by part."""

import asyncio
from typing import Any

from tortoise.exceptions import BaseORMException

from csms.api.services import Services
from csms.store.outage import is_outage
from csms.store.values import fetch

PATIENCE = 2.0  # seconds a database may take for `SELECT 1`

Part = dict[str, Any]


async def readiness(services: Services) -> dict[str, Any]:
    """Shaped as the schema `Readiness`."""
    parts = {
        "database": await _database(),
        "journal": _part(services.journal.healthy, True, "stores what chargers say"),
        "broker": _part(services.broker.healthy, False, "reaches the other processes"),
    }
    return {"status": _status(parts), "node": services.broker.node, "parts": parts}


def _status(parts: dict[str, Part]) -> str:
    if any(part["needed"] and not part["healthy"] for part in parts.values()):
        return "unavailable"
    return "ready" if all(part["healthy"] for part in parts.values()) else "degraded"


def _part(healthy: bool, needed: bool, does: str) -> Part:
    return {"healthy": healthy, "needed": needed, "detail": does if healthy else f"no longer {does}"}


async def _database() -> Part:
    try:
        async with asyncio.timeout(PATIENCE):
            await fetch("SELECT 1")
    except Exception as error:
        if not (is_outage(error) or isinstance(error, BaseORMException)):
            raise
        return _part(False, True, "answers questions")
    return _part(True, True, "answers questions")
