"""csms.store.statements.messages: what a charger sends is kept as it was sent."""

import time

import pytest

from csms.store.facts import MessageLogged
from csms.store.models import Message
from tests.services.database import NOW, Database

TEXTS = (
    "",
    "\\N",
    "\\.",
    "tab\there",
    "two\nlines\r\n",
    '{"a":"\\u00e9\\\\"}',
    "\x1f \x7f \u2028 é 漢 😀",
    "quotes \" and '",
)


@pytest.mark.parametrize("text", TEXTS)
async def test_every_text_comes_back(database: Database, text: str) -> None:
    charger = await database.charger()
    violations = [{"rule": "length", "path": text, "message": "too long"}]
    line = MessageLogged(charger.id, NOW, "in", "CALL", text, text, text, violations, None)
    await database.write([line])
    stored = await Message.get(charger_id=charger.id)
    assert (stored.message_id, stored.action, stored.raw_text) == (text, text, text)
    assert (stored.violations, stored.elapsed_ms, stored.at) == (violations, None, NOW)
    assert stored.disposition is None


async def test_an_answer_says_how_long_it_took(database: Database) -> None:
    """Until it is written: the wait for the commit before it counts."""
    charger = await database.charger()
    heard_at = time.perf_counter() - 2.5
    await database.write(
        [
            MessageLogged(
                charger.id, NOW, "out", "CALLRESULT", "1", "MeterValues", '[3,"1",{}]', heard_at=heard_at
            )
        ]
    )
    stored = await Message.get(charger_id=charger.id)
    assert stored.elapsed_ms is not None
    assert 2_500 <= stored.elapsed_ms < 60_000


async def test_many_messages_keep_their_order(database: Database) -> None:
    charger = await database.charger()
    count = 3 * 64 + 5  # more than one statement takes on SQLite
    lines = [
        MessageLogged(charger.id, NOW, "in", "CALL", str(n), "Heartbeat", "[]", None, None, None)
        for n in range(count)
    ]
    await database.write(lines)
    ids = [message.message_id for message in await Message.all().order_by("id")]
    assert ids == [str(n) for n in range(count)]
