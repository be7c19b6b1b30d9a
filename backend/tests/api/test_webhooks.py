"""`/api/admin/webhooks`, with a real receiver at the far end."""

from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from standardwebhooks import WebhookVerificationError

from csms.store.models import Webhook
from csms.store.stored_words import NO_CONNECTION, NOT_FOLLOWED
from csms.webhooks.couriers import Couriers
from csms.webhooks.spreading import Spreading
from tests.api.conftest import Api
from tests.auth.support import FakeClock
from tests.services.receiver import Receiver, receiving

HOOKS = "/api/admin/webhooks"


@pytest.fixture
def clock() -> FakeClock:
    """Receivers compare signatures with the real time."""
    return FakeClock(datetime.now(UTC))


async def made(api: Api, receiver: Receiver, **fields: Any) -> dict[str, Any]:
    answer = await api.post(HOOKS, json={"url": receiver.url, **fields})
    assert answer.status_code == 201, answer.text
    hook: dict[str, Any] = answer.json()
    return hook


async def deliver(api: Api) -> None:
    """What the chores of one process do."""
    await Spreading(api.services.now).work()
    couriers = Couriers(api.services.webhooks.attempts, api.services.now)
    for row in await Webhook.all():
        await couriers.serve(row.id)


async def test_a_webhook_is_made_changed_and_deleted(api: Api) -> None:
    async with receiving() as receiver:
        hook = await made(api, receiver, events=["transaction.*"], description="billing")
        assert hook["secret"].startswith("whsec_")
        seen = (await api.get(f"{HOOKS}/{hook['id']}")).json()
        assert seen == {name: value for name, value in hook.items() if name != "secret"}
        assert hook["secret"] not in (await Webhook.get(id=hook["id"])).secret
        changed = (await api.put(f"{HOOKS}/{hook['id']}", json={"enabled": False})).json()
        assert (changed["enabled"], changed["events"], changed["url"]) == (
            False,
            ["transaction.*"],
            receiver.url,
        )
        assert [one["id"] for one in (await api.get(HOOKS)).json()["items"]] == [hook["id"]]
        assert (await api.delete(f"{HOOKS}/{hook['id']}")).status_code == 204
        for method, path in (
            ("GET", ""),
            ("PUT", ""),
            ("DELETE", ""),
            ("POST", "/test"),
            ("GET", "/deliveries"),
        ):
            gone = await api.request(
                method, f"{HOOKS}/{hook['id']}{path}", json={} if method == "PUT" else None
            )
            assert gone.status_code == 404


REFUSED: list[tuple[dict[str, Any], str]] = [
    ({"url": "ftp://receiver.example/"}, "url"),
    ({"url": "https://me:word@receiver.example/"}, "url"),
    ({"url": "https:///hook"}, "url"),
    ({"url": "http://127.0.0.1:99999/"}, "url"),
    ({"url": "http://127.0.0.1:9/#part"}, "url"),
    ({"url": "x" * 2001}, "url"),
    ({"events": []}, "events"),
    ({"events": ["transaction.stolen"]}, "events"),
    ({"events": ["trans*"]}, "events"),
    ({"secret": "whsec_mine"}, "secret"),
]


async def test_what_cannot_be_a_webhook_is_refused(api: Api) -> None:
    for fields, field in REFUSED:
        answer = await api.post(HOOKS, json={"url": "http://127.0.0.1:9/", **fields})
        assert answer.status_code == 422, fields
        assert any(field in one["field"] for one in answer.json()["errors"]), answer.text


async def test_what_happens_is_sent_signed_and_as_rest_says_it(api: Api) -> None:
    async with receiving() as receiver:
        hook = await made(api, receiver, events=["id_tag.*"])
        await api.post("/api/admin/stations", json={"name": "North"})
        tag = (await api.post("/api/admin/id-tags", json={"id_tag": "TAG1"})).json()
        await deliver(api)
        (request,) = receiver.requests
        request.verify(hook["secret"])
        with pytest.raises(WebhookVerificationError):
            request.verify("whsec_" + "A" * 43 + "=")
        content = request.content
        assert set(content) == {"type", "timestamp", "sequence", "data"}
        assert (content["type"], content["data"]) == ("id_tag.created", tag)
        assert request.headers["content-type"] == "application/json"
        (delivery,) = (await api.get(f"{HOOKS}/{hook['id']}/deliveries")).json()["items"]
        assert (delivery["state"], delivery["status_code"], delivery["attempts"]) == ("delivered", 204, 1)
        assert (delivery["webhook_id"], delivery["sequence"]) == (request.id, content["sequence"])
        detail = (await api.get(f"{HOOKS}/deliveries/{delivery['id']}")).json()
        assert detail == {**delivery, "body": request.body.decode()}


async def test_the_old_secret_signs_for_a_day(api: Api) -> None:
    async with receiving() as receiver:
        hook = await made(api, receiver)
        new = (await api.post(f"{HOOKS}/{hook['id']}/rotate-secret")).json()
        await api.post(f"{HOOKS}/{hook['id']}/test")
        for secret in (hook["secret"], new["secret"]):
            receiver.requests[0].verify(secret)
        await Webhook.all().update(previous_secret_until=api.clock() - timedelta(seconds=1))
        await api.post(f"{HOOKS}/{hook['id']}/test")
        assert len(receiver.requests[1].headers["webhook-signature"].split(" ")) == 1


async def test_a_test_says_how_it_was_answered(api: Api) -> None:
    async with receiving(status=500, answer=b"out of\0 paper") as receiver:
        hook = await made(api, receiver, enabled=False)
        outcome = (await api.post(f"{HOOKS}/{hook['id']}/test")).json()
        assert (outcome["delivered"], outcome["status_code"]) == (False, 500)
        assert outcome["response"] == "out of\N{REPLACEMENT CHARACTER} paper"
        receiver.status, receiver.answer = 302, b""
        receiver.headers["Location"] = receiver.url
        outcome = (await api.post(f"{HOOKS}/{hook['id']}/test")).json()
        assert outcome["error"] == "HTTP 302: redirects are not followed"
        assert outcome["said"] == {"text": NOT_FOLLOWED, "values": {"status": "302"}}
        receiver.status = 200
        assert (await api.post(f"{HOOKS}/{hook['id']}/test")).json()["delivered"]
        assert [one.content["type"] for one in receiver.requests] == ["webhook.test"] * 3
    failed = (await api.post(f"{HOOKS}/{hook['id']}/test")).json()
    assert (failed["delivered"], failed["status_code"]) == (False, None)
    assert failed["said"]["text"] == NO_CONNECTION


async def test_sent_again_it_has_the_same_id(api: Api) -> None:
    async with receiving() as receiver:
        hook = await made(api, receiver)
        since = api.clock() - timedelta(minutes=5)
        await api.post("/api/admin/id-tags", json={"id_tag": "TAG1"})
        await api.post("/api/admin/id-tags", json={"id_tag": "TAG2"})
        await deliver(api)
        (second, _) = (await api.get(f"{HOOKS}/{hook['id']}/deliveries")).json()["items"]
        again = await api.post(f"{HOOKS}/deliveries/{second['id']}/redeliver")
        assert (again.status_code, again.json()["state"]) == (202, "pending")
        await deliver(api)
        replayed = await api.post(f"{HOOKS}/{hook['id']}/replay", json={"since": since.isoformat()})
        assert replayed.json() == {"queued": 2, "next_after": None}
        await deliver(api)
        ids = [one.id for one in receiver.requests]
        assert len(ids) == 5
        assert len(set(ids)) == 2
        after = min(one.content["sequence"] for one in receiver.requests)
        assert (await api.post(f"{HOOKS}/{hook['id']}/replay", json={"after": after})).json()["queued"] == 1
        both = await api.post(f"{HOOKS}/{hook['id']}/replay", json={"after": 1, "since": since.isoformat()})
        assert both.status_code == 422


async def test_a_late_webhook_gets_what_the_log_has(api: Api) -> None:
    async with receiving() as receiver:
        await made(api, receiver, events=["charger.*"])
        await api.post("/api/admin/id-tags", json={"id_tag": "TAG1"})
        await deliver(api)
        late = await made(api, receiver, events=["id_tag.*"])
        assert receiver.requests == []
        assert (await api.post(f"{HOOKS}/{late['id']}/replay", json={"after": 0})).json()["queued"] == 1
        await deliver(api)
        assert [one["id_tag"] for one in receiver.of("id_tag.created")] == ["TAG1"]
