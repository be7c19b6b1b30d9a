"""Who may come in as a charger, and which of two connections counts (OCPP-J 3, S1, S2)."""

from contextlib import AsyncExitStack
from typing import Any
from urllib.parse import quote

import pytest
from ocpp.v16 import call  # type: ignore[import-untyped]
from websockets.datastructures import Headers
from websockets.exceptions import InvalidStatus

from tests.journeys.charger import connected, dial, raw
from tests.journeys.rest import Operator
from tests.journeys.rows import rows
from tests.journeys.server import RunningServer

BOOT = {"chargePointVendor": "Acme", "chargePointModel": "Pole 22"}


async def refused(server: RunningServer, identity: str, password: str | None, **how: Any) -> Any:
    """The HTTP answer to somebody who does not come in."""
    with pytest.raises(InvalidStatus) as refusal:
        async with dial(server, identity, password, **how):
            pass
    return refusal.value.response


def without_date(headers: Headers) -> list[tuple[str, str]]:
    return [(name.lower(), value) for name, value in headers.raw_items() if name.lower() != "date"]


async def test_strangers_learn_nothing(server: RunningServer, operator: Operator) -> None:
    """CONN-12, DEC-7: one answer for an unknown identity, a wrong password and none; nothing is stored of them."""
    charger = await operator.new_charger()
    known, password = charger["charge_point_id"], charger["password"]
    unknown = await refused(server, f"{known}-not", password)
    wrong = await refused(server, known, "0" * 40)
    none = await refused(server, known, None)
    for answer in (unknown, wrong, none):
        assert answer.status_code == 401
        assert answer.body == unknown.body
        assert without_date(answer.headers) == without_date(unknown.headers)
        assert answer.headers["WWW-Authenticate"].startswith("Basic")
    assert await operator.messages(charger) == []
    seen = await operator.get(f"/chargers/{charger['id']}")
    assert (seen["online"], seen["last_seen_at"], seen["connectors"]) == (False, None, [])


async def test_another_chargers_password(server: RunningServer, operator: Operator) -> None:
    one, other = await operator.new_charger(), await operator.new_charger()
    answer = await refused(server, one["charge_point_id"], other["password"])
    assert answer.status_code == 401


@pytest.mark.parametrize("offered", [(), ("ocpp1.5",), ("OCPP1.6",)], ids=["none", "older", "wrong case"])
async def test_no_common_subprotocol(
    server: RunningServer, operator: Operator, offered: tuple[str, ...]
) -> None:
    """DEC-1: refused before the upgrade, and told what is spoken here."""
    charger = await operator.new_charger()
    answer = await refused(server, charger["charge_point_id"], charger["password"], subprotocols=offered)
    assert answer.status_code == 400
    assert b"ocpp1.6" in answer.body


async def test_the_one_we_speak_is_chosen(server: RunningServer, operator: Operator) -> None:
    """CONN-04, Q2."""
    charger = await operator.new_charger()
    offered = ("ocpp2.0.1", "ocpp1.6", "ocpp1.5")
    async with dial(server, charger["charge_point_id"], charger["password"], subprotocols=offered) as socket:
        assert socket.subprotocol == "ocpp1.6"


@pytest.mark.parametrize(
    "identity", ["CP001", "RDAM 123", "RDAM|123", "a/b", "50%", "a+b", "Säule", "colon:inside"], ids=repr
)
async def test_identities_are_percent_encoded(
    server: RunningServer, operator: Operator, identity: str
) -> None:
    """CONN-01, CONN-02, CONN-11, Q4: the last segment, decoded once; `%2F` belongs to it, a trailing slash does not."""
    charger = await operator.new_charger(charge_point_id=identity)
    for path in (quote(identity, safe=""), quote(identity, safe="") + "/"):
        async with dial(server, identity, charger["password"], path=path):
            seen = await operator.eventually(f"/chargers/{charger['id']}", lambda seen: seen["online"])
            assert seen["charge_point_id"] == identity


async def test_a_wrong_password_displaces_nobody(server: RunningServer, operator: Operator) -> None:
    """S2a, CONN-08: an attempt without the password has no effect on the live connection."""
    charger = await operator.new_charger()
    async with connected(server, charger) as charge_point:
        for _ in range(3):
            await refused(server, charger["charge_point_id"], "0" * 40)
        assert (await operator.command(charger, "ClearCache", {}))["state"] == "answered"
        assert [name for name, _ in charge_point.asked] == ["ClearCache"]
        assert (await operator.get(f"/chargers/{charger['id']}"))["online"]


async def test_the_newest_connection_wins(server: RunningServer, operator: Operator) -> None:
    """S2b, CONN-08: the old one is closed, and its end does not mark the charger offline."""
    charger = await operator.new_charger()
    path = f"/chargers/{charger['id']}"
    async with AsyncExitStack() as stack:
        old = await stack.enter_async_context(raw(server, charger))
        await old.call("BootNotification", BOOT)
        new = await stack.enter_async_context(connected(server, charger))
        assert await old.closed() == 1008
        await new.call(call.Heartbeat())
        assert (await operator.command(charger, "ClearCache", {}))["state"] == "answered"
        assert [name for name, _ in new.asked] == ["ClearCache"]
        assert (await operator.get(path))["online"]
    await operator.eventually(path, lambda seen: not seen["online"])


async def test_many_takeovers(server: RunningServer, operator: Operator) -> None:
    """S2: whatever the order of closing, exactly one connection is there at the end."""
    charger = await operator.new_charger()
    async with AsyncExitStack() as stack:
        for _ in range(10):
            newest = await stack.enter_async_context(connected(server, charger))
            await newest.call(call.Heartbeat())
        command = await operator.command(charger, "ClearCache", {})
        assert (command["state"], [name for name, _ in newest.asked]) == ("answered", ["ClearCache"])
        assert (await operator.get(f"/chargers/{charger['id']}"))["online"]


async def test_rotated_password(server: RunningServer, operator: Operator) -> None:
    """SEC-08: the charger gets the new key, after its acceptance the old one is void."""
    charger = await operator.new_charger()
    async with connected(server, charger) as charge_point:
        rotated = await operator.post(f"/chargers/{charger['id']}/rotate-password")
        assert rotated["command"]["state"] == "answered"
        ((action, request),) = charge_point.asked
        assert (action, request["key"]) == ("ChangeConfiguration", "AuthorizationKey")
        assert request["value"] == rotated["password"]
    new = charger | {"password": rotated["password"]}
    server.secrets.add(rotated["password"])

    assert (await refused(server, charger["charge_point_id"], charger["password"])).status_code == 401
    async with connected(server, new) as charge_point:
        await charge_point.call(call.Heartbeat())
    shown = [m["raw"] for m in await operator.messages(charger)]
    assert not any(rotated["password"] in raw_text for raw_text in shown)


@pytest.mark.parametrize("table", ["chargers", "commands", "messages"])
async def test_no_password_is_stored(server: RunningServer, operator: Operator, table: str) -> None:
    """SEC-07, SEC-11, CFG-05: neither those that we made nor one that came from elsewhere; and no answer shows them."""
    charger, other = await operator.new_charger(), await operator.new_charger(password="chosen by somebody")
    async with connected(server, charger):
        rotated = await operator.post(f"/chargers/{charger['id']}/rotate-password")
        server.secrets.add(rotated["password"])
    passwords = (charger["password"], rotated["password"], "chosen by somebody")
    stored = repr(await rows(server.database_url, f"SELECT * FROM {table}")).casefold()
    assert charger["id"].replace("-", "") in stored.replace("-", "")
    for password in passwords:
        assert password.casefold() not in stored
        if password != "chosen by somebody":
            assert repr(bytes.fromhex(password))[2:-1].casefold() not in stored
    for one in (charger, other):
        answer = await operator.client.get(f"/api/admin/chargers/{one['id']}")
        assert [password for password in passwords if password in answer.text] == []


async def test_a_password_rotated_while_offline(server: RunningServer, operator: Operator) -> None:
    """Both are good until the new one is used."""
    charger = await operator.new_charger()
    rotated = await operator.post(f"/chargers/{charger['id']}/rotate-password")
    assert rotated["command"] is None
    for password in (charger["password"], rotated["password"]):
        async with connected(server, charger | {"password": password}) as charge_point:
            await charge_point.call(call.Heartbeat())
    assert (await refused(server, charger["charge_point_id"], charger["password"])).status_code == 401


async def test_a_new_charger_needs_no_restart(server: RunningServer, operator: Operator) -> None:
    """CONN-03: refused a moment ago, let in once it exists."""
    identity = "CP-not-there-yet"
    assert (await refused(server, identity, "0" * 40)).status_code == 401
    charger = await operator.new_charger(charge_point_id=identity)
    async with connected(server, charger) as charge_point:
        await charge_point.call(call.Heartbeat())


async def test_a_deleted_charger_is_let_go(server: RunningServer, operator: Operator) -> None:
    charger = await operator.new_charger()
    async with raw(server, charger) as charge_point:
        await charge_point.call("BootNotification", BOOT)
        await operator.client.delete(f"/api/admin/chargers/{charger['id']}")
        assert await charge_point.closed() == 1008
    assert (await refused(server, charger["charge_point_id"], charger["password"])).status_code == 401
