"""Local authorization lists from REST to the charger and back, over real sockets."""

import asyncio
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager, suppress
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, NamedTuple
from uuid import uuid4

import pytest
from websockets.exceptions import ConnectionClosed

from csms.simulator.charge_point import ChargePoint
from csms.simulator.hardware import AC_22, Hardware
from tests.certification.station import BOOT, exact
from tests.charging.list_charger import ListCharger
from tests.journeys.charger import RawCharger, dial
from tests.journeys.quick_clock import QuickClock
from tests.journeys.rest import Operator
from tests.journeys.server import RunningServer, new_postgresql
from tests.journeys.waiting import until

Payload = dict[str, Any]
SILENCE, TAKEN = {"silence": True}, {"taken": True}
"""Answers that never come: the list is not taken, or it is."""
FIRST = ["GetConfiguration", "GetLocalListVersion", "SendLocalList"]


class Odd(NamedTuple):
    """The list is taken, and answered with what fits no schema."""

    payload: Payload


@dataclass
class Listing:
    """A connected charge point that keeps a local list, and answers by itself.

    answers: by action, what it says instead to the next requests: None (as always), a payload, an error code,
    `SILENCE`, `TAKEN` or an `Odd` one.
    """

    wire: RawCharger
    operator: Operator
    charger: Payload
    memory: ListCharger
    settings: dict[str, str]
    answers: dict[str, list[Any]]
    asked: list[tuple[str, Payload]] = field(default_factory=list)
    replies: dict[str, "asyncio.Future[Any]"] = field(default_factory=dict)

    async def run(self) -> None:
        with suppress(ConnectionClosed):
            while True:
                await self._take(await self.wire.receive())

    async def _take(self, frame: list[Any]) -> None:
        if frame[0] != 2:
            self.replies.pop(frame[1]).set_result(frame)
            return
        _, message_id, action, request = frame
        exact(f"{action}Request", request)
        self.asked.append((action, request))
        scripted = self.answers.get(action)
        answer = (scripted.pop(0) if scripted else None) or self._own(action, request)
        if isinstance(answer, str):
            await self.wire.send(4, message_id, answer, "", {})
        elif isinstance(answer, Odd):
            assert self.memory.take(request) == "Accepted"
            await self.wire.send(3, message_id, answer.payload)
        elif answer is TAKEN:
            assert self.memory.take(request) == "Accepted"
        elif answer is not SILENCE:
            await self.wire.send(3, message_id, exact(f"{action}Response", answer))

    def _own(self, action: str, request: Payload) -> Payload:
        if action == "GetConfiguration":
            known = [key for key in request["key"] if key in self.settings]
            keys = [{"key": key, "readonly": True, "value": self.settings[key]} for key in known]
            unknown = [key for key in request["key"] if key not in self.settings]
            return {"configurationKey": keys, "unknownKey": unknown}
        if action == "GetLocalListVersion":
            return {"listVersion": self.memory.told()}
        assert action == "SendLocalList", action
        return {"status": self.memory.take(request)}

    async def call(self, action: str, payload: Payload) -> Payload:
        message_id = str(uuid4())
        self.replies[message_id] = asyncio.get_running_loop().create_future()
        await self.wire.send(2, message_id, action, payload)
        async with asyncio.timeout(10):
            answer: list[Any] = await asyncio.shield(self.replies[message_id])
        assert answer[0] == 3, answer
        found: Payload = answer[2]
        return found

    # -- what is seen of it --------------------------------------------------------------------------------------------

    @property
    def path(self) -> str:
        return f"/local-lists/{self.charger['id']}"

    async def shall_be(self, mode: str, *tags: str) -> Payload:
        shown: Payload = await self.operator.put(self.path, {"mode": mode, "id_tags": tags})
        return shown

    async def eventually(self, wanted: Callable[[Payload], bool]) -> Payload:
        shown: Payload = await self.operator.eventually(self.path, wanted)
        return shown

    async def in_step(self) -> Payload:
        return await self.eventually(lambda shown: shown["state"] == "in_step")

    @property
    def actions(self) -> list[str]:
        return [action for action, _ in self.asked]

    @property
    def lists(self) -> list[Payload]:
        return [request for action, request in self.asked if action == "SendLocalList"]

    @property
    def kinds(self) -> list[str]:
        return [request["updateType"] for request in self.lists]


@asynccontextmanager
async def listing(
    server: RunningServer,
    operator: Operator,
    charger: Payload,
    memory: ListCharger | None = None,
    answers: dict[str, list[Any]] | None = None,
    firmware: str = "2.4.1",
    settings: dict[str, str] | None = None,
) -> AsyncIterator[Listing]:
    """Connected and booted while the block lasts. memory: the list that it has kept."""
    memory = memory or ListCharger()
    limits = {"SendLocalListMaxLength": f"{memory.per_message}", "LocalAuthListMaxLength": f"{memory.total}"}
    async with dial(server, charger["charge_point_id"], charger["password"]) as socket:
        one = Listing(RawCharger(socket), operator, charger, memory, limits | (settings or {}), answers or {})
        running = asyncio.create_task(one.run())
        try:
            await one.call("BootNotification", BOOT | {"firmwareVersion": firmware})
            yield one
        finally:
            running.cancel()
            with suppress(asyncio.CancelledError):
                await running


async def change(operator: Operator, tag: str, **fields: Any) -> None:
    (found,) = [one for one in await operator.items("/id-tags", search=tag) if one["id_tag"] == tag]
    await operator.put(f"/id-tags/{found['id']}", fields)


async def test_its_whole_life(server: RunningServer, operator: Operator) -> None:
    """LL-02, LL-03, LL-06, LL-07: off, all, in step; what changes of a tag goes as a difference."""
    charger, group = await operator.new_charger(), await operator.new_id_tag()
    tag = await operator.new_id_tag(parent_id_tag=group, expires_at="2099-01-02T03:04:05.678Z")
    async with listing(server, operator, charger) as one:
        assert (await operator.get(one.path))["mode"] == "off"
        await one.shall_be("all")
        shown = await one.in_step()
        assert one.actions[:3] == FIRST
        assert one.lists[0]["updateType"] == "Full"
        assert (shown["acknowledged_version"], shown["wanted_count"]) == (
            one.memory.version,
            len(one.memory.entries),
        )
        assert one.memory.entries[tag.casefold()] == {
            "status": "Accepted",
            "expiryDate": "2099-01-02T03:04:05Z",
            "parentIdTag": group,
        }
        before = len(one.lists)
        await change(operator, tag, blocked=True)
        await until(lambda: one.memory.entries[tag.casefold()]["status"] == "Blocked")
        await one.in_step()
        new = await operator.new_id_tag()
        await until(lambda: new.casefold() in one.memory.entries)
        await one.in_step()
        assert one.kinds[before:] == ["Differential"] * 2
        assert [len(sent["localAuthorizationList"]) for sent in one.lists[before:]] == [1, 1]
        versions = [sent["listVersion"] for sent in one.lists]
        assert versions == sorted(set(versions))


@pytest.mark.parametrize("refusal", ["Failed", "VersionMismatch", "InternalError"])
async def test_a_difference_that_is_refused_becomes_a_full_list(
    server: RunningServer, operator: Operator, refusal: str
) -> None:
    """LL-04"""
    charger, tags = await operator.new_charger(), [await operator.new_id_tag() for _ in range(3)]
    answer = refusal if refusal == "InternalError" else {"status": refusal}
    async with listing(server, operator, charger) as one:
        await one.shall_be("tags", *tags[:2])
        await one.in_step()
        one.answers["SendLocalList"] = [answer]
        await one.shall_be("tags", *tags)
        await until(lambda: len(one.memory.entries) == 3)
        await one.in_step()
        assert one.kinds == ["Full", "Differential", "Full"]
        versions = [sent["listVersion"] for sent in one.lists]
        assert versions == sorted(set(versions))


async def test_a_long_list_goes_in_parts_and_says_what_has_no_room(
    server: RunningServer, operator: Operator
) -> None:
    """LL-05, LL-02, LL-07: those that may charge come first; what OCPP cannot say is left out, and told."""
    charger = await operator.new_charger()
    tags = [await operator.new_id_tag() for _ in range(6)]
    blocked = await operator.new_id_tag(id_tag="0-BLOCKED", blocked=True)
    too_long = await operator.new_id_tag(id_tag="A-TAG-OF-MORE-THAN-TWENTY-CHARACTERS")
    async with listing(server, operator, charger, ListCharger(per_message=2, total=5)) as one:
        await one.shall_be("tags", *tags, blocked, too_long)
        shown = await one.in_step()
        assert set(one.memory.entries) == {tag.casefold() for tag in sorted(tags)[:5]}
        assert (shown["wanted_count"], shown["too_long_count"], shown["no_room_count"]) == (5, 1, 2)
        assert one.kinds == ["Full", "Differential", "Differential"]
        assert sorted(shown["id_tags"]) == sorted([*tags, blocked, too_long])


@pytest.mark.parametrize("answer", [SILENCE, TAKEN])
async def test_after_a_lost_answer_the_version_decides(
    server: RunningServer, operator: Operator, answer: Payload
) -> None:
    """LL-06: nothing is sent again that the charger has."""
    charger, tags = await operator.new_charger(), [await operator.new_id_tag() for _ in range(2)]
    async with listing(server, operator, charger) as one:
        await one.shall_be("tags", tags[0])
        await one.in_step()
        one.answers["SendLocalList"] = [answer]
        await one.shall_be("tags", *tags)
        await until(lambda: len(one.lists) == 2)
        shown = await one.eventually(lambda shown: shown["state"] == "unknown")
        assert (shown["acknowledged_version"], "did not answer" in shown["detail"]) == (None, True)
        (entry, _) = await operator.items(f"{one.path}/entries")
        assert (entry["acknowledged"], entry["change"]) == (False, "unknown")
    async with listing(server, operator, charger, one.memory) as two:
        await two.in_step()
        assert two.actions[0] == "GetLocalListVersion"
        assert two.kinds == ([] if answer is TAKEN else ["Differential"])
        assert set(two.memory.entries) == {tag.casefold() for tag in tags}
        for entry in await operator.items(f"{two.path}/entries"):
            assert (entry["acknowledged"], entry["change"]) == (True, "none")


async def test_a_connection_that_breaks_between_two_parts(server: RunningServer, operator: Operator) -> None:
    """LL-05, LL-06: the list is partial, so all of it is sent again."""
    charger, tags = await operator.new_charger(), [await operator.new_id_tag() for _ in range(6)]
    async with listing(server, operator, charger, ListCharger(per_message=2)) as one:
        one.answers["SendLocalList"] = [TAKEN]
        one.answers["SendLocalList"].insert(0, None)
        await one.shall_be("tags", *tags)
        await until(lambda: len(one.lists) == 2)
        one.wire.socket.transport.abort()
    async with listing(server, operator, charger, one.memory) as two:
        await two.in_step()
        assert two.kinds == ["Full", "Differential", "Differential"]
        assert set(two.memory.entries) == {tag.casefold() for tag in tags}


async def test_after_a_boot_versions_are_compared(server: RunningServer, operator: Operator) -> None:
    """LL-06, LL-01: equal ones need nothing; a charger that has lost its list gets all of it."""
    charger, tag = await operator.new_charger(), await operator.new_id_tag()
    async with listing(server, operator, charger) as one:
        await one.shall_be("tags", tag)
        await one.in_step()
    async with listing(server, operator, charger, one.memory) as two:
        await until(lambda: "GetLocalListVersion" in two.actions)
        await two.in_step()
        assert two.kinds == []
    async with listing(server, operator, charger, ListCharger()) as three:
        await until(lambda: bool(three.memory.entries))
        await three.in_step()
        assert three.kinds == ["Full"]
        assert three.lists[0]["listVersion"] > one.lists[0]["listVersion"]


async def test_a_conflict_is_compared_and_sent_again(server: RunningServer, operator: Operator) -> None:
    """STAT-09"""
    charger, tag = await operator.new_charger(), await operator.new_id_tag()
    async with listing(server, operator, charger) as one:
        await one.shall_be("tags", tag)
        await one.in_step()
        await one.call(
            "StatusNotification",
            {"connectorId": 0, "errorCode": "LocalListConflict", "status": "Available"},
        )
        await until(lambda: len(one.lists) == 2)
        await one.in_step()
        assert one.actions[-2:] == ["GetLocalListVersion", "SendLocalList"]
        assert one.kinds == ["Full", "Full"]


@pytest.mark.parametrize("how", ["NotSupported", "NotImplemented", "-1", "profile", "off"])
async def test_who_has_no_list_is_left_alone(server: RunningServer, operator: Operator, how: str) -> None:
    """LL-04, LL-01: until an operator wants it, or its firmware is another."""
    charger, tag = await operator.new_charger(), await operator.new_id_tag()
    answers: dict[str, Payload] = {
        "NotSupported": {"SendLocalList": [{"status": "NotSupported"}]},
        "NotImplemented": {"GetLocalListVersion": ["NotImplemented"]},
        "-1": {"GetLocalListVersion": [{"listVersion": -1}]},
    }
    settings = {"profile": {"SupportedFeatureProfiles": "Core"}, "off": {"LocalAuthListEnabled": "false"}}
    async with listing(
        server, operator, charger, answers=answers.get(how), settings=settings.get(how)
    ) as one:
        await one.shall_be("tags", tag)
        shown = await one.eventually(lambda shown: shown["state"] == "unsupported")
        assert (shown["detail"] is not None, shown["next_try_at"]) == (True, None)
        asked = len(one.asked)
        await change(operator, tag, blocked=True)
    async with listing(server, operator, charger) as two:
        await operator.command(charger, "GetConfiguration", {"key": []})
        assert (await operator.get(two.path))["state"] == "unsupported"
        assert two.lists == []
        assert len(one.asked) == asked
    able = {"SupportedFeatureProfiles": "Core,LocalAuthListManagement", "LocalAuthListEnabled": "true"}
    async with listing(server, operator, charger, firmware="3.0", settings=able) as three:
        await three.in_step()
        assert set(three.memory.entries) == {tag.casefold()}


async def test_what_an_operator_sends_by_hand_is_known(server: RunningServer, operator: Operator) -> None:
    """LL-06: and put right where the list is ours."""
    charger, tag = await operator.new_charger(), await operator.new_id_tag()
    entry = {"idTag": "BY-HAND", "idTagInfo": {"status": "Accepted"}}
    by_hand = {"listVersion": 41, "updateType": "Full", "localAuthorizationList": [entry]}
    async with listing(server, operator, charger) as one:
        await operator.command(charger, "SendLocalList", by_hand)
        shown = await operator.get(one.path)
        assert (shown["mode"], shown["state"], shown["acknowledged_version"]) == ("off", "off", 41)
        (known,) = await operator.items(f"{one.path}/entries")
        assert (known["id_tag"], known["acknowledged"]) == ("BY-HAND", True)
        await one.shall_be("tags", tag)
        await one.in_step()
        assert set(one.memory.entries) == {tag.casefold()}
        await operator.command(
            charger, "SendLocalList", by_hand | {"listVersion": 90, "updateType": "Differential"}
        )
        await until(lambda: set(one.memory.entries) == {tag.casefold()})
        await one.in_step()
        assert one.lists[-1]["localAuthorizationList"] == [{"idTag": "BY-HAND"}]
        assert one.lists[-1]["listVersion"] > 90


async def test_what_is_refused_before_it_is_sent(server: RunningServer, operator: Operator) -> None:
    """LL-05: with the reason that the charger would have."""
    charger = await operator.new_charger()
    info = {"status": "Accepted"}
    lines = [{"idTag": f"T{number}", "idTagInfo": info} for number in range(4)]

    def request(version: int, *lines: Payload, kind: str = "Full") -> Payload:
        return {"listVersion": version, "updateType": kind, "localAuthorizationList": lines}

    path = f"/chargers/{charger['id']}/commands/SendLocalList"
    async with listing(server, operator, charger, ListCharger(per_message=2, total=3)) as one:
        await operator.command(charger, "GetConfiguration", {"key": list(one.settings)})
        assert "takes 2" in (await operator.post(path, request(1, *lines), 422))["detail"]
        await operator.command(charger, "SendLocalList", request(1, *lines[:2]))
        more = request(2, *lines[2:], kind="Differential")
        assert "room for 3" in (await operator.post(path, more, 409))["detail"]
        one.settings["SupportedFeatureProfiles"] = "Core,Reservation"
        await operator.command(charger, "GetConfiguration", {"key": ["SupportedFeatureProfiles"]})
        refused = await operator.post(path, request(2, *lines[2:], kind="Differential"), 409)
        assert "does not support" in refused["detail"]
        assert one.memory.version == 1


async def test_who_always_refuses_is_not_sent_one_list_after_the_other(
    server: RunningServer, operator: Operator
) -> None:
    """LL-04: after the full list it has its rest, and the operator the reason."""
    charger, tag = await operator.new_charger(), await operator.new_id_tag()
    refusals = [{"status": "Failed"}] * 50
    async with listing(server, operator, charger, answers={"SendLocalList": [*refusals]}) as one:
        await one.shall_be("tags", tag)
        shown = await one.eventually(lambda shown: shown["failures"] == 1)
        assert (shown["state"], "Failed" in shown["detail"]) == ("pending", True)
        assert (shown["next_try_at"] is not None, one.kinds) == (True, ["Full"])
        one.answers.clear()
        await operator.post(f"{one.path}/sync")
        assert (await one.in_step())["failures"] == 0


@pytest.mark.parametrize("database", ["sqlite", "postgresql"])
async def test_a_server_that_dies_half_way_makes_it_good(database: str, tmp_path: Path) -> None:
    """LL-05, LL-06, R1: SIGKILL while a part is under way; all of it is sent again."""
    url = new_postgresql() if database == "postgresql" else ""
    with RunningServer(tmp_path, url) as server:
        async with server.operator() as operator:
            charger = await operator.new_charger()
            tags = [await operator.new_id_tag() for _ in range(6)]
            async with listing(server, operator, charger, ListCharger(per_message=2)) as one:
                one.answers["SendLocalList"] = [None, TAKEN]
                await one.shall_be("tags", *tags)
                await until(lambda: len(one.lists) == 2)
                await asyncio.to_thread(server.restart)
            assert len(one.memory.entries) == 4
        async with server.operator() as operator, listing(server, operator, charger, one.memory) as two:
            await two.in_step()
            assert two.actions[0] == "GetLocalListVersion"
            assert two.kinds == ["Full", "Differential", "Differential"]
            assert set(two.memory.entries) == {tag.casefold() for tag in tags}


async def test_the_simulated_charge_point(server: RunningServer, operator: Operator) -> None:
    """LL-01, LL-02, LL-03: what another hand has written takes our lists as they are meant."""
    charger = await operator.new_charger()
    good, bad = await operator.new_id_tag(), await operator.new_id_tag(blocked=True)
    url = server.ocpp_url("").rstrip("/")
    hardware = Hardware(connectors=(AC_22,))
    charge_point = ChargePoint(
        charger["charge_point_id"], url, charger["password"], hardware, clock=QuickClock()
    )
    path = f"/local-lists/{charger['id']}"
    charge_point.start()
    try:
        await until(lambda: charge_point.online)
        await operator.put(path, {"mode": "tags", "id_tags": [good, bad]})
        shown = await operator.eventually(path, lambda shown: shown["state"] == "in_step")
        assert (shown["acknowledged_version"], shown["told_version"]) == (1, 0)
        assert (await operator.command(charger, "GetLocalListVersion", {}))["response"] == {"listVersion": 1}
        found = {tag: charge_point.local_list.find(tag) for tag in (good, bad)}
        assert {tag: info.status for tag, info in found.items() if info} == {good: "Accepted", bad: "Blocked"}
        await change(operator, good, blocked=True)
        await until(lambda: (info := charge_point.local_list.find(good)) and info.status == "Blocked")
        await operator.put(path, {"mode": "tags", "id_tags": []})
        await until(lambda: charge_point.local_list.version == 0)
        await operator.eventually(path, lambda shown: shown["state"] == "in_step")
    finally:
        await charge_point.stop()


@pytest.mark.parametrize("answer", [{"status": "Accepted", "more": 1}, {"status": "Maybe"}])
async def test_answers_that_are_not_quite_right(
    server: RunningServer, operator: Operator, answer: Payload
) -> None:
    """RPC-12, LL-06: read as far as it can be; otherwise nobody knows, and all of the list is sent again."""
    charger, tags = await operator.new_charger(), [await operator.new_id_tag() for _ in range(2)]
    async with listing(server, operator, charger) as one:
        await one.shall_be("tags", tags[0])
        await one.in_step()
        one.answers["SendLocalList"] = [Odd(answer)]
        await one.shall_be("tags", *tags)
        await until(lambda: len(one.memory.entries) == 2)
        await one.in_step()
        assert one.kinds == ["Full", "Differential", *(["Full"] if answer["status"] == "Maybe" else [])]
