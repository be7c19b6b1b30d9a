"""A webhook that was switched off by us needs a person."""

from typing import Any

from csms.store.attention import items
from csms.store.models import Webhook
from tests.services.database import NOW, Database


async def test_one_that_was_switched_off_by_us_needs_a_person(database: Database) -> None:
    about: dict[str, Any] = {"url": "https://receiver.example/hook", "events": ["*"], "secret": "sealed"}
    await Webhook.create(**about, enabled=False)
    await Webhook.create(**about)
    off = await Webhook.create(**about, enabled=False, disabled_at=NOW, disabled_reason="failing")
    (matter,) = await items(NOW)
    assert (matter["kind"], matter["at"]) == ("webhook", NOW)
    assert str(off.id) in matter["id"]
    assert matter["title"] == "Webhook to receiver.example is switched off"
    await Webhook.filter(id=off.id).update(enabled=True, disabled_at=None, disabled_reason=None)
    assert await items(NOW) == []
