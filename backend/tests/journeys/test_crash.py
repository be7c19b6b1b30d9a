"""Acknowledged means stored: SIGKILL under load, then every acknowledgement is looked up (R1, R7)."""

import asyncio
import random
import time
from pathlib import Path

import pytest

from tests.journeys.crash import Kill, crash, loaded_server
from tests.journeys.ledger import Faults, compare
from tests.journeys.rows import execute
from tests.journeys.server import RunningServer

KILLS = 10
STOP_SECONDS = 15.0
SOME = 500  # acknowledgements of a whole run: with fewer there was no load

STOP_TWICE = """
INSERT INTO transaction_events
SELECT 1000000, transaction_id, charger_id, kind, disposition, occurred_at, received_at, data
FROM transaction_events WHERE kind = 'stopped' LIMIT 1
"""


@pytest.mark.timeout(240)
@pytest.mark.parametrize("database", ["sqlite", "postgresql"])
async def test_nothing_acknowledged_is_lost(database: str, tmp_path: Path) -> None:
    """RPC-18, R1, R7, R20: and the ledger adds up."""
    chance = random.Random()
    async with loaded_server(database, tmp_path, chance) as (server, chargers):
        kills = [kill async for kill in crash(server, chargers, KILLS, chance)]
        assert [kill.faults for kill in kills] == [Faults()] * KILLS
        assert sum(kill.acknowledged for kill in kills) > SOME
        assert any(kill.unknown for kill in kills), "no kill ever hit a message on its way"
        verified = await asyncio.to_thread(server.command, "ledger", "verify")
        assert verified.returncode == 0, verified.stdout + verified.stderr


@pytest.mark.timeout(120)
async def test_nothing_is_lost_by_a_stop(tmp_path: Path) -> None:
    """R12: SIGTERM under load. It ends in time and of itself, and what was under way is stored or not answered."""
    chance = random.Random()
    ends: list[tuple[int, float]] = []

    def stop(server: RunningServer) -> None:
        began = time.monotonic()
        ends.append((server.stop(), time.monotonic() - began))

    async with loaded_server("sqlite", tmp_path, chance) as (server, chargers):
        kills = [kill async for kill in crash(server, chargers, 1, chance, stop)]
        assert [kill.faults for kill in kills] == [Faults()]
        ((status, seconds),) = ends
        assert status == 0
        assert seconds < STOP_SECONDS


async def test_the_comparison_sees_every_fault(tmp_path: Path) -> None:
    """A harness that finds nothing must be able to find something."""
    chance = random.Random()
    async with loaded_server("sqlite", tmp_path, chance, 3) as (server, chargers):
        kill: Kill = await anext(crash(server, chargers, 1, chance))
        assert kill.faults == Faults()
        server.kill()
        ledgers = {charger.identity: charger.ledger for charger in chargers}
        url = server.database_url

        execute(url, "UPDATE meter_values SET value = value + 1 WHERE id = 1")
        assert await compare(url, ledgers) == Faults(wrong=1)
        execute(url, "DELETE FROM meter_values WHERE id = 1")
        assert await compare(url, ledgers) == Faults(missing=1)
        execute(url, STOP_TWICE)
        assert await compare(url, ledgers) == Faults(missing=1, duplicated=1)
        execute(url, "UPDATE connectors SET info = 'something else'")
        assert await compare(url, ledgers) == Faults(missing=1, duplicated=1, wrong=3)
        identity = chargers[0].identity
        started = len(chargers[0].ledger.starts)
        execute(url, f"DELETE FROM transactions WHERE charge_point_id = '{identity}'")
        assert (await compare(url, ledgers)).missing > started
