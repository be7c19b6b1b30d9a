"""What chargers are to be configured to: templates, drift, repair, over real sockets."""

import asyncio
from collections.abc import AsyncIterator
from typing import Any

import pytest

from csms.simulator.charge_point import ChargePoint
from csms.simulator.hardware import AC_22, Hardware
from tests.certification.station import BOOT, Station, station_of
from tests.journeys.quick_clock import QuickClock
from tests.journeys.rest import Operator
from tests.journeys.server import RunningServer
from tests.journeys.waiting import until

PING = "WebSocketPingInterval"


def value(key: str, value: str, *, readonly: bool = False) -> dict[str, Any]:
    return {"key": key, "value": value, "readonly": readonly}


class Template:
    """One that is gone with the test, as all chargers of the server would have its wishes."""

    def __init__(self, operator: Operator) -> None:
        self.operator = operator
        self.paths: list[str] = []

    async def __call__(
        self, charger: dict[str, Any], *keys: tuple[str, str], **fields: Any
    ) -> dict[str, Any]:
        """For chargers of a vendor that is named like this one."""
        body = {
            "name": f"for {charger['charge_point_id']}",
            "vendor": charger["charge_point_id"],
            "keys": [{"key": key, "value": value} for key, value in keys],
            **fields,
        }
        made: dict[str, Any] = await self.operator.post("/configuration-templates", body, 201)
        self.paths.append(f"/api/admin/configuration-templates/{made['id']}")
        return made


@pytest.fixture
async def template(operator: Operator) -> AsyncIterator[Template]:
    template = Template(operator)
    yield template
    for path in template.paths:
        assert (await operator.client.delete(path)).status_code == 204


async def boot(station: Station, **fields: Any) -> None:
    await station.call(
        "BootNotification", BOOT | {"chargePointVendor": station.charger["charge_point_id"], **fields}
    )


async def states(operator: Operator, charger: dict[str, Any]) -> dict[str, str]:
    items = await operator.items(f"/chargers/{charger['id']}/configuration/drift")
    return {one["key"]: one["state"] for one in items}


async def repaired(
    station: Station, answers: dict[str, str], **body: Any
) -> tuple[list[dict[str, Any]], dict[str, str]]:
    """The requests that came, and what REST says of each key. answers: by key, in the order in which they come."""
    path = f"/chargers/{station.charger['id']}/configuration/repair"
    posting = asyncio.create_task(station.operator.post(path, body))
    asked = [await station.asked("ChangeConfiguration", {"status": answer}) for answer in answers.values()]
    items = (await posting)["items"]
    assert [one["key"] for one in asked] == list(answers)
    return asked, {one["key"]: one["result"] for one in items}


async def test_a_repair_and_what_then_is_true(
    server: RunningServer, operator: Operator, template: Template
) -> None:
    """CFG-01, CFG-04: accepted is true, RebootRequired is not yet, and what was refused is not asked for ever."""
    charger = await operator.new_charger()
    wishes = [
        ("A", "1"),
        ("B", "1"),
        ("C", "1"),
        ("D", "1"),
        ("HeartbeatInterval", "600"),
        ("LocalPreAuthorize", "true"),
    ]
    await template(charger, *wishes)
    async with station_of(server, operator, charger) as station:
        await boot(station)
        keys = [
            value("A", "0"),
            value("HeartbeatInterval", "0600"),
            value("localpreauthorize", "false", readonly=True),
        ]
        await station.ordered("GetConfiguration", {}, {"configurationKey": keys})
        assert await states(operator, charger) == {
            "A": "differs",
            "B": "unknown",
            "C": "unknown",
            "D": "unknown",
            "HeartbeatInterval": "in_step",
            "LocalPreAuthorize": "read_only",
        }
        answers = {"A": "Accepted", "B": "RebootRequired", "C": "Rejected", "D": "NotSupported"}
        asked, results = await repaired(station, answers)
        assert asked[0] == {"key": "A", "value": "1"}
        assert results == {"A": "accepted", "B": "reboot_required", "C": "rejected", "D": "not_supported"}
        stand = {
            "A": "in_step",
            "B": "pending_reboot",
            "C": "rejected",
            "D": "not_supported",
            "HeartbeatInterval": "in_step",
            "LocalPreAuthorize": "read_only",
        }
        assert await states(operator, charger) == stand
        assert await repaired(station, {}) == ([], {})
        assert (await repaired(station, {"C": "Accepted", "D": "NotSupported"}, again=True))[1] == {
            "C": "accepted",
            "D": "not_supported",
        }
        assert await states(operator, charger) == stand | {"C": "in_step"}
        (found,) = await operator.items("/configuration-drift", search=charger["charge_point_id"])
        assert found["keys"] == ["B", "D", "LocalPreAuthorize"]


async def test_a_charger_that_says_otherwise_later_drifts(
    server: RunningServer, operator: Operator, template: Template
) -> None:
    """CFG-04: also what an operator changes by hand, by a command of any kind."""
    charger = await operator.new_charger()
    await template(charger, ("HeartbeatInterval", "600"))
    async with station_of(server, operator, charger) as station:
        await boot(station)
        change = {"key": "heartbeatinterval", "value": "600"}
        await station.ordered("ChangeConfiguration", change, {"status": "Accepted"})
        assert await states(operator, charger) == {"HeartbeatInterval": "in_step"}
        await station.ordered(
            "GetConfiguration",
            {"key": ["HeartbeatInterval"]},
            {"configurationKey": [value("HeartbeatInterval", "900")]},
        )
        assert await states(operator, charger) == {"HeartbeatInterval": "differs"}
        await station.ordered("ChangeConfiguration", change | {"value": "60"}, {"status": "Accepted"})
        assert await states(operator, charger) == {"HeartbeatInterval": "differs"}
        await station.ordered("GetConfiguration", {"key": ["Nonsense"]}, {"unknownKey": ["Nonsense"]})
        wishes = {"keys": [{"key": "Nonsense", "value": "1"}]}
        await operator.put(f"/chargers/{charger['id']}/configuration/desired", wishes)
        assert (await states(operator, charger))["Nonsense"] == "not_supported"


async def test_after_a_boot(server: RunningServer, operator: Operator, template: Template) -> None:
    """CFG-03, CFG-04: it is asked first, as many keys at a time as it takes, then what differs is changed; once."""
    charger = await operator.new_charger()
    await template(charger, ("A", "1"), ("B", "1"), apply="on_boot")
    await template(charger, ("Other", "1"), name=f"other {charger['id']}")
    drift = f"/chargers/{charger['id']}/configuration/drift"
    async with station_of(server, operator, charger) as station:
        await boot(station)
        keys = [value("A", "0"), value("B", "1"), value("GetConfigurationMaxKeys", "1", readonly=True)]
        asked = await station.asked("GetConfiguration", {"configurationKey": keys})
        assert asked == {"key": ["A", "B"]}
        changed = await station.asked("ChangeConfiguration", {"status": "RebootRequired"})
        assert changed == {"key": "A", "value": "1"}
        await operator.eventually(drift, lambda found: found["items"][0]["state"] == "pending_reboot")
        await boot(station)
        for key in ("A", "B"):
            asked = await station.asked("GetConfiguration", {"configurationKey": [value(key, "1")]})
            assert asked == {"key": [key]}
        await operator.eventually(
            drift, lambda found: [one["state"] for one in found["items"]] == ["in_step", "in_step", "unknown"]
        )
        assert await station.call("Heartbeat", {})  # and nothing is in front of its answer


async def test_what_waited_for_the_boot_is_read_after_it(server: RunningServer, operator: Operator) -> None:
    """CFG-01, CFG-04: whoever had asked for it; until then nobody knows whether the charger has kept it."""
    charger = await operator.new_charger()
    configuration = f"/chargers/{charger['id']}/configuration"
    async with station_of(server, operator, charger) as station:
        await boot(station)
        change = {"key": PING, "value": "30"}
        await station.ordered("ChangeConfiguration", change, {"status": "RebootRequired"})
        (waiting,) = await operator.items(configuration)
        assert (waiting["value"], waiting["pending_value"]) == (None, "30")
        await boot(station)
        asked = await station.asked("GetConfiguration", {"configurationKey": [value(PING, "30")]})
        assert asked == {"key": [PING]}

        def is_true(found: dict[str, Any]) -> bool:
            (key,) = found["items"]
            return (key["value"], key["pending_value"]) == ("30", None)

        await operator.eventually(configuration, is_true)


async def test_a_pending_charger_is_not_configured(
    server: RunningServer, operator: Operator, template: Template
) -> None:
    """It is when it may work."""
    charger = await operator.new_charger(registration_policy="pending")
    await template(charger, ("A", "1"), apply="on_boot")
    async with station_of(server, operator, charger) as station:
        await boot(station)
        await operator.put(f"/chargers/{charger['id']}", {"registration_policy": "accepted"})
        await boot(station)
        assert (await station.asked("GetConfiguration", {"unknownKey": ["A"]}))["key"] == ["A"]
        await operator.eventually(
            f"/chargers/{charger['id']}/configuration/drift",
            lambda found: found["items"][0]["state"] == "not_supported",
        )
        commands = await operator.items(f"/chargers/{charger['id']}/commands")
        assert [one["action"] for one in commands] == ["GetConfiguration"]


async def test_a_ping_that_would_come_too_late_is_told(server: RunningServer, operator: Operator) -> None:
    """LIVE-04: a change by hand is not refused; what comes of it is told."""
    charger = await operator.new_charger()
    drift = f"/chargers/{charger['id']}/configuration/drift"
    async with station_of(server, operator, charger) as station:
        await station.boot()
        keys = [
            value(PING, "30"),
            value("TransactionMessageAttempts", "3"),
            value("TransactionMessageRetryInterval", "60"),
        ]
        await station.ordered("GetConfiguration", {}, {"configurationKey": keys})
        assert (await operator.get(drift))["findings"] == []
        change = {"key": PING, "value": "180"}
        await station.ordered("ChangeConfiguration", change, {"status": "Accepted"})
        (finding,) = (await operator.get(drift))["findings"]
        assert (finding["rule"], finding["about"]) == ("LIVE-04", "reported")


async def test_forgotten_availability_is_told_again(server: RunningServer, operator: Operator) -> None:
    """AVAIL-01: out of service is to outlive a reboot; whoever asked for it, by whatever way."""
    charger = await operator.new_charger()
    async with station_of(server, operator, charger) as station:
        await station.boot()
        out = {"connectorId": 1, "type": "Inoperative"}
        await station.ordered("ChangeAvailability", out, {"status": "Accepted"})
        await station.status("Unavailable")
        await station.boot()
        assert await station.asked("ChangeAvailability", {"status": "Accepted"}) == out
        await station.status("Unavailable")
        commands = await operator.items(f"/chargers/{charger['id']}/commands")
        assert [one["requested_by"] == "availability" for one in commands] == [True, False]


async def test_the_simulated_charge_point_is_brought_to_what_is_wished(
    server: RunningServer, operator: Operator, template: Template
) -> None:
    """CFG-01: it has read-only keys, keys of many types, and some that it does not know."""
    charger = await operator.new_charger()
    url = server.ocpp_url("").rstrip("/")
    charge_point = ChargePoint(
        charger["charge_point_id"],
        url,
        charger["password"],
        Hardware(vendor=charger["charge_point_id"], connectors=(AC_22,)),
        clock=QuickClock(),
    )
    wishes = [
        ("HeartbeatInterval", "1234"),
        ("LocalPreAuthorize", "true"),
        ("MeterValuesSampledData", "Energy.Active.Import.Register, Power.Active.Import"),
        ("NoSuchKey", "1"),
    ]
    await template(charger, *wishes, apply="on_boot")
    charge_point.start()
    await until(lambda: charge_point.online)
    drift = f"/chargers/{charger['id']}/configuration/drift"

    def brought(found: dict[str, Any]) -> bool:
        return [one["state"] for one in found["items"]] == ["in_step", "in_step", "in_step", "not_supported"]

    await operator.eventually(drift, brought)
    await operator.post(f"/chargers/{charger['id']}/configuration/refresh")
    assert brought(await operator.get(drift))
    await charge_point.stop()
