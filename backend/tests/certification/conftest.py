"""The certification cases run against the servers that all journeys share: on SQLite and on PostgreSQL."""

from collections.abc import AsyncIterator
from typing import Any

import pytest

from tests.certification.station import Station, station_of
from tests.journeys.conftest import operator, server, shared_server
from tests.journeys.rest import Operator
from tests.journeys.server import RunningServer

__all__ = ["operator", "server", "shared_server"]


@pytest.fixture
async def charger(operator: Operator) -> dict[str, Any]:
    """A charger that is known to the central system, with its password."""
    return await operator.new_charger()


@pytest.fixture
async def tag(operator: Operator) -> str:
    """A registered id tag."""
    return await operator.new_id_tag()


@pytest.fixture
async def station(
    server: RunningServer, operator: Operator, charger: dict[str, Any]
) -> AsyncIterator[Station]:
    """That charger as the test tool plays it: connected, booted, and its connectors available."""
    async with station_of(server, operator, charger) as station:
        await station.boot()
        yield station
