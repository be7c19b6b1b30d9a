"""`/api/admin/notification-rules` and `/api/admin/notifications`."""

from datetime import timedelta
from typing import Any
from uuid import uuid4

import pytest

from csms.charging.notification_delivery import Delivery
from csms.charging.notification_rules import NotificationRules
from csms.charging.notification_webhooks import NotificationWebhooks
from csms.errors import CsmsError
from csms.mail import SERVER_SAID, LogPost, MailUnavailable, MailUndeliverable, MemoryPost
from csms.store.models import Charger, SecurityEvent, User
from csms.store.stored_words import IN_LOG, NO_MAIL_SERVER
from tests.api.conftest import DRIVER, EMAIL, Api
from tests.services.database import NOW, at
from tests.store.rows import connector, transaction

RULES, LOG = "/api/admin/notification-rules", "/api/admin/notifications"
INES = {"emails": ["ines@charging.example"]}


def body(**fields: Any) -> dict[str, Any]:
    return {"name": "Night shift", "kind": "charger_offline", "recipients": INES, **fields}


async def new_rule(api: Api, **fields: Any) -> dict[str, Any]:
    answer = await api.post(RULES, json=body(**fields))
    assert answer.status_code == 201, answer.text
    rule: dict[str, Any] = answer.json()
    return rule


async def log(api: Api, **query: Any) -> list[dict[str, Any]]:
    answer = await api.get(LOG, params=query)
    assert answer.status_code == 200, answer.text
    items: list[dict[str, Any]] = answer.json()["items"]
    return items


def post(api: Api) -> MemoryPost:
    assert isinstance(api.services.post, MemoryPost)
    return api.services.post


async def turn(api: Api, seconds: float = 0) -> list[str]:
    """A look and a delivery, so much later: the subjects that went out."""
    api.clock.advance(seconds=seconds)
    api.headers.update(await api.signed_in(EMAIL))  # an access token lasts for an hour
    before = len(post(api).letters)
    await api.services.notifications.look()
    await api.services.delivery.work()
    return [letter.subject for letter in post(api).letters[before:]]


async def away(api: Api, identity: str = "CP-0017", **columns: Any) -> Charger:
    return await api.database.charger(
        identity, last_seen_at=api.clock(), offline_since=api.clock(), **columns
    )


async def back(charger: Charger, api: Api) -> None:
    charger.online, charger.online_since = True, api.clock()
    await charger.save()


async def test_a_rule_has_its_whole_life(api: Api) -> None:
    station = (await api.post("/api/admin/stations", json={"name": "Lindenhof"})).json()
    rule = await new_rule(
        api,
        station_ids=[station["id"]],
        tz="Europe/Berlin",
        quiet_time={"from": "22:00", "to": "06:00", "days": ["sat"]},
        repeat_hours=4,
    )
    assert rule["after_seconds"] == 300
    assert (rule["enabled"], rule["resolved"], rule["created_by"]) == (
        True,
        True,
        "operator@charging.example",
    )
    assert rule["quiet_time"] == {"from": "22:00", "to": "06:00", "days": ["sat"], "break_through": False}
    assert rule["recipients"] == {"emails": ["ines@charging.example"], "user_ids": [], "webhook_ids": []}
    changed = (await api.put(f"{RULES}/{rule['id']}", json={"enabled": False, "quiet_time": None})).json()
    assert (changed["enabled"], changed["quiet_time"], changed["repeat_hours"]) == (False, None, 4)
    assert (await api.get(f"{RULES}/{rule['id']}")).json() == changed
    assert (await api.get(RULES)).json()["items"] == [changed]
    assert (await api.delete(f"{RULES}/{rule['id']}")).status_code == 204
    assert (await api.get(f"{RULES}/{rule['id']}")).status_code == 404
    assert (await api.delete(f"{RULES}/{rule['id']}")).status_code == 404


@pytest.mark.parametrize(
    ("fields", "field"),
    [
        ({"recipients": {}}, "recipients"),
        ({"recipients": {"emails": [f"p{n}@charging.example" for n in range(51)]}}, "recipients.emails"),
        (
            {
                "recipients": {
                    "emails": [f"p{n}@charging.example" for n in range(50)],
                    "user_ids": [str(uuid4())],
                }
            },
            "recipients",
        ),
        (
            {"recipients": {"emails": ["ines@charging.example\nBcc: all@charging.example"]}},
            "recipients.emails.0",
        ),
        ({"recipients": {"emails": ["Ines <ines@charging.example>"]}}, "recipients.emails.0"),
        ({"recipients": {"user_ids": [str(uuid4())]}}, "recipients.user_ids"),
        ({"recipients": {"webhook_ids": [str(uuid4())]}}, "recipients.webhook_ids"),
        ({"charger_ids": [str(uuid4())]}, "charger_ids"),
        ({"station_ids": [str(uuid4())]}, "station_ids"),
        ({"tz": "Middle/Earth"}, "tz"),
        ({"quiet_time": {"from": "10:00", "to": "10:00"}}, "quiet_time"),
        ({"quiet_time": {"from": "24:00", "to": "10:00"}}, "quiet_time.from"),
        ({"kind": "security_event", "repeat_hours": 1}, "repeat_hours"),
        ({"kind": "security_event", "after_seconds": 60}, "after_seconds"),
        ({"critical_only": True}, "critical_only"),
        ({"kind": "nothing"}, "kind"),
        ({"name": "  "}, "name"),
        ({"after_seconds": -1}, "after_seconds"),
    ],
)
async def test_what_cannot_be_is_refused_with_its_field(api: Api, fields: Any, field: str) -> None:
    answer = await api.post(RULES, json=body(**fields))
    assert answer.status_code == 422, answer.text
    assert field in [error["field"].removeprefix("body.") for error in answer.json()["errors"]]


async def test_a_charger_that_stays_away_is_told_once_and_when_it_is_back(api: Api) -> None:
    await new_rule(api, tz="Europe/Berlin")
    charger = await away(api, name="Wallbox 3")
    assert await turn(api, 299) == []
    assert await turn(api, 1) == ["[CSMS] Wallbox 3 is offline since 13:00"]
    assert await turn(api, 3600) == []
    (letter,) = post(api).letters
    assert letter.to == "ines@charging.example"
    assert f"https://charging.example/chargers/{charger.id}\n" in letter.text
    assert "the rule “Night shift”" in letter.text
    await back(charger, api)
    assert await turn(api) == []
    assert await turn(api, 60) == ["[CSMS] Wallbox 3 is online again"]
    assert await turn(api, 60) == []
    assert [(one["event"], one["state"]) for one in await log(api)] == [
        ("resolved", "sent"),
        ("opened", "sent"),
    ]


async def test_a_charger_that_flaps_is_not_told(api: Api) -> None:
    await new_rule(api)
    charger = await away(api)
    assert await turn(api, 10) == []
    await back(charger, api)
    assert await turn(api, 3600) == []
    assert await log(api) == []


async def test_one_that_was_back_for_a_moment_was_never_back(api: Api) -> None:
    await new_rule(api)
    charger = await away(api)
    assert len(await turn(api, 300)) == 1
    await back(charger, api)
    assert await turn(api, 5) == []
    charger.online, charger.offline_since = False, api.clock()
    await charger.save()
    assert await turn(api, 5) == []
    assert await turn(api, 3600) == []


async def test_a_rule_is_for_its_stations_and_chargers(api: Api) -> None:
    station = (await api.post("/api/admin/stations", json={"name": "Lindenhof"})).json()
    other = await away(api, "CP-0002")
    await new_rule(api, station_ids=[station["id"]], charger_ids=[str(other.id)])
    await away(api, "CP-0001", station_id=station["id"])
    await away(api, "CP-0003")
    assert sorted(await turn(api, 300)) == [
        "[CSMS] CP-0001 (Lindenhof) is offline since 12:00",
        "[CSMS] CP-0002 is offline since 12:00",
    ]


async def test_people_are_told_at_the_address_they_have(api: Api) -> None:
    person = await User.get(email=DRIVER)
    rule = await new_rule(api, recipients={"user_ids": [str(person.id)], "emails": [DRIVER.upper()]})
    await away(api)
    assert len(await turn(api, 300)) == 1
    assert post(api).letters[0].to == DRIVER
    await person.delete()
    answer = (await api.post(f"{RULES}/{rule['id']}/test")).json()
    assert [(one["result"], one["user_id"]) for one in answer["items"]] == [
        ("sent", None),
        ("refused", str(person.id)),
    ]


async def test_faults_last_however_often_they_are_told(api: Api) -> None:
    await new_rule(api, kind="connector_fault", after_seconds=600, resolved=False)
    charger = await api.database.charger(online=True)
    outlet = await connector(charger.id, 2, "Faulted", error_code="GroundFailure")
    assert await turn(api, 540) == []
    await connector_said(charger, 2, "Faulted", at(0))
    await connector_said(charger, 2, "Faulted", at(590))
    outlet.received_at = at(590)
    await outlet.save()
    assert await turn(api, 60) == ["[CSMS] CP-0001, connector 2 has a fault since 12:00"]
    assert "GroundFailure: Leakage current found, power is off." in post(api).letters[0].text
    outlet.received_at = api.clock()
    await outlet.save()
    assert await turn(api, 600) == []
    outlet.status = "Available"
    await outlet.save()
    assert await turn(api, 600) == []
    assert await turn(api, 600) == []


async def connector_said(charger: Charger, evse_id: int, status: str, when: Any) -> None:
    from csms.store.models import ConnectorStatus

    await ConnectorStatus.create(
        charger_id=charger.id,
        evse_id=evse_id,
        status=status,
        error_code="GroundFailure",
        occurred_at=when,
        received_at=when,
        applied=True,
    )


async def test_a_suspect_transaction_until_it_is_settled(api: Api) -> None:
    await new_rule(api, kind="suspect_transaction")
    charger = await api.database.charger()
    row = await transaction(charger, 17, state="suspect", flags=["meter_backwards"], suspect_at=NOW)
    (subject,) = await turn(api)
    assert subject == "[CSMS] CP-0001, connector 1 has a doubtful transaction since 12:00"
    text = post(api).letters[0].text
    assert "Transaction 17: the meter ran backwards." in text
    assert f"https://charging.example/transactions/{row.id}" in text
    row.state = "completed"
    await row.save()
    assert len(await turn(api)) == 1


async def test_security_events_are_told_once_each_and_only_those_after_the_rule(api: Api) -> None:
    charger = await api.database.charger()
    await event(charger, "FirmwareUpdated", at(-60), critical=True)
    await new_rule(api, kind="security_event", critical_only=True)
    await event(charger, "TamperDetectionActivated", at(10), critical=True)
    await event(charger, "InvalidMessages", at(10))
    assert await turn(api, 20) == ["[CSMS] CP-0001 had a security event at 12:00"]
    assert "TamperDetectionActivated the lid is open." in post(api).letters[0].text
    assert await turn(api, 200) == []


async def event(charger: Charger, kind: str, when: Any, *, critical: bool = False) -> None:
    await SecurityEvent.create(
        charger_id=charger.id,
        source="charger",
        type=kind,
        critical=critical,
        detail="the lid is open",
        occurred_at=when,
        received_at=when,
        key=f"{kind}{when}"[:64],
    )


async def test_many_are_told_in_one_summary(api: Api) -> None:
    await new_rule(api)
    charger = [await away(api, f"CP-{number:04}") for number in range(12)][3]
    assert await turn(api, 300) == []
    assert await turn(api, 60) == []
    assert await turn(api, 60) == ["[CSMS] 12 chargers went offline within 1 minute"]
    assert "- CP-0011, 12:00" in post(api).letters[0].text
    (entry,) = await log(api, charger_id=str(charger.id))
    assert (entry["matter_count"], len(entry["matters"])) == (12, 12)
    assert await log(api, charger_id=str(uuid4())) == []


async def test_what_happens_in_quiet_hours_is_told_afterwards_in_one_letter(api: Api) -> None:
    await new_rule(api, tz="Europe/Berlin", quiet_time={"from": "13:00", "to": "14:00"})
    await away(api, "CP-0001")
    charger = await away(api, "CP-0002")
    assert await turn(api, 300) == []
    assert {one["state"] for one in await log(api)} == {"held"}
    await back(charger, api)
    await turn(api, 10)
    assert await turn(api, 60) == []
    assert await turn(api, 3230) == ["[CSMS] 3 notifications"]
    lines = post(api).letters[0].text.split("\n\n")[0].splitlines()
    assert sorted(lines[:2]) == ["- CP-0001 is offline since 13:00", "- CP-0002 is offline since 13:00"]
    assert lines[2:] == ["- CP-0002 is online again"]
    assert {one["state"] for one in await log(api)} == {"sent"}


async def test_what_is_critical_may_break_through(api: Api) -> None:
    quiet = {"from": "00:00", "to": "23:59", "break_through": True}
    await new_rule(api, kind="security_event", quiet_time=quiet)
    charger = await api.database.charger()
    await event(charger, "TamperDetectionActivated", at(10), critical=True)
    await event(charger, "InvalidMessages", at(10))
    assert len(await turn(api, 20)) == 1
    assert sorted(one["state"] for one in await log(api)) == ["held", "sent"]


async def test_reminders_as_long_as_it_lasts(api: Api) -> None:
    await new_rule(api, repeat_hours=2)
    charger = await away(api)
    assert len(await turn(api, 300)) == 1
    assert await turn(api, 7199) == []
    assert await turn(api, 1) == ["[CSMS] CP-0017 is still offline, since 12:00"]
    await api.post(f"/api/admin/attention/offline:{charger.id}:{int(NOW.timestamp())}/dismiss")
    assert await turn(api, 7200) == []


async def test_what_was_put_aside_is_not_told(api: Api) -> None:
    await new_rule(api)
    charger = await away(api)
    await api.post(f"/api/admin/attention/offline:{charger.id}:{int(NOW.timestamp())}/dismiss")
    assert await turn(api, 300) == []


async def test_a_rule_that_is_switched_off_and_on_tells_anew(api: Api) -> None:
    rule = await new_rule(api)
    charger = await away(api)
    assert len(await turn(api, 300)) == 1
    await api.put(f"{RULES}/{rule['id']}", json={"enabled": False})
    assert await turn(api, 300) == []
    await api.put(f"{RULES}/{rule['id']}", json={"enabled": True})
    assert await turn(api) == ["[CSMS] CP-0017 is offline since 12:00"]
    await api.put(f"{RULES}/{rule['id']}", json={"kind": "connector_fault"})
    await back(charger, api)
    assert await turn(api, 300) == []


async def test_a_charger_that_is_not_the_rules_any_more_is_not_told_to_be_back(api: Api) -> None:
    charger, other = await away(api), await away(api, "CP-0018")
    rule = await new_rule(api, charger_ids=[str(charger.id)])
    assert len(await turn(api, 300)) == 1
    await api.put(f"{RULES}/{rule['id']}", json={"charger_ids": [str(other.id)]})
    assert await turn(api) == ["[CSMS] CP-0018 is offline since 12:00"]
    await other.delete()
    assert await turn(api, 300) == []
    assert await turn(api, 300) == []


@pytest.mark.parametrize("deleted", [True, False])
async def test_what_waits_is_not_sent_without_its_rule(api: Api, deleted: bool) -> None:
    rule = await new_rule(api, quiet_time={"from": "12:00", "to": "14:00"})
    await away(api)
    await turn(api, 300)
    if deleted:
        await api.delete(f"{RULES}/{rule['id']}")
    else:
        await api.put(f"{RULES}/{rule['id']}", json={"enabled": False})
    assert await turn(api, 7200) == []
    (entry,) = await log(api)
    said = "Its rule was deleted." if deleted else "Its rule was switched off."
    assert (entry["state"], entry["error"]) == ("failed", said)


async def test_another_kind_lasts_as_long_as_it_usually_does(api: Api) -> None:
    rule = await new_rule(api, after_seconds=60)
    changed = (await api.put(f"{RULES}/{rule['id']}", json={"kind": "security_event"})).json()
    assert (changed["kind"], changed["after_seconds"]) == ("security_event", 0)
    changed = (await api.put(f"{RULES}/{rule['id']}", json={"kind": "charger_offline"})).json()
    assert changed["after_seconds"] == 300


@pytest.mark.parametrize(
    ("failure", "result", "sentence"),
    [
        (None, "sent", None),
        (
            MailUndeliverable("The mail server said 550 no such user"),
            "refused",
            {"text": SERVER_SAID, "values": {"words": "550 no such user"}},
        ),
        (MailUnavailable("SMTP_HOST mail.example:587: timed out"), "unreachable", None),
    ],
)
async def test_a_test_tells_what_the_mail_server_said(
    api: Api, failure: CsmsError | None, result: str, sentence: dict[str, Any] | None
) -> None:
    rule = await new_rule(api)
    post(api).failure = failure
    answer = await api.post(f"{RULES}/{rule['id']}/test")
    assert answer.status_code == 200, answer.text
    said = None if failure is None else str(failure)
    assert answer.json()["items"] == [
        {
            "channel": "email",
            "recipient": "ines@charging.example",
            "user_id": None,
            "result": result,
            "via": "mail_server" if failure is None else None,
            "detail": said,
            "said": sentence,
        }
    ]
    (entry,) = await log(api)
    assert (entry["event"], entry["error"], entry["said"]) == ("test", said, sentence)


async def test_without_a_mail_server_a_rule_can_be_but_says_so(api: Api) -> None:
    rule = await new_rule(api)
    webhooks = NotificationWebhooks(api.services.webhooks.attempts, api.clock)
    delivery = Delivery(None, webhooks, "https://charging.example", api.clock)
    rules = NotificationRules(delivery, "https://charging.example", api.clock)
    ((_, verdict),) = await rules.try_out(rule["id"])
    assert verdict.detail == NO_MAIL_SERVER
    await away(api)
    api.clock.advance(seconds=300)
    await api.services.notifications.look()
    await delivery.work()
    assert [(one["state"], one["error"]) for one in await log(api, state="failed")] == [
        ("failed", NO_MAIL_SERVER)
    ] * 2


async def test_a_letter_that_is_only_in_the_servers_log_is_called_that(api: Api) -> None:
    rule = await new_rule(api)
    webhooks = NotificationWebhooks(api.services.webhooks.attempts, api.clock)
    delivery = Delivery(LogPost(), webhooks, "https://charging.example", api.clock)
    rules = NotificationRules(delivery, "https://charging.example", api.clock)
    ((_, verdict),) = await rules.try_out(rule["id"])
    assert (verdict.state, verdict.via, verdict.detail) == ("sent", "server_log", IN_LOG)
    (entry,) = await log(api)
    assert (entry["state"], entry["error"]) == ("sent", IN_LOG)


async def test_the_log_by_pages_and_filters(api: Api) -> None:
    rule = await new_rule(api)
    for number in range(3):
        await away(api, f"CP-{number}")
    await turn(api, 300)
    first = (await api.get(LOG, params={"limit": 2})).json()
    rest = (await api.get(LOG, params={"limit": 2, "cursor": first["next_cursor"]})).json()
    assert len({one["id"] for one in first["items"] + rest["items"]}) == 3
    assert rest["next_cursor"] is None
    assert len(await log(api, rule_id=rule["id"], state="sent")) == 3
    assert await log(api, rule_id=str(uuid4())) == []
    assert await log(api, to=(NOW + timedelta(seconds=300)).isoformat()) == []
