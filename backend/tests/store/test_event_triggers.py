"""Every change that is an event makes one, in the commit of the change, whoever makes it; nothing else does."""

from datetime import timedelta

from csms.store.models import Charger, Webhook, WebhookEvent
from tests.services.database import NOW, Database


async def listening() -> Webhook:
    return await Webhook.create(url="https://receiver.example/", events=["*"], secret="sealed")


async def types() -> list[str]:
    return list(await WebhookEvent.all().order_by("id").values_list("type", flat=True))  # type: ignore[arg-type]


async def test_without_a_webhook_nothing_is_written(database: Database) -> None:
    await database.session()
    assert await types() == []


async def test_a_charger_comes_and_goes(database: Database) -> None:
    await listening()
    session = await database.session()
    charger = await Charger.get(id=session.charger_id)
    assert await types() == ["charger.created", "charger.connected"]
    first = await WebhookEvent.get(type="charger.created")
    assert (first.subject_id, first.data, first.spread_at, len(first.key)) == (charger.id, None, None, 32)
    assert first.at.tzinfo is not None
    await Charger.filter(id=charger.id).update(last_seen_at=NOW + timedelta(seconds=5))
    await Charger.filter(id=charger.id).update(name="North")
    await Charger.filter(id=charger.id).update(name="North")
    await Charger.filter(id=charger.id).update(online=False)
    await charger.delete()
    assert (await types())[2:] == ["charger.updated", "charger.disconnected", "charger.deleted"]
