"""Notifications to a webhook: signed, each once, with a real receiver at the far end."""

from datetime import UTC, datetime
from typing import Any
from uuid import UUID, uuid4

import pytest

from csms.store.models import Notification
from csms.webhooks.couriers import Couriers
from tests.api.conftest import Api
from tests.auth.support import FakeClock
from tests.services.process import free_port
from tests.services.receiver import receiving

RULES, LOG, HOOKS = "/api/admin/notification-rules", "/api/admin/notifications", "/api/admin/webhooks"


@pytest.fixture
def clock() -> FakeClock:
    """Receivers compare signatures with the real time."""
    return FakeClock(datetime.now(UTC))


async def new_hook(api: Api, url: str) -> dict[str, Any]:
    """For what rules send, and for one kind of event that does not happen here."""
    answer = await api.post(HOOKS, json={"url": url, "events": ["station.deleted"]})
    assert answer.status_code == 201, answer.text
    hook: dict[str, Any] = answer.json()
    return hook


async def new_rule(api: Api, hook: dict[str, Any], **fields: Any) -> dict[str, Any]:
    body = {"name": "Pager", "kind": "charger_offline", "recipients": {"webhook_ids": [hook["id"]]}, **fields}
    answer = await api.post(RULES, json={"after_seconds": 0, **body})
    assert answer.status_code == 201, answer.text
    rule: dict[str, Any] = answer.json()
    return rule


async def tell(api: Api, hook: dict[str, Any], identity: str = "CP-0017") -> list[dict[str, Any]]:
    """A charger goes away, and what must follow does: the log."""
    await api.database.charger(identity, last_seen_at=api.clock(), offline_since=api.clock())
    await api.services.notifications.look()
    await api.services.delivery.work()
    await Couriers(api.services.webhooks.attempts, api.services.now).serve(UUID(hook["id"]))
    items: list[dict[str, Any]] = (await api.get(LOG)).json()["items"]
    return items


async def test_a_program_is_told_what_people_are_told(api: Api) -> None:
    async with receiving() as receiver:
        hook = await new_hook(api, receiver.url)
        await new_rule(api, hook)
        (entry,) = await tell(api, hook)
        assert (entry["state"], entry["channel"], entry["recipient"]) == ("sent", "webhook", hook["id"])
        (request,) = receiver.requests
        request.verify(hook["secret"])
        data = request.content["data"]
        assert data == {name: entry[name] for name in data}
        assert (data["kind"], data["event"], data["matter_count"]) == ("charger_offline", "opened", 1)
        assert data["matters"][0]["charge_point_id"] == "CP-0017"


async def test_it_is_handed_over_once_although_a_process_died_meanwhile(api: Api) -> None:
    async with receiving() as receiver:
        hook = await new_hook(api, receiver.url)
        await new_rule(api, hook)
        await tell(api, hook)
        await Notification.all().update(state="pending", sent_at=None)
        await tell(api, hook, "CP-0018")
        assert len(receiver.of("notification")) == 2


async def test_what_was_held_comes_as_it_was(api: Api) -> None:
    async with receiving() as receiver:
        hook = await new_hook(api, receiver.url)
        await new_rule(api, hook)
        for number in range(3):
            await Notification.create(
                message_id=uuid4(), rule_id=uuid4(), rule_name="Pager", kind="charger_offline", event="opened",
                title=f"CP-{number} is offline", text="", channel="webhook", recipient=hook["id"], state="held",
                due_at=api.clock(), created_at=api.clock(),
            )  # fmt: skip
        await tell(api, hook)
        titles = sorted(one["title"] for one in receiver.of("notification"))
        assert titles[:3] == [
            "CP-0 is offline",
            "CP-0017 is offline since " + titles[1][-5:],
            "CP-1 is offline",
        ]
        assert len(titles) == 4


async def test_a_webhook_that_is_gone_or_off_fails_with_the_reason(api: Api) -> None:
    async with receiving() as receiver:
        hook, other = await new_hook(api, receiver.url), await new_hook(api, receiver.url)
        await new_rule(api, hook)
        await new_rule(api, other)
        await api.put(f"{HOOKS}/{hook['id']}", json={"enabled": False})
        await api.delete(f"{HOOKS}/{other['id']}")
        entries = {one["recipient"]: (one["state"], one["error"]) for one in await tell(api, hook)}
        assert entries == {
            hook["id"]: ("failed", "The webhook is switched off."),
            other["id"]: ("failed", "There is no such webhook."),
        }


async def tried(api: Api, rule: dict[str, Any]) -> tuple[str, str | None]:
    (item,) = (await api.post(f"{RULES}/{rule['id']}/test")).json()["items"]
    return item["result"], item["detail"]


async def test_a_test_says_what_the_receiver_said(api: Api) -> None:
    async with receiving() as receiver:
        hook = await new_hook(api, receiver.url)
        rule = await new_rule(api, hook)
        assert await tried(api, rule) == ("sent", None)
        receiver.requests[0].verify(hook["secret"])
        assert receiver.of("notification")[0]["event"] == "test"
        receiver.status = 500
        result, detail = await tried(api, rule)
        assert (result, bool(detail)) == ("refused", True)
        await api.delete(f"{HOOKS}/{hook['id']}")
        assert await tried(api, rule) == ("refused", "There is no such webhook.")


async def test_a_test_of_what_cannot_be_reached(api: Api) -> None:
    rule = await new_rule(api, await new_hook(api, f"http://127.0.0.1:{free_port()}/"))
    assert (await tried(api, rule))[0] == "unreachable"


async def test_only_webhooks_that_exist(api: Api) -> None:
    recipients = {"webhook_ids": [str(uuid4())]}
    answer = await api.post(RULES, json={"name": "x", "kind": "charger_offline", "recipients": recipients})
    assert answer.status_code == 422
    assert answer.json()["errors"][0]["field"] == "recipients.webhook_ids"
