"""csms.charging.outcomes: accepted, and nothing came of it."""

from typing import Any

import pytest

from csms.charging.outcomes import time_out
from csms.realtime.memory import MemoryBroker
from csms.store.facts import CommandClosed, CommandOutcome, CommandRequested, CommandSent
from csms.store.models import Command, ConfigurationKey
from csms.store.models.base import new_id
from tests.services.announcing import silent
from tests.services.database import NOW, Database, at

START, STOP = "RemoteStartTransaction", "RemoteStopTransaction"


async def command(
    database: Database, action: str, *, state: str = "answered", response: Any = None, configured: str = ""
) -> Command:
    """One that was sent just now."""
    session = await database.session()
    command_id = new_id()
    if configured:
        await ConfigurationKey.create(
            charger_id=session.charger_id,
            key="ConnectionTimeOut",
            key_folded="connectiontimeout",
            value=configured,
        )
    await database.write(
        [
            CommandRequested(command_id, session.charger_id, action, {}, "ines", NOW),
            CommandSent(command_id, session.charger_id, "m", NOW),
            CommandClosed(command_id, session.charger_id, state, response, None, NOW),
        ]
    )
    return await Command.get(id=command_id)


@pytest.mark.parametrize(
    ("action", "configured", "seconds"),
    [(START, "60", 90), (START, "", 300), (START, "9999", 300), (START, "odd", 300), (STOP, "60", 300)],
)
async def test_its_time_is_over(database: Database, action: str, configured: str, seconds: int) -> None:
    """RS-03, RS-04, START-10: after ConnectionTimeOut and a margin, where the charger has told it."""
    sent = await command(database, action, response={"status": "Accepted"}, configured=configured)
    await time_out(database.journal, silent(MemoryBroker()), at(seconds))
    await sent.refresh_from_db()
    assert sent.outcome is None
    await time_out(database.journal, silent(MemoryBroker()), at(seconds + 1))
    await sent.refresh_from_db()
    assert (sent.outcome, sent.outcome_at) == ("timed_out", at(seconds + 1))


async def test_a_late_start_is_truer(database: Database) -> None:
    """RS-03"""
    sent = await command(database, START, state="timeout")
    await time_out(database.journal, silent(MemoryBroker()), at(400))
    transaction_id = new_id()
    late = CommandOutcome(sent.id, sent.charger_id, "transaction_started", transaction_id, at(500))
    await database.write([late])
    await time_out(database.journal, silent(MemoryBroker()), at(900))
    await sent.refresh_from_db()
    assert (sent.outcome, sent.transaction_id) == ("transaction_started", transaction_id)


async def test_what_was_refused_waits_for_nothing(database: Database) -> None:
    """RS-03: Rejected is the end."""
    sent = await command(database, START, response={"status": "Rejected"})
    await time_out(database.journal, silent(MemoryBroker()), at(9000))
    await sent.refresh_from_db()
    assert sent.outcome is None
