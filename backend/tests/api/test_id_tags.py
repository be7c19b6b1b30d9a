"""`/api/admin/id-tags`: who may charge."""

from typing import Any

from csms.charging import last_uses
from csms.store.models import Transaction
from tests.api.conftest import Api
from tests.services.database import at
from tests.store.rows import transaction

TAGS = "/api/admin/id-tags"


async def created(api: Api, id_tag: str = "STAFF-0001", **fields: Any) -> dict[str, Any]:
    answer = await api.post(TAGS, json={"id_tag": id_tag, **fields})
    assert answer.status_code == 201, answer.text
    body: dict[str, Any] = answer.json()
    return body


async def test_a_tag_is_kept_as_it_was_written(api: Api) -> None:
    tag = await created(
        api,
        "Staff-0001",
        parent_id_tag="FLEET",
        expires_at="2027-01-01T00:00:00+01:00",
        max_active_transactions=2,
    )
    assert (tag["id_tag"], tag["parent_id_tag"], tag["blocked"]) == ("Staff-0001", "FLEET", False)
    assert tag["expires_at"] == "2026-12-31T23:00:00Z"
    assert (tag["active_transactions"], tag["last_used_at"], tag["note"]) == (0, None, None)
    assert (await api.get(f"{TAGS}/{tag['id']}")).json() == tag


async def test_case_does_not_make_another_tag(api: Api) -> None:
    await created(api, "STAFF-0001")
    answer = await api.post(TAGS, json={"id_tag": "staff-0001"})
    assert (answer.status_code, answer.json()["errors"][0]["field"]) == (409, "id_tag")
    other = await created(api, "STAFF-0002")
    assert (await api.put(f"{TAGS}/{other['id']}", json={"id_tag": "Staff-0001"})).status_code == 409


async def test_put_changes_only_what_is_given(api: Api) -> None:
    tag = await created(api, note="Ines Vogel", parent_id_tag="FLEET")
    changed = (await api.put(f"{TAGS}/{tag['id']}", json={"blocked": True})).json()
    assert (changed["blocked"], changed["note"], changed["parent_id_tag"]) == (True, "Ines Vogel", "FLEET")
    changed = (await api.put(f"{TAGS}/{tag['id']}", json={"parent_id_tag": None, "note": None})).json()
    assert (changed["blocked"], changed["note"], changed["parent_id_tag"]) == (True, None, None)


BAD: list[tuple[dict[str, Any], str]] = [
    ({}, "id_tag"),
    ({"id_tag": " "}, "id_tag"),
    ({"id_tag": "x" * 256}, "id_tag"),
    ({"id_tag": "A\u0000"}, "id_tag"),
    ({"id_tag": "A", "parent_id_tag": "a"}, "parent_id_tag"),
    ({"id_tag": "A", "expires_at": "2027-01-01T00:00:00"}, "expires_at"),
    ({"id_tag": "A", "max_active_transactions": 0}, "max_active_transactions"),
    ({"id_tag": "A", "user_id": "01930000-0000-7000-8000-000000000000"}, "user_id"),
    ({"id_tag": "A", "blocked": None}, "blocked"),
]


async def test_a_bad_field_is_named(api: Api) -> None:
    for body, field in BAD:
        answer = await api.post(TAGS, json=body)
        assert answer.status_code == 422, body
        assert [error["field"] for error in answer.json()["errors"]] == [field], body


async def test_use_is_counted_without_regard_to_case(api: Api) -> None:
    tag = await created(api, "STAFF-0001")
    charger = await api.database.charger()
    await transaction(charger, 1, id_token="staff-0001", state="completed")
    await transaction(charger, 2, id_token="Staff-0001", started_at=at(60))
    view = (await api.get(f"{TAGS}/{tag['id']}")).json()
    assert (view["active_transactions"], view["last_used_at"]) == (1, "2026-11-19T12:01:00Z")


async def test_the_list_is_alphabetical_searched_and_paged(api: Api) -> None:
    for name in ("b-2", "A-1", "C-3"):
        await created(api, name, blocked=name == "C-3", note="van" if name == "b-2" else None)
    first = (await api.get(TAGS, params={"limit": 2})).json()
    rest = (await api.get(TAGS, params={"limit": 2, "cursor": first["next_cursor"]})).json()
    assert [tag["id_tag"] for tag in first["items"] + rest["items"]] == ["A-1", "b-2", "C-3"]

    async def names(**params: Any) -> list[str]:
        return [tag["id_tag"] for tag in (await api.get(TAGS, params=params)).json()["items"]]

    assert await names(search="VAN") == ["b-2"]
    assert await names(search="-1") == ["A-1"]
    assert await names(blocked=True) == ["C-3"]


async def test_the_list_in_every_order(api: Api) -> None:
    long_ago, far = "2020-01-01T00:00:00Z", "2100-01-01T00:00:00Z"
    await created(api, "A", blocked=True, note="van", parent_id_tag="X", expires_at=long_ago)
    await created(api, "B", expires_at=long_ago, note="bus")
    await created(api, "C", expires_at=far, parent_id_tag="fleet")

    assert (await in_order(api, "status"), await in_order(api, "-status")) == ("CBA", "ABC")
    assert (await in_order(api, "note"), await in_order(api, "-note")) == ("CBA", "ABC")
    assert (await in_order(api, "parent_id_tag"), await in_order(api, "-parent_id_tag")) == ("CAB", "ACB")
    assert (await in_order(api, "-id_tag"), await in_order(api, "-id_tag", search="U")) == ("CBA", "B")
    assert await in_order(api, "id_tag", search="e") == "C"


async def test_the_list_by_use(api: Api) -> None:
    """Those that were never used, or do not charge, come last in both orders."""
    for name in ("A", "B", "C", "D"):
        await created(api, name)
    charger = await api.database.charger()
    await transaction(charger, 1, id_token="a", started_at=at(60))
    await transaction(charger, 2, id_token="B", started_at=at(30))
    await transaction(charger, 3, id_token="b")
    await transaction(charger, 4, id_token="C", started_at=at(90), state="completed")
    await last_uses.derive()
    assert (await in_order(api, "last_used"), await in_order(api, "-last_used")) == ("BACD", "CABD")
    assert (await in_order(api, "charging"), await in_order(api, "-charging")) == ("ABCD", "BADC")
    assert await in_order(api, "-last_used", charging=True) == "AB"
    assert await in_order(api, "-charging", search="c") == "C"


async def in_order(api: Api, sort: str, **params: Any) -> str:
    """The names, read in pages of one."""
    tags, cursor = "", None
    while True:
        given = {"sort": sort, "limit": 1, **params, **({"cursor": cursor} if cursor else {})}
        page = (await api.get(TAGS, params=given)).json()
        tags += "".join(tag["id_tag"] for tag in page["items"])
        cursor = page["next_cursor"]
        if cursor is None:
            return tags


async def test_the_list_is_of_those_that_are_asked_for(api: Api) -> None:
    ids = [(await created(api, name))["id"] for name in ("A", "B", "C")]
    found = (await api.get(TAGS, params={"id": [ids[2], ids[0]]})).json()
    assert [tag["id"] for tag in found["items"]] == [ids[0], ids[2]]
    assert (await api.get(TAGS, params={"id": ids[:1] * 101})).status_code == 422


async def test_the_list_knows_who_charges(api: Api) -> None:
    for name in ("A", "B", "C"):
        await created(api, name)
    charger = await api.database.charger()
    await transaction(charger, 1, id_token="a")
    await transaction(charger, 2, id_token="B", state="completed")
    nobody = await transaction(charger, 3, id_token="C")
    await Transaction.filter(id=nobody.id).update(id_token=None, id_token_folded=None)
    for charging, names in ((True, ["A"]), (False, ["B", "C"])):
        found = (await api.get(TAGS, params={"charging": charging})).json()
        assert [tag["id_tag"] for tag in found["items"]] == names


async def test_id_tags_in_figures(api: Api) -> None:
    assert (await api.get(f"{TAGS}/summary")).json() == {"total": 0, "blocked": 0, "expired": 0}
    past = {"expires_at": "2020-01-01T00:00:00Z"}
    await created(api, "A-1", blocked=True, **past)
    await created(api, "A-2", **past)
    await created(api, "B-1", expires_at="2100-01-01T00:00:00Z")
    assert (await api.get(f"{TAGS}/summary")).json() == {"total": 3, "blocked": 1, "expired": 1}
    found = (await api.get(f"{TAGS}/summary", params={"search": "a-", "blocked": False})).json()
    assert found == {"total": 1, "blocked": 0, "expired": 1}


async def test_deleting(api: Api) -> None:
    tag = await created(api)
    assert (await api.delete(f"{TAGS}/{tag['id']}")).status_code == 204
    assert (await api.get(f"{TAGS}/{tag['id']}")).status_code == 404
    assert (await api.delete(f"{TAGS}/{tag['id']}")).status_code == 404


async def test_a_tag_is_limited_to_places(api: Api) -> None:
    station = (await api.post("/api/admin/stations", json={"name": "Harbour"})).json()["id"]
    charger = str((await api.database.charger()).id)
    tag = await created(api, allowed_station_ids=[station, station], allowed_charger_ids=[charger])
    assert (tag["allowed_station_ids"], tag["allowed_charger_ids"]) == ([station], [charger])
    path = f"{TAGS}/{tag['id']}"
    assert (await api.put(path, json={"note": "x"})).json()["allowed_charger_ids"] == [charger]
    assert (await api.put(path, json={"allowed_charger_ids": None})).json()["allowed_charger_ids"] == []
    assert (await api.put(path, json={"allowed_charger_ids": []})).json()["allowed_charger_ids"] == []
    assert (await api.get(path)).json()["allowed_station_ids"] == [station]


async def test_a_place_that_is_not_there_is_named(api: Api) -> None:
    unknown = "01930000-0000-7000-8000-000000000000"
    for field in ("allowed_station_ids", "allowed_charger_ids"):
        answer = await api.post(TAGS, json={"id_tag": "A", field: [unknown]})
        assert (answer.status_code, answer.json()["errors"][0]["field"]) == (422, field)


async def test_a_deleted_place_may_stay_but_not_come(api: Api) -> None:
    """A tag never gains rights because a station goes; and a form that is sent whole stays possible."""
    station = (await api.post("/api/admin/stations", json={"name": "Harbour"})).json()["id"]
    tag, other = await created(api, allowed_station_ids=[station]), await created(api, "OTHER")
    assert (await api.delete(f"/api/admin/stations/{station}")).status_code == 204
    body = {"allowed_station_ids": [station]}
    assert (await api.put(f"{TAGS}/{tag['id']}", json=body)).json()["allowed_station_ids"] == [station]
    assert (await api.put(f"{TAGS}/{other['id']}", json=body)).status_code == 422
