"""`/violations`, `/chargers/{id}/violations` and `/scorecards`."""

from csms.store.facts import MessageLogged
from tests.api.conftest import Api
from tests.services.database import at


async def test_the_field_s_scorecard(api: Api) -> None:
    """DEC-3: each with the raw frame and the rule that it breaks."""
    charger = await api.database.charger(vendor="Kestrel", model="AC 22", firmware_version="2.4.1")
    broken = {"rule": "extra", "path": "vendorField", "message": "a field that does not exist"}
    for seconds, path in enumerate(("one", "two", "three")):
        frame = MessageLogged(
            charger.id, at(seconds), "in", "CALL", "1", "Authorize", '[2,"1"]', [{**broken, "path": path}]
        )
        await api.database.write([frame])
    own = f"/api/admin/chargers/{charger.id}/violations"
    first = (await api.get(own, params={"limit": 2})).json()
    second = (await api.get(own, params={"limit": 2, "cursor": first["next_cursor"]})).json()
    assert [v["path"] for v in first["items"] + second["items"]] == ["three", "two", "one"]
    assert (first["items"][0]["raw"], first["items"][0]["rule"]) == ('[2,"1"]', "extra")
    assert first["items"][0]["said"] == {"text": "a field that does not exist", "values": {}}
    all_of_it = await api.get("/api/admin/violations", params={"action": "Authorize", "model": "AC 22"})
    assert len(all_of_it.json()["items"]) == 3
    assert (await api.get("/api/admin/violations", params={"rule": "enum"})).json()["items"] == []
    (card,) = (await api.get("/api/admin/scorecards")).json()["items"]
    assert (card["model"], card["chargers"], card["violations"]) == ("AC 22", 1, 3)
    assert (
        await api.get("/api/admin/scorecards", params={"cursor": first["next_cursor"]})
    ).status_code == 422
    assert (await api.get("/api/admin/chargers/nobody/violations")).status_code == 404


async def test_how_well_one_charger_keeps_to_the_rules(api: Api) -> None:
    """Of the last seven days: rounded down, so that nobody who breaks a rule has a hundred."""
    charger = await api.database.charger()
    own = f"/api/admin/chargers/{charger.id}/conformance"
    assert (await api.get(own)).json()["score"] is None
    broken = {"rule": "extra", "path": "vendorField", "message": "a field that does not exist"}
    api.clock.now = at(60)
    frames = [
        MessageLogged(
            charger.id, at(second), "in", "CALL", "1", "Authorize", "[]", [broken] if second < 1 else None
        )
        for second in (-8 * 86400, *range(-1, 1), *range(1, 1500))
    ]
    for one in frames[:1], frames[1:]:
        await api.database.write(one)
    answer = (await api.get(own)).json()
    assert (answer["messages"], answer["broken"], answer["score"]) == (1501, 2, 99.8)
    (rule,) = answer["items"]
    assert (rule["rule"], rule["action"], rule["count"]) == ("extra", "Authorize", 3)
    assert answer["since"] == rule["first_at"] < answer["from"]


async def broken(api: Api) -> None:
    """CP-10 breaks one rule, CP-9 another one and the same."""
    columns = {"vendor": "Kestrel", "model": "AC 22", "firmware_version": "2"}
    ten = await api.database.charger("CP-10", **columns)
    nine = await api.database.charger("CP-9", **(columns | {"firmware_version": "3"}))
    for seconds, (charger, action, rule, text) in enumerate(
        (
            (nine, "Heartbeat", "extra", "one too much"),
            (ten, "Authorize", "extra", "one too much"),
            (nine, "Authorize", "maxLength", "too long"),
            (nine, "Authorize", "maxLength", "too long"),
        )
    ):
        broken = [{"rule": rule, "path": "a", "message": text}]
        frame = MessageLogged(charger.id, at(seconds), "in", "CALL", "1", action, "[]", broken)
        await api.database.write([frame])


async def test_kinds_of_violations_in_every_order(api: Api) -> None:
    await broken(api)

    async def found(sort: str, **params: str) -> list[str]:
        """In pages of one."""
        names, cursor = [], ""
        while True:
            asked = {"sort": sort, "limit": "1", **params, **({"cursor": cursor} if cursor else {})}
            page = (await api.get("/api/admin/violations", params=asked)).json()
            names += [f"{one['charge_point_id']} {one['action']}" for one in page["items"]]
            cursor = page["next_cursor"]
            if cursor is None:
                return names

    latest = ["CP-9 Authorize", "CP-10 Authorize", "CP-9 Heartbeat"]
    assert await found("-last_at") == latest
    assert await found("last_at") == latest[::-1]
    assert (await found("charge_point_id"))[2] == "CP-10 Authorize"
    assert (await found("-count"))[0] == "CP-9 Authorize"
    assert (await found("-rule"))[0] == "CP-9 Authorize"
    assert (await found("-action"))[0] == "CP-9 Heartbeat"
    assert (await found("firmware_version"))[0] == "CP-10 Authorize"
    assert await found("-last_at", search="cp-1") == ["CP-10 Authorize"]
    assert await found("-last_at", search="TOO LONG") == ["CP-9 Authorize"]


async def test_violations_in_figures(api: Api) -> None:
    await broken(api)
    path = "/api/admin/violations"
    figures = (await api.get(f"{path}/summary")).json()
    assert (figures["total"], figures["chargers"]) == (3, 2)
    assert sorted((kind["rule"], kind["firmware_version"], kind["total"]) for kind in figures["kinds"]) == [
        ("extra", "2", 1),
        ("extra", "3", 1),
        ("maxLength", "3", 1),
    ]
    assert (await api.get(f"{path}/summary", params={"rule": "nothing"})).json() == {
        "total": 0,
        "chargers": 0,
        "kinds": [],
    }
    (one, *_) = (await api.get(path)).json()["items"]
    assert (await api.get(path, params={"id": one["id"]})).json()["items"] == [one]
