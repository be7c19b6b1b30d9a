"""Templates, wishes for one charger, drift and its repair, over REST."""

from typing import Any

import pytest

from csms.store.facts import ConfigurationReported, ConfigurationTried
from csms.store.models import Charger
from tests.api.conftest import DRIVER, Api
from tests.services.database import NOW

TEMPLATES = "/api/admin/configuration-templates"
DRIFT = "/api/admin/configuration-drift"
HEARTBEAT = {"key": "HeartbeatInterval", "value": "600"}


async def template(api: Api, name: str = "All", status: int = 201, **fields: Any) -> dict[str, Any]:
    answer = await api.post(TEMPLATES, json={"name": name, "keys": [HEARTBEAT], **fields})
    assert answer.status_code == status, answer.text
    body: dict[str, Any] = answer.json()
    return body


async def drift(api: Api, charger: Charger) -> dict[str, Any]:
    answer = await api.get(f"/api/admin/chargers/{charger.id}/configuration/drift")
    assert answer.status_code == 200, answer.text
    body: dict[str, Any] = answer.json()
    return body


async def states(api: Api, charger: Charger) -> dict[str, str]:
    return {one["key"]: one["state"] for one in (await drift(api, charger))["items"]}


async def report(api: Api, charger: Charger, *keys: tuple[str, str | None, bool]) -> None:
    await api.database.write([ConfigurationReported(charger.id, NOW, list(keys))])


async def repair(api: Api, charger: Charger, **body: Any) -> list[dict[str, Any]]:
    answer = await api.post(f"/api/admin/chargers/{charger.id}/configuration/repair", json=body)
    assert answer.status_code == 200, answer.text
    items: list[dict[str, Any]] = answer.json()["items"]
    return items


async def test_a_template_from_its_making_to_its_end(api: Api) -> None:
    made = await template(api, "Kestrel", vendor=" Kestrel ", note="for all of them")
    path = f"{TEMPLATES}/{made['id']}"
    assert (made["vendor"], made["model"], made["apply"]) == ("Kestrel", "", "on_request")
    assert made["keys"] == [HEARTBEAT]
    assert (await api.get(path)).json() == made
    changed = (await api.put(path, json={"apply": "on_boot", "name": "kestrel"})).json()
    assert (changed["apply"], changed["name"], changed["keys"]) == ("on_boot", "kestrel", [HEARTBEAT])
    assert (await api.delete(path)).status_code == 204
    for gone in (await api.get(path), await api.put(path, json={}), await api.delete(path)):
        assert gone.status_code == 404


async def test_templates_are_listed_by_name_in_pages(api: Api) -> None:
    for name in ("b", "C", "A"):
        await template(api, name)
    page = (await api.get(TEMPLATES, params={"limit": 2})).json()
    rest = (await api.get(TEMPLATES, params={"limit": 2, "cursor": page["next_cursor"]})).json()
    assert [one["name"] for one in page["items"] + rest["items"]] == ["A", "b", "C"]
    assert rest["next_cursor"] is None


async def test_a_name_is_taken_whatever_its_case(api: Api) -> None:
    await template(api, "Kestrel")
    other = await template(api, "Other")
    assert (await template(api, "KESTREL", 409))["errors"][0]["field"] == "name"
    assert (await api.put(f"{TEMPLATES}/{other['id']}", json={"name": "kestrel"})).status_code == 409


BAD: list[tuple[list[dict[str, str]], str]] = [
    ([{"key": "HeartbeatInterval", "value": "soon"}], "keys.0.value"),
    ([HEARTBEAT, {"key": "LocalPreAuthorize", "value": "yes"}], "keys.1.value"),
    ([{"key": "numberofconnectors", "value": "2"}], "keys.0.value"),
    ([{"key": "AuthorizationKey", "value": "0" * 40}], "keys.0.value"),
    ([{"key": "WifiPassword", "value": "hello"}], "keys.0.value"),
    ([{"key": "SecurityProfile", "value": "0"}], "keys.0.value"),
    ([HEARTBEAT, {"key": "heartbeatinterval", "value": "1"}], "keys.1.key"),
    ([{"key": "x" * 51, "value": ""}], "keys.0.key"),
    ([{"key": "X", "value": "x" * 501}], "keys.0.value"),
    ([{"key": f"K{n}", "value": ""} for n in range(101)], "keys"),
    (
        [
            {"key": "WebSocketPingInterval", "value": "180"},
            {"key": "TransactionMessageAttempts", "value": "3"},
            {"key": "TransactionMessageRetryInterval", "value": "60"},
        ],
        "keys",
    ),
]


@pytest.mark.parametrize(("keys", "field"), BAD)
async def test_what_must_not_be_wished(api: Api, keys: list[dict[str, str]], field: str) -> None:
    """CFG-01, CFG-05, LIVE-04: a secret, a profile, what is read-only, what contradicts itself."""
    charger = await api.database.charger()
    path = f"/api/admin/chargers/{charger.id}/configuration/desired"
    for answer in (
        await api.post(TEMPLATES, json={"name": "T", "keys": keys}),
        await api.put(path, json={"keys": keys}),
    ):
        assert answer.status_code == 422, answer.text
        assert [error["field"] for error in answer.json()["errors"]] == [field]
    assert (await api.get(TEMPLATES)).json()["items"] == []
    assert (await api.get(path)).json() == {"apply": "on_request", "keys": []}


async def test_what_is_read_only_at_this_charger_is_not_wished_of_it(api: Api) -> None:
    """CFG-04: its word goes before ours."""
    charger = await api.database.charger()
    await report(api, charger, ("HeartbeatInterval", "300", True))
    path = f"/api/admin/chargers/{charger.id}/configuration/desired"
    answer = await api.put(path, json={"keys": [HEARTBEAT]})
    assert answer.status_code == 422
    await template(api)
    assert await states(api, charger) == {"HeartbeatInterval": "read_only"}


async def test_the_wishes_of_a_charger_go_before_templates(api: Api) -> None:
    charger = await api.database.charger(vendor="Kestrel")
    general = await template(api)
    path = f"/api/admin/chargers/{charger.id}/configuration/desired"
    assert (await drift(api, charger))["items"][0]["template"] == general["id"]
    wishes = {"apply": "on_boot", "keys": [{"key": "heartbeatInterval", "value": "60"}]}
    assert (await api.put(path, json=wishes)).json() == wishes
    assert (await api.get(path)).json() == wishes
    (found,) = (await drift(api, charger))["items"]
    assert (found["source"], found["desired"], found["overridden"]) == ("charger", "60", ["All"])
    assert (await api.put(path, json={"keys": []})).json() == {"apply": "on_request", "keys": []}
    assert (await drift(api, charger))["items"][0]["source"] == "All"
    missing = "/api/admin/chargers/01930000-0000-7000-8000-000000000000/configuration"
    for answer in (
        await api.get(f"{missing}/desired"),
        await api.put(f"{missing}/desired", json={"keys": []}),
        await api.get(f"{missing}/drift"),
        await api.post(f"{missing}/repair"),
    ):
        assert answer.status_code == 404


async def test_drift_follows_what_the_charger_reports(api: Api) -> None:
    """CFG-04"""
    charger = await api.database.charger(firmware_version="1")
    await template(api)
    assert await states(api, charger) == {"HeartbeatInterval": "unknown"}
    await report(api, charger, ("HeartbeatInterval", "600", False))
    assert await states(api, charger) == {"HeartbeatInterval": "in_step"}
    await report(api, charger, ("HeartbeatInterval", "300", False))
    assert await states(api, charger) == {"HeartbeatInterval": "differs"}
    await api.database.write([ConfigurationTried(charger.id, NOW, "HeartbeatInterval", "600", "Rejected")])
    (found,) = (await drift(api, charger))["items"]
    assert found["state"] == "rejected"
    assert found["last_try"]["status"] == "Rejected"
    await Charger.filter(id=charger.id).update(firmware_version="2")  # which may know better
    assert await states(api, charger) == {"HeartbeatInterval": "differs"}


async def test_a_repair_changes_what_differs_and_no_more(api: Api) -> None:
    charger = await api.database.charger()
    await api.chargers.connect(charger)
    keys = [HEARTBEAT, {"key": "LocalPreAuthorize", "value": "true"}, {"key": "Vendor", "value": "x"}]
    await template(api, keys=keys)
    await report(api, charger, ("HeartbeatInterval", "300", False), ("LocalPreAuthorize", "true", False))
    results = await repair(api, charger)
    assert [(one["key"], one["result"]) for one in results] == [
        ("HeartbeatInterval", "accepted"),
        ("Vendor", "accepted"),
    ]
    assert [order.request for order in api.chargers.orders] == [HEARTBEAT, keys[2]]
    assert all(one["command"] for one in results)


@pytest.mark.parametrize(
    ("answer", "result"),
    [("RebootRequired", "reboot_required"), ("Rejected", "rejected"), ("NotSupported", "not_supported")],
)
async def test_each_answer_is_told(api: Api, answer: str, result: str) -> None:
    """CFG-01"""
    charger = await api.database.charger()
    await api.chargers.connect(charger)
    await template(api)
    api.chargers.response = {"status": answer}
    assert [one["result"] for one in await repair(api, charger, keys=["heartbeatinterval"])] == [result]
    assert await repair(api, charger, keys=["Other"]) == []


async def test_what_was_refused_is_asked_again_only_on_request(api: Api) -> None:
    charger = await api.database.charger()
    await api.chargers.connect(charger)
    await template(api)
    await api.database.write([ConfigurationTried(charger.id, NOW, "HeartbeatInterval", "600", "Rejected")])
    assert await repair(api, charger) == []
    assert [one["result"] for one in await repair(api, charger, again=True)] == ["accepted"]


async def test_a_charger_that_falls_silent_is_asked_no_more(api: Api) -> None:
    charger = await api.database.charger()
    await api.chargers.connect(charger)
    await template(api, keys=[{"key": "A", "value": "1"}, {"key": "B", "value": "1"}])
    api.chargers.state = "timeout"
    assert [one["result"] for one in await repair(api, charger)] == ["no_answer", "not_sent"]
    api.chargers.state = "error"
    (first, second) = await repair(api, charger)
    assert (first["result"], first["detail"], second["result"]) == ("error", "GenericError", "error")


async def test_a_charger_that_is_offline_is_not_repaired(api: Api) -> None:
    charger = await api.database.charger()
    await template(api)
    path = f"/api/admin/chargers/{charger.id}/configuration/repair"
    assert (await api.post(path)).status_code == 409


LIVE = (
    ("WebSocketPingInterval", "200", False),
    ("TransactionMessageAttempts", "3", False),
    ("TransactionMessageRetryInterval", "60", False),
)


async def test_a_ping_that_comes_too_late_is_found(api: Api) -> None:
    """LIVE-04: as the charger reports it, and as it would be with what is wished."""
    charger = await api.database.charger()
    await report(api, charger, *LIVE)
    (found,) = (await drift(api, charger))["findings"]
    assert (found["rule"], found["about"]) == ("LIVE-04", "reported")
    await template(api, keys=[{"key": "WebSocketPingInterval", "value": "60"}])
    assert [one["about"] for one in (await drift(api, charger))["findings"]] == ["reported"]
    await report(api, charger, ("WebSocketPingInterval", "60", False))
    assert (await drift(api, charger))["findings"] == []
    await template(api, "Slow", model="", keys=[{"key": "TransactionMessageAttempts", "value": "1"}])
    assert [one["about"] for one in (await drift(api, charger))["findings"]] == ["desired"]
    page = (await api.get(DRIFT, params={"state": "contradiction"})).json()
    assert [one["charge_point_id"] for one in page["items"]] == ["CP-0001"]


async def test_the_chargers_that_drift(api: Api) -> None:
    await template(api)
    for number, value in enumerate(("600", "300", None)):
        charger = await api.database.charger(f"CP-{number}")
        if value:
            await report(api, charger, ("HeartbeatInterval", value, False))

    async def found(**query: Any) -> list[str]:
        answer = await api.get(DRIFT, params=query)
        assert answer.status_code == 200, answer.text
        return [one["charge_point_id"] for one in answer.json()["items"]]

    assert await found() == ["CP-1", "CP-2"]
    assert await found(state="unknown") == ["CP-2"]
    assert await found(state="in_step") == ["CP-0"]
    assert await found(search="CP-1") == ["CP-1"]
    assert await found(station_id="01930000-0000-7000-8000-000000000000") == []
    page = (await api.get(DRIFT, params={"limit": 1})).json()
    assert page["items"][0]["states"] == {"differs": 1}
    assert page["items"][0]["keys"] == ["HeartbeatInterval"]
    rest = (await api.get(DRIFT, params={"cursor": page["next_cursor"]})).json()
    assert [one["charge_point_id"] for one in rest["items"]] == ["CP-2"]
    assert rest["next_cursor"] is None
    assert (await api.get(DRIFT, params={"state": "odd"})).status_code == 422
    assert (await api.get(DRIFT, params={"sort": "odd"})).status_code == 422
    assert await found(sort="-charge_point_id") == ["CP-2", "CP-1"]
    figures = (await api.get(f"{DRIFT}/summary")).json()
    assert (figures["total"], figures["online"]) == (2, 0)
    assert (figures["states"]["differs"], figures["states"]["unknown"]) == (1, 1)


async def test_a_list_of_who_drifts_follows_each_change(api: Api) -> None:
    """Whoever asks right after it is told what is so then."""
    charger = await api.database.charger()

    async def drifting() -> int:
        total: int = (await api.get(f"{DRIFT}/summary")).json()["total"]
        return total

    assert await drifting() == 0
    made = await template(api, model="")
    assert await drifting() == 1
    await report(api, charger, ("HeartbeatInterval", made["keys"][0]["value"], False))
    assert await drifting() == 0
    wishes = {"keys": [{"key": "HeartbeatInterval", "value": "17"}]}
    await api.put(f"/api/admin/chargers/{charger.id}/configuration/desired", json=wishes)
    assert await drifting() == 1
    await api.put(f"/api/admin/chargers/{charger.id}/configuration/desired", json={"keys": []})
    assert await drifting() == 0
    changed = {"keys": [{"key": "HeartbeatInterval", "value": "18"}]}
    await api.put(f"{TEMPLATES}/{made['id']}", json=changed)
    assert await drifting() == 1
    await api.delete(f"{TEMPLATES}/{made['id']}")
    assert await drifting() == 0


async def test_drivers_have_no_part_in_it(api: Api) -> None:
    header = await api.signed_in(DRIVER)
    for path in (TEMPLATES, DRIFT):
        assert (await api.get(path, headers=header)).status_code == 403
