"""ETags: what has not changed is not sent again, what somebody else has changed is not overwritten."""

import asyncio
from typing import Any

import pytest

from csms.store.models import Charger
from tests.api.conftest import DRIVER, Api

STATIONS = "/api/admin/stations"


async def new_station(api: Api) -> tuple[str, str]:
    """Its address and its ETag."""
    made = await api.post(STATIONS, json={"name": "Lindenhof"})
    address = f"{STATIONS}/{made.json()['id']}"
    return address, (await api.get(address)).headers["etag"]


async def test_what_has_not_changed_is_not_sent_again(api: Api) -> None:
    address, etag = await new_station(api)
    for known in (etag, f"W/{etag}", f'"other", {etag}', "*"):
        again = await api.get(address, headers={"If-None-Match": known})
        assert (again.status_code, again.content, again.headers["etag"]) == (304, b"", etag)
    await api.put(address, json={"note": "roof"})
    changed = await api.get(address, headers={"If-None-Match": etag})
    assert (changed.status_code, changed.json()["note"]) == (200, "roof")


async def test_lists_have_one_too(api: Api) -> None:
    etag = (await api.get(STATIONS)).headers["etag"]
    assert (await api.get(STATIONS, headers={"If-None-Match": etag})).status_code == 304
    await new_station(api)
    assert (await api.get(STATIONS, headers={"If-None-Match": etag})).status_code == 200


@pytest.mark.parametrize("method", ["PUT", "PATCH", "DELETE"])
async def test_who_has_seen_an_older_state_changes_nothing(api: Api, method: str) -> None:
    address, etag = await new_station(api)
    newer = (await api.patch(address, json={"note": "mine"}, headers={"If-Match": etag})).headers["etag"]
    body = None if method == "DELETE" else {"note": "theirs"}
    late = await api.request(method, address, json=body, headers={"If-Match": etag})
    assert (late.status_code, late.json()["title"], late.headers["etag"]) == (412, "Changed meanwhile", newer)
    assert (await api.get(address)).json()["note"] == "mine"
    fresh = await api.request(method, address, json=body, headers={"If-Match": f'"old", W/{newer}'})
    assert fresh.status_code == (204 if method == "DELETE" else 200)


async def test_any_state_that_there_is(api: Api) -> None:
    address, _ = await new_station(api)
    assert (await api.put(address, json={"note": "a"}, headers={"If-Match": "*"})).status_code == 200
    assert (await api.delete(address, headers={"If-Match": "*"})).status_code == 204
    assert (await api.put(address, json={"note": "a"}, headers={"If-Match": "*"})).status_code == 404


async def two_at_once(api: Api, address: str, bodies: tuple[Any, Any]) -> list[int]:
    etag = (await api.get(address)).headers["etag"]
    answers = await asyncio.gather(
        *(api.put(address, json=body, headers={"If-Match": etag}) for body in bodies)
    )
    return sorted(answer.status_code for answer in answers)


async def test_of_two_who_go_at_once_one_wins(api: Api) -> None:
    """Whatever it is: each deed looks again in its own transaction."""
    charger = await api.database.charger()
    station = await new_station(api)
    tag = (await api.post("/api/admin/id-tags", json={"id_tag": "A"})).json()
    user = (await api.post("/api/admin/users", json={"email": "a@example.com"})).json()
    template = {"name": "T", "keys": [{"key": "HeartbeatInterval", "value": "60"}]}
    template = (await api.post("/api/admin/configuration-templates", json=template)).json()
    desired = [{"apply": "on_boot", "keys": [{"key": "HeartbeatInterval", "value": n}]} for n in ("60", "90")]
    races: list[tuple[str, Any, Any]] = [
        (station[0], {"note": "a"}, {"note": "b"}),
        (f"/api/admin/chargers/{charger.id}", {"name": "a"}, {"name": "b"}),
        (f"/api/admin/id-tags/{tag['id']}", {"note": "a"}, {"note": "b"}),
        (f"/api/admin/users/{user['id']}", {"name": "a"}, {"name": "b"}),
        (f"/api/admin/configuration-templates/{template['id']}", {"note": "a"}, {"note": "b"}),
        (f"/api/admin/chargers/{charger.id}/configuration/desired", desired[0], desired[1]),
        (f"/api/admin/local-lists/{charger.id}", {"mode": "all"}, {"mode": "tags", "id_tags": ["A"]}),
    ]
    for address, one, other in races:
        assert await two_at_once(api, address, (one, other)) == [200, 412], address


async def test_a_charger_that_is_heard_of_can_be_changed_all_the_same(api: Api) -> None:
    """What it says of itself is in the answer, and no reason to refuse what an operator writes."""
    charger = await api.database.charger()
    address = f"/api/admin/chargers/{charger.id}"
    etag = (await api.get(address)).headers["etag"]
    await Charger.filter(id=charger.id).update(last_seen_at=api.clock(), firmware_version="2")
    fresh = await api.get(address, headers={"If-None-Match": etag})
    assert (fresh.status_code, fresh.headers["etag"] != etag) == (200, True)
    assert (await api.put(address, json={"name": "A"}, headers={"If-Match": etag})).status_code == 200


async def test_what_cannot_be_read_has_no_state_to_be_seen(api: Api) -> None:
    address = "/api/admin/unknown-tags/01930000-0000-7000-8000-000000000000"
    answer = await api.delete(address, headers={"If-Match": '"x"'})
    assert (answer.status_code, answer.json()["errors"][0]["field"]) == (422, "If-Match")


async def test_an_etag_is_no_way_around_a_right(api: Api) -> None:
    address, etag = await new_station(api)
    driver = await api.signed_in(DRIVER)
    assert (await api.put(address, json={}, headers={**driver, "If-Match": etag})).status_code == 403


async def test_a_merge_patch_changes_what_it_names(api: Api) -> None:
    """RFC 7396: null removes, what is not named stays."""
    address, _ = await new_station(api)
    headers = {"content-type": "application/merge-patch+json"}
    await api.patch(address, content=b'{"note": "roof", "power_limit_w": 1}', headers=headers)
    patched = (await api.patch(address, content=b'{"note": null}', headers=headers)).json()
    assert (patched["name"], patched["note"], patched["power_limit_w"]) == ("Lindenhof", None, 1)
