"""`/api/admin/attention` and `/refusals`: what needs a person, in words that say what to do."""

from datetime import timedelta
from typing import Any

import pytest

from csms.store.folding import natural
from csms.store.models import ConnectionRefusal, QuarantinedStop
from tests.api.conftest import EMAIL, Api
from tests.services.database import NOW, at
from tests.store.rows import connector, sample, transaction

ATTENTION = "/api/admin/attention"


async def items(api: Api) -> list[dict[str, Any]]:
    answer = await api.get(ATTENTION)
    assert answer.status_code == 200, answer.text
    found: list[dict[str, Any]] = answer.json()["items"]
    return found


async def refusal(name: str, **columns: Any) -> ConnectionRefusal:
    values = {
        "address": "10.20.4.61",
        "cause": "unknown",
        "detail": "No charger of this name",
        "count": 14,
        "charge_point_id_natural": natural(name),
        "last_at": NOW,
        **columns,
    }
    return await ConnectionRefusal.create(
        charge_point_id=name, charge_point_id_folded=name.casefold(), first_at=NOW, **values
    )


async def test_nothing_needs_anybody(api: Api) -> None:
    await api.database.charger("never connected")
    assert (await api.get(ATTENTION)).json() == {"items": [], "recovered_today": 0}


async def test_a_fault_is_told_in_plain_words(api: Api) -> None:
    station = (await api.post("/api/admin/stations", json={"name": "Lindenhof"})).json()
    charger = await api.database.charger("CP-0023", online=True, station_id=station["id"])
    await connector(charger.id, 1, "Faulted", error_code="GroundFailure", info="phase L2")
    (item,) = await items(api)
    assert (item["kind"], item["title"]) == ("faulted", "CP-0023, connector 1: GroundFailure")
    assert item["detail"] == "Leakage current found, power is off. phase L2. Lindenhof."
    assert item["said"]["detail"] == [
        {"text": "Leakage current found, power is off", "values": {}},
        "phase L2",
        "Lindenhof",
    ]
    assert (item["charger_id"], item["connector_id"], item["station_name"]) == (
        str(charger.id),
        1,
        "Lindenhof",
    )


async def test_a_silent_charger_says_who_was_charging(api: Api) -> None:
    charger = await api.database.charger("CP-0017", last_seen_at=at(-720), offline_since=at(-660))
    row = await transaction(charger, id_token="FLEET-VAN-08", energy_wh=8300)
    (item,) = await items(api)
    assert item["title"] == "CP-0017 has been silent for 12 min"
    assert item["detail"] == "It was charging FLEET-VAN-08, 8.3 kWh so far. The session goes on without us."
    assert item["said"] == {
        "title": {
            "text": "{charger} has been silent for {span}",
            "values": {"charger": "CP-0017", "span": {"seconds": 720}},
        },
        "detail": [
            {
                "text": "It was charging {tag}, {energy} so far",
                "values": {"tag": "FLEET-VAN-08", "energy": {"wh": 8300, "digits": 1}},
            },
            {"text": "The session goes on without us", "values": {}},
        ],
    }
    assert item["transaction_id"] == str(row.id)


async def test_a_charger_that_only_reconnects_is_no_matter(api: Api) -> None:
    await api.database.charger("CP-0017", last_seen_at=at(-40), offline_since=at(-30))
    assert await items(api) == []


@pytest.mark.parametrize(
    ("wrong", "why"),
    [
        ("CP-0O42", "Letter O in place of a zero"),
        ("CP-0043", "One character is different"),
        ("CP-042", "A character is missing"),
        ("CP-00422", "A character too many"),
        ("CP-0024", "Two characters are swapped"),
    ],
)
async def test_a_near_miss_names_the_charger_that_was_meant(api: Api, wrong: str, why: str) -> None:
    meant = await api.database.charger("CP-0042")
    await refusal(wrong)
    (item,) = await items(api)
    assert item["title"] == f"{wrong} refused. Did you mean CP-0042?"
    assert item["detail"] == f"{why}. 14 attempts from 10.20.4.61; CP-0042 has never connected."
    assert item["suggestion"] == {"charger_id": str(meant.id), "charge_point_id": "CP-0042"}


async def test_no_suggestion_of_a_charger_that_is_there_or_of_another_kind(api: Api) -> None:
    await api.database.charger("CP-0042", online=True, last_seen_at=NOW)
    await api.database.charger("EVB-7")
    await refusal("CP-0O42", count=1)
    (item,) = await items(api)
    assert (item["title"], item["suggestion"]) == ("CP-0O42 refused", None)
    assert item["detail"] == "No charger of this name. 1 attempt from 10.20.4.61."


async def test_a_charger_that_came_in_since_needs_nobody(api: Api) -> None:
    await api.database.charger("CP-0042", online=True, last_seen_at=NOW, online_since=at(5))
    await refusal("CP-0042", cause="credentials", detail="The password is wrong")
    assert await items(api) == []


async def test_a_suspect_transaction_is_explained(api: Api) -> None:
    charger = await api.database.charger("CP-0019", online=True)
    row = await transaction(
        charger,
        18342,
        evse_id=2,
        state="suspect",
        flags=["meter_backwards"],
        meter_stop=18239230,
        stopped_at=NOW,
    )
    await sample(row, at(-60), 18239640, "Energy.Active.Import.Register")
    (item,) = await items(api)
    assert item["title"] == "Transaction 18342: the meter ran backwards"
    assert item["detail"] == "CP-0019, connector 2. Stop value is 0.41 kWh below the last sample."
    assert item["transaction_id"] == str(row.id)


@pytest.mark.parametrize(
    ("ended", "words"),
    [
        ({}, "It ended at 18.24 kWh with CARD-1; its start is missing"),
        ({"meter_stop": None, "id_token": None}, "It ended at an unreadable register; its start is missing"),
    ],
)
async def test_a_stop_without_a_start_is_somebodys_energy(
    api: Api, ended: dict[str, Any], words: str
) -> None:
    """STOP-02: until its start has come, and not while that may be on its way."""
    charger = await api.database.charger("CP-0019", online=True)
    values = {"id_token": "CARD-1", "meter_stop": 18240, "received_at": at(-600), **ended}
    stop = await QuarantinedStop.create(
        charger_id=charger.id,
        charge_point_id="CP-0019",
        ocpp_transaction_id="77",
        stop_key="one",
        stop_reason="Local",
        occurred_at=at(-600),
        **values,
    )
    (item,) = await items(api)
    assert (item["kind"], item["title"]) == ("suspect", "Stop of transaction 77, which never started")
    assert item["detail"] == f"CP-0019. {words}."
    assert (item["charger_id"], item["transaction_id"]) == (str(charger.id), None)
    stop.received_at = at(-60)
    await stop.save()
    assert await items(api) == []


async def test_newest_first_and_the_count_of_the_events_is_the_same(api: Api) -> None:
    charger = await api.database.charger("CP-1", online=True)
    await connector(charger.id, 1, "Faulted", received_at=at(-100))
    await refusal("STRANGER")
    assert [item["kind"] for item in await items(api)] == ["refused", "faulted"]


async def test_put_aside_until_it_happens_anew(api: Api) -> None:
    charger = await api.database.charger("CP-1", online=True)
    row = await connector(charger.id, 1, "Faulted", received_at=at(-100))
    (item,) = await items(api)
    assert (await api.post(f"{ATTENTION}/{item['id']}/dismiss")).status_code == 204
    assert await items(api) == []
    assert (await api.delete(f"{ATTENTION}/{item['id']}/dismissal")).status_code == 204
    assert len(await items(api)) == 1
    await api.post(f"{ATTENTION}/{item['id']}/dismiss")
    row.received_at = NOW
    await row.save()
    assert len(await items(api)) == 1, "a new fault is a new matter"


async def test_snoozed_for_a_while(api: Api) -> None:
    charger = await api.database.charger("CP-1", online=True)
    await connector(charger.id, 1, "Faulted")
    (item,) = await items(api)
    assert (await api.post(f"{ATTENTION}/{item['id']}/snooze", json={"minutes": 30})).status_code == 204
    api.clock.advance(minutes=29)
    assert await items(api) == []
    api.clock.advance(minutes=2)
    assert len(await items(api)) == 1
    bad = await api.post(f"{ATTENTION}/{item['id']}/snooze", json={"minutes": 0})
    assert bad.json()["errors"][0]["field"] == "minutes"


@pytest.mark.parametrize("matter", ["x" * 200, "faulted", "a:b%20c", "faulted:%00"])
async def test_ids_that_are_none_are_refused(api: Api, matter: str) -> None:
    assert (await api.post(f"{ATTENTION}/{matter}/dismiss")).status_code == 422


async def test_chargers_that_came_back_today_are_counted(api: Api) -> None:
    await api.database.charger("A", online=True, offline_since=at(-7200), online_since=at(-3600))
    await api.database.charger("B", online=True, online_since=at(-3600))
    yesterday = NOW - timedelta(days=1)
    await api.database.charger("C", online=True, offline_since=yesterday, online_since=yesterday)
    assert (await api.get(ATTENTION)).json()["recovered_today"] == 1


async def test_refusals_are_listed_latest_first(api: Api) -> None:
    await refusal("CP-1")
    await refusal("cp-1", address="10.0.0.2", cause="credentials")
    await refusal("CP-2")
    charger = await api.database.charger("CP-2")
    everything = (await api.get("/api/admin/refusals")).json()["items"]
    assert len(everything) == 3
    assert {item["charge_point_id"]: item["charger_id"] for item in everything} == {
        "CP-1": None,
        "cp-1": None,
        "CP-2": str(charger.id),
    }
    found = (await api.get("/api/admin/refusals", params={"charge_point_id": "CP-1"})).json()["items"]
    assert {item["address"] for item in found} == {"10.20.4.61", "10.0.0.2"}
    assert found[0]["count"] == 14
    first = (await api.get("/api/admin/refusals", params={"limit": 2})).json()
    rest = (await api.get("/api/admin/refusals", params={"limit": 2, "cursor": first["next_cursor"]})).json()
    assert len({item["id"] for item in first["items"] + rest["items"]}) == 3
    assert EMAIL not in str(first)


REFUSALS = "/api/admin/refusals"


async def strangers(api: Api) -> None:
    """Three names, two causes."""
    await api.database.charger("CP-9", last_seen_at=NOW)
    await refusal("CP-10", cause="wrong_password", count=2, address="10.0.0.3", last_at=at(1))
    await refusal("CP-9", cause="wrong_password", count=5, address="10.0.0.2", last_at=at(2))
    await refusal("EVB-7", cause="unknown_identity", count=3, address="10.0.0.1", last_at=at(3))


async def names(api: Api, **query: Any) -> list[str]:
    """Those that it selects, each page of one."""
    found: list[str] = []
    cursor: dict[str, Any] = {}
    while True:
        page = (await api.get(REFUSALS, params={"limit": 1, **query, **cursor})).json()
        found += [item["charge_point_id"] for item in page["items"]]
        if page["next_cursor"] is None:
            return found
        cursor = {"cursor": page["next_cursor"]}


@pytest.mark.parametrize(
    ("sort", "expected"),
    [
        ("last_at", ["CP-10", "CP-9", "EVB-7"]),
        ("charge_point_id", ["CP-9", "CP-10", "EVB-7"]),
        ("cause", ["EVB-7", "CP-10", "CP-9"]),
        ("address", ["EVB-7", "CP-9", "CP-10"]),
        ("count", ["CP-10", "EVB-7", "CP-9"]),
    ],
)
async def test_refused_connections_in_every_order(api: Api, sort: str, expected: list[str]) -> None:
    await strangers(api)
    assert await names(api, sort=sort) == expected
    assert await names(api, sort=f"-{sort}") == expected[::-1]


async def test_refused_connections_are_searched_and_narrowed(api: Api) -> None:
    await strangers(api)
    assert await names(api, search="cp-") == ["CP-9", "CP-10"]
    assert await names(api, search="10.0.0.1") == await names(api, search="UNKNOWN_") == ["EVB-7"]
    assert await names(api, cause="wrong_password", search="10") == ["CP-9", "CP-10"]
    assert await names(api, charge_point_id="cp-9") == ["CP-9"]
    assert await names(api, search="no charger of this name", cause="blocked") == []
    assert (await api.get(REFUSALS, params={"search": "x" * 201})).status_code == 422
    assert (await api.get(REFUSALS, params={"sort": "detail"})).status_code == 422


async def test_refused_connections_are_counted(api: Api) -> None:
    wrong = {"cause": "wrong_password", "total": 2, "attempts": 7}
    unknown = {"cause": "unknown_identity", "total": 1, "attempts": 3}
    address = f"{REFUSALS}/summary"
    assert (await api.get(address)).json() == {"total": 0, "attempts": 0, "causes": []}
    await strangers(api)
    assert (await api.get(address)).json() == {"total": 3, "attempts": 10, "causes": [wrong, unknown]}
    found = (await api.get(address, params={"search": "evb"})).json()
    assert found == {"total": 1, "attempts": 3, "causes": [unknown]}


async def test_a_refused_connection_says_which_charger_was_meant(api: Api) -> None:
    waiting = await api.database.charger("CP-0042")
    there = await api.database.charger("CP-9", last_seen_at=NOW)
    for name in ("CP-0O42", "CP-9", "EVB-7"):
        await refusal(name)
    items = (await api.get(REFUSALS, params={"sort": "charge_point_id"})).json()["items"]
    meant = {"charger_id": str(waiting.id), "charge_point_id": "CP-0042"}
    assert [(one["charger_id"], one["suggestion"]) for one in items] == [
        (None, meant),
        (str(there.id), None),
        (None, None),
    ]
