"""`/api/admin/local-lists`: who may charge while a charger is offline."""

from typing import Any

import pytest

from csms.store.facts.local_lists import LocalListAnswered, LocalListSent
from csms.store.list_copies import Change, Listed, Update
from csms.store.models import Charger, LocalList, LocalListCopy, Station
from csms.store.models.base import new_id
from tests.api.conftest import DRIVER, Api
from tests.services.database import NOW, at

LISTS = "/api/admin/local-lists"


async def put(api: Api, charger: Charger, status: int = 200, **body: Any) -> dict[str, Any]:
    answer = await api.put(f"{LISTS}/{charger.id}", json=body)
    assert answer.status_code == status, answer.text
    shown: dict[str, Any] = answer.json()
    return shown


async def acknowledged(api: Api, charger: Charger, *changes: Change, answer: str = "Accepted") -> None:
    command_id = new_id()
    await api.database.write([LocalListSent(charger.id, command_id, Update(5, True, changes), NOW)])
    await api.database.write([LocalListAnswered(charger.id, command_id, answer, NOW)])


async def entries(api: Api, charger: Charger, **query: Any) -> list[dict[str, Any]]:
    answer = await api.get(f"{LISTS}/{charger.id}/entries", params=query)
    assert answer.status_code == 200, answer.text
    items: list[dict[str, Any]] = answer.json()["items"]
    return items


async def test_off_until_somebody_wants_otherwise(api: Api) -> None:
    charger = await api.database.charger()
    shown = (await api.get(f"{LISTS}/{charger.id}")).json()
    assert (shown["mode"], shown["state"], shown["id_tags"]) == ("off", "off", [])
    assert (shown["acknowledged_version"], shown["told_version"], shown["charge_point_id"]) == (
        None,
        None,
        "CP-0001",
    )
    assert (await api.get(LISTS)).json() == {"items": [], "next_cursor": None}
    assert await entries(api, charger) == []


async def test_a_choice_is_kept_as_the_tags_are_written(api: Api) -> None:
    charger = await api.database.charger()
    await api.database.id_tag("Tag-B")
    await api.database.id_tag("Tag-A")
    shown = await put(api, charger, mode="tags", id_tags=["tag-b", "TAG-A", "Tag-B"])
    assert (shown["mode"], shown["state"], shown["id_tags"]) == ("tags", "pending", ["Tag-A", "Tag-B"])
    shown = await put(api, charger, mode="all")
    assert (shown["mode"], shown["id_tags"]) == ("all", [])
    assert (await api.get(f"{LISTS}/{charger.id}")).json() == shown


async def test_pages_and_filters(api: Api) -> None:
    chargers = [await api.database.charger(f"CP-{number}") for number in range(3)]
    for charger in chargers:
        await put(api, charger, mode="all")
    await put(api, chargers[0], mode="off")
    first = (await api.get(LISTS, params={"limit": 2})).json()
    second = (await api.get(LISTS, params={"limit": 2, "cursor": first["next_cursor"]})).json()
    assert [one["charge_point_id"] for one in first["items"] + second["items"]] == ["CP-0", "CP-1", "CP-2"]
    assert second["next_cursor"] is None
    for query, names in (({"mode": "off"}, ["CP-0"]), ({"state": "pending"}, ["CP-1", "CP-2"])):
        found = (await api.get(LISTS, params=query)).json()["items"]
        assert [one["charge_point_id"] for one in found] == names


async def test_each_tag_says_whether_the_charger_has_it(api: Api) -> None:
    """LL-06"""
    charger = await api.database.charger()
    for name in ("SAME", "NEW"):
        await api.database.id_tag(name)
    await api.database.id_tag("OTHER", parent="GROUP", expires_at=at(60))
    await put(api, charger, mode="all")
    assert {entry["change"] for entry in await entries(api, charger)} == {"unknown"}
    good = Listed("Accepted")
    await acknowledged(api, charger, Change("same", good), Change("OTHER", good), Change("GONE", good))
    shown = {entry["id_tag"]: entry for entry in await entries(api, charger)}
    assert {tag: entry["change"] for tag, entry in shown.items()} == {
        "GONE": "remove",
        "NEW": "add",
        "OTHER": "update",
        "SAME": "none",
    }
    assert [entry["acknowledged"] for entry in shown.values()] == [False, False, False, True]
    assert (shown["OTHER"]["parent_id_tag"], shown["OTHER"]["expires_at"]) == (
        "GROUP",
        "2026-11-19T12:01:00Z",
    )
    first = (await api.get(f"{LISTS}/{charger.id}/entries", params={"limit": 3})).json()
    rest = await entries(api, charger, limit=3, cursor=first["next_cursor"])
    assert [entry["id_tag"] for entry in first["items"] + rest] == ["GONE", "NEW", "OTHER", "SAME"]
    await acknowledged(api, charger, answer="timeout")
    assert {entry["change"] for entry in await entries(api, charger)} == {"unknown"}
    assert (await api.get(f"{LISTS}/{charger.id}")).json()["acknowledged_version"] is None


async def test_send_again(api: Api) -> None:
    charger = await api.database.charger()
    answer = await api.post(f"{LISTS}/{charger.id}/sync")
    assert (answer.status_code, "left alone" in answer.json()["detail"]) == (409, True)
    await put(api, charger, mode="all")
    answer = await api.post(f"{LISTS}/{charger.id}/sync")
    assert (answer.status_code, answer.json()["state"]) == (200, "pending")


BAD: list[tuple[dict[str, Any], str]] = [
    ({}, "mode"),
    ({"mode": "some"}, "mode"),
    ({"mode": "tags", "id_tags": ["GHOST"]}, "id_tags"),
    ({"mode": "tags", "id_tags": [""]}, "id_tags.0"),
    ({"mode": "tags", "id_tags": ["x"] * 10_001}, "id_tags"),
    ({"mode": "all", "id_tags": ["x"]}, "id_tags"),
    ({"mode": "all", "version": 3}, "version"),
]


@pytest.mark.parametrize(("body", "field"), BAD)
async def test_what_cannot_be_wanted(api: Api, body: dict[str, Any], field: str) -> None:
    charger = await api.database.charger()
    problem = await put(api, charger, 422, **body)
    assert field in [error["field"] for error in problem["errors"]]


async def test_whose_list_it_cannot_be(api: Api) -> None:
    for path in (f"{LISTS}/{new_id()}", f"{LISTS}/nobody", f"{LISTS}/{new_id()}/entries"):
        assert (await api.get(path)).status_code == 404
    assert (await api.put(f"{LISTS}/{new_id()}", json={"mode": "all"})).status_code == 404
    assert (await api.post(f"{LISTS}/{new_id()}/sync")).status_code == 404
    driver = await api.signed_in(DRIVER)
    assert (await api.get(LISTS, headers=driver)).status_code == 403


async def fleet(api: Api) -> None:
    """A-2 has its list, A-10's was refused twice, B-1's is left alone, B-2 was never given one."""
    station = await Station.create(name="Harbour")
    chargers = {
        name: await api.database.charger(name, station_id=station.id if name == "B-2" else None)
        for name in ("B-2", "A-10", "A-2", "B-1")
    }
    for name, columns in (
        ("A-2", {"mode": "all", "state": "in_step", "wanted_count": 7}),
        ("A-10", {"mode": "tags", "state": "failed", "wanted_count": 3, "failures": 2}),
        ("B-1", {"mode": "off", "state": "off"}),
    ):
        await LocalList.create(charger_id=chargers[name].id, charge_point_id=name, **columns)
    await LocalListCopy.create(charger_id=chargers["A-2"].id, version=4, entries=[])
    await LocalListCopy.create(charger_id=chargers["A-10"].id, version=9, entries=[])
    await LocalListCopy.create(
        charger_id=chargers["B-1"].id, version=1, entries=[], attempt_command_id=new_id()
    )


async def found(api: Api, **params: Any) -> str:
    """In pages of one."""
    names, cursor = [], None
    while True:
        page = (
            await api.get(LISTS, params={"limit": 1, **params, **({"cursor": cursor} if cursor else {})})
        ).json()
        names += [item["charge_point_id"] for item in page["items"]]
        cursor = page["next_cursor"]
        if cursor is None:
            return " ".join(names)


async def test_the_lists_of_a_fleet_in_every_order(api: Api) -> None:
    await fleet(api)
    assert await found(api) == "A-2 A-10 B-1"
    assert await found(api, every=True) == "A-2 A-10 B-1 B-2"
    assert await found(api, every=True, sort="wanted_count") in ("B-1 B-2 A-10 A-2", "B-2 B-1 A-10 A-2")
    assert await found(api, sort="mode") == "A-2 B-1 A-10"
    assert await found(api, sort="-state") == "B-1 A-2 A-10"
    assert (await found(api, sort="-failures")).startswith("A-10")
    assert await found(api, sort="acknowledged_version") == "A-2 A-10 B-1"
    assert await found(api, sort="-acknowledged_version") == "A-10 A-2 B-1"


async def test_the_lists_of_a_fleet_are_found(api: Api) -> None:
    await fleet(api)
    assert await found(api, every=True, search="harbour") == "B-2"
    assert await found(api, every=True, search="a-") == "A-2 A-10"
    assert await found(api, every=True, mode="off") == "B-1 B-2"
    assert (await found(api, mode="off"), await found(api, state="off")) == ("B-1", "B-1")
    assert (await found(api, state="failed"), await found(api, mode="all")) == ("A-10", "A-2")
    assert (await found(api, kept=True), await found(api, every=True, kept=False)) == (
        "A-2 A-10",
        "B-1 B-2",
    )


async def test_the_lists_of_a_fleet_in_figures(api: Api) -> None:
    await fleet(api)
    asked: list[tuple[dict[str, str | bool], tuple[int, int, int]]] = [
        ({}, (3, 2, 1)),
        ({"every": True}, (4, 2, 1)),
        ({"every": True, "state": "failed"}, (1, 1, 0)),
        ({"search": "nobody"}, (0, 0, 0)),
    ]
    for params, counts in asked:
        figures = (await api.get(f"{LISTS}/summary", params=params)).json()
        assert (figures["total"], figures["kept"], figures["in_step"]) == counts
