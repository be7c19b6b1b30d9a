"""`/api/admin/unknown-tags`: who would like to charge."""

from typing import Any

from csms.store.facts import UnknownTagPresented
from csms.store.models import UnknownTag
from csms.store.models.base import new_id
from csms.store.statements import id_tags as statements
from tests.api.conftest import DRIVER, Api
from tests.services.database import at

UNKNOWN, TAGS = "/api/admin/unknown-tags", "/api/admin/id-tags"
CHARGER = new_id()


def presented(token: str, seconds: float = 0, charge_point_id: str = "CP-1") -> UnknownTagPresented:
    return UnknownTagPresented(CHARGER, charge_point_id, token, token.casefold(), at(seconds))


async def listed(api: Api, **params: Any) -> list[dict[str, Any]]:
    answer = await api.get(UNKNOWN, params=params)
    assert answer.status_code == 200, answer.text
    items: list[dict[str, Any]] = answer.json()["items"]
    return items


async def test_a_tag_is_one_row_however_often_it_comes(api: Api) -> None:
    """GEN-02"""
    await api.database.write([presented("Abc"), presented("ABC", 60, "CP-2")])
    (row,) = await listed(api)
    assert row.pop("id")
    assert row == {
        "id_tag": "ABC",
        "charger_id": str(CHARGER),
        "charge_point_id": "CP-2",
        "count": 2,
        "first_seen_at": "2026-11-19T12:00:00Z",
        "last_seen_at": "2026-11-19T12:01:00Z",
    }


async def test_the_list_is_paged_and_searched(api: Api) -> None:
    await api.database.write([presented(f"T-{n}", n, f"CP-{n % 2}") for n in range(5)])
    first = (await api.get(UNKNOWN, params={"limit": 3})).json()
    rest = (await api.get(UNKNOWN, params={"limit": 3, "cursor": first["next_cursor"]})).json()
    assert [row["id_tag"] for row in first["items"] + rest["items"]] == ["T-4", "T-3", "T-2", "T-1", "T-0"]
    assert rest["next_cursor"] is None
    assert [row["id_tag"] for row in await listed(api, search="t-2")] == ["T-2"]
    assert [row["id_tag"] for row in await listed(api, search="cp-1")] == ["T-3", "T-1"]


async def test_adopting(api: Api) -> None:
    await api.database.write([presented("Abc"), presented("Other")])
    (row,) = await listed(api, search="abc")
    answer = await api.post(f"{UNKNOWN}/{row['id']}/adopt", json={"note": "Ada", "parent_id_tag": "FLEET"})
    assert answer.status_code == 201, answer.text
    tag = answer.json()
    assert (tag["id_tag"], tag["note"], tag["parent_id_tag"]) == ("Abc", "Ada", "FLEET")
    assert (await api.get(f"{TAGS}/{tag['id']}")).json() == tag
    assert (await api.post(f"{UNKNOWN}/{row['id']}/adopt")).status_code == 404
    (other,) = await listed(api)
    assert (await api.post(f"{UNKNOWN}/{other['id']}/adopt")).status_code == 201
    assert await listed(api) == []


async def test_a_refused_adoption_changes_nothing(api: Api) -> None:
    await api.database.write([presented("Abc")])
    (row,) = await listed(api)
    for body, field in (({"id_tag": "X"}, "id_tag"), ({"user_id": str(new_id())}, "user_id")):
        answer = await api.post(f"{UNKNOWN}/{row['id']}/adopt", json=body)
        assert (answer.status_code, answer.json()["errors"][0]["field"]) == (422, field)
    assert await listed(api) == [row]
    assert (await api.get(TAGS)).json()["items"] == []


async def test_forgetting(api: Api) -> None:
    await api.database.write([presented("Abc")])
    (row,) = await listed(api)
    assert (await api.delete(f"{UNKNOWN}/{row['id']}")).status_code == 204
    assert (await api.delete(f"{UNKNOWN}/{row['id']}")).status_code == 404
    assert await listed(api) == []


async def test_registered_is_unknown_no_more(api: Api) -> None:
    """By a new tag, by a renamed one, and when the message is stored after the tag."""
    await api.database.write([presented("One"), presented("Two")])
    tag = (await api.post(TAGS, json={"id_tag": "ONE"})).json()
    assert [row["id_tag"] for row in await listed(api)] == ["Two"]
    await api.put(f"{TAGS}/{tag['id']}", json={"id_tag": "two"})
    await api.database.write([presented("TWO")])
    assert await listed(api) == []


async def test_the_list_is_bounded(api: Api) -> None:
    await api.database.write([presented(f"T{n:05}", n) for n in range(statements.LIMIT + 5)])
    assert await UnknownTag.all().count() == statements.LIMIT
    assert not await UnknownTag.filter(folded="t00004").exists()
    assert await UnknownTag.filter(folded="t00005").exists()


async def test_it_is_for_administrators(api: Api) -> None:
    headers = await api.signed_in(DRIVER)
    assert (await api.get(UNKNOWN, headers=headers)).status_code == 403
