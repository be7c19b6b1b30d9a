"""csms.charging.local_list_sync: from what is due to what the charger has, whatever it answers."""

import asyncio
from collections.abc import Awaitable, Callable
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Any

import msgspec
import pytest

from csms.charging import chargers, id_tags
from csms.charging.commands import SUBJECT, Commands, Order, Outcome
from csms.charging.local_list_sync import AWAY, CLAIM, DELAYS, LocalListSync
from csms.charging.local_lists import LocalLists
from csms.charging.session import ChargerSession
from csms.handlers.effects import Failure, Sending
from csms.handlers.operations import check_charger
from csms.handlers.v16 import commands as effects
from csms.ocpp.v16 import validate_request
from csms.ocpp.v16.local_auth_list import GetLocalListVersionResponse, SendLocalListResponse
from csms.ocpp.v16.types import Message
from csms.realtime.memory import MemoryBroker
from csms.store import local_lists as stored
from csms.store.facts import CommandClosed, CommandSent
from csms.store.local_lists import copy_of
from csms.store.models import Charger, ConfigurationKey, LocalList
from csms.store.models.base import new_id
from tests.charging.list_charger import ListCharger
from tests.charging.test_commands import redact
from tests.services.announcing import silent
from tests.services.database import NOW, Database

Meanwhile = Callable[[], Awaitable[Any]]


@dataclass
class World:
    """One charger at the far end, and a clock in the hand.

    silences: the next lists that are not answered. meanwhile, afterwards: what happens while a list is under way, and
    when it was answered.
    """

    database: Database
    session: ChargerSession
    broker: MemoryBroker
    memory: ListCharger = field(default_factory=ListCharger)
    now: datetime = NOW
    sent: list[dict[str, Any]] = field(default_factory=list)
    actions: list[str] = field(default_factory=list)
    silences: int = 0
    meanwhile: list[Meanwhile] = field(default_factory=list)
    afterwards: list[Meanwhile] = field(default_factory=list)

    @property
    def lists(self) -> LocalLists:
        return LocalLists(lambda: self.now)

    @property
    def sync(self) -> LocalListSync:
        commands = Commands(
            self.broker,
            self.database.journal,
            silent(self.broker),
            check=check_charger,
            redact=redact,
            call_timeout=0.1,
            now=lambda: self.now,
        )
        return LocalListSync(commands, lambda: self.now)

    async def later(self, wait: timedelta) -> None:
        self.now += wait
        await self.sync.work()

    async def row(self) -> LocalList:
        return await LocalList.get(charger_id=self.session.charger_id)

    async def holder(self, body: bytes) -> bytes:
        """As a connection does it: stored as sent, asked, and stored what came of it."""
        order = msgspec.json.decode(body, type=Order)
        request = validate_request(order.action, order.request)
        self.actions.append(order.action)
        credentials: Any = None
        sending = Sending(self.session, order.command_id, credentials, self.now)
        before = effects.before_sending(sending, request)
        sent = CommandSent(order.command_id, order.charger_id, f"{new_id()}", self.now)
        await self.database.write([*before, sent])
        response = await self._response(order)
        state = "answered" if response is not None else "timeout"
        follows = (
            effects.after_failure(sending, request, Failure("timeout"))
            if response is None
            else effects.after_answer(sending, request, response)
        )
        payload = None if response is None else msgspec.to_builtins(response)
        closed = CommandClosed(order.command_id, order.charger_id, state, payload, None, self.now)
        await self.database.write([*follows, closed])
        if order.action == "SendLocalList" and self.afterwards:
            await self.afterwards.pop(0)()
        return msgspec.json.encode(Outcome(state))

    async def _response(self, order: Order) -> Message | None:
        if order.action == "GetLocalListVersion":
            return GetLocalListVersionResponse(self.memory.told())
        self.sent.append(order.request)
        if self.meanwhile:
            await self.meanwhile.pop(0)()
        if self.silences:
            self.silences -= 1
            return None
        status: Any = self.memory.take(order.request)
        return SendLocalListResponse(status)

    @property
    def kinds(self) -> list[str]:
        return [request["updateType"] for request in self.sent]


@pytest.fixture
async def world(database: Database) -> World:
    session = await database.session()
    await Charger.all().update(online=True, online_since=NOW, firmware_version="1.0")
    await ConfigurationKey.create(
        charger_id=session.charger_id,
        key="SendLocalListMaxLength",
        key_folded="sendlocallistmaxlength",
        value="2",
    )
    world = World(database, session, MemoryBroker())
    world.broker.claims.claim(str(session.charger_id), 1)
    world.broker.answer(SUBJECT, world.holder)
    return world


async def intend(world: World, *tags: str) -> None:
    for tag in tags:
        await id_tags.create({"id_tag": tag})
    await world.lists.intend(world.session.charger_id, "all", [])


async def test_it_is_brought_in_parts(world: World) -> None:
    """LL-05"""
    await intend(world, "A", "B", "C")
    await world.sync.work()
    row = await world.row()
    assert (row.state, row.due_at, row.claim, row.wanted_count) == ("in_step", None, None, 3)
    assert (world.kinds, set(world.memory.entries)) == (["Full", "Differential"], {"a", "b", "c"})
    await world.later(timedelta(days=1))
    assert len(world.sent) == 2


async def test_what_was_broken_off_is_sent_whole(world: World) -> None:
    """LL-05, LL-06: also when the charger's version is the one that we know."""
    await intend(world, "A", "B", "C")
    world.meanwhile = [nothing, lambda: silence(world)]
    await world.sync.work()
    row = await world.row()
    assert (row.state, row.failures, row.resend) == ("unknown", 1, True)
    world.memory.version = world.sent[0]["listVersion"]
    await world.later(DELAYS[0])
    assert (world.kinds[2:], (await world.row()).state) == (["Full", "Differential"], "in_step")
    assert world.actions[2:4] == ["SendLocalList", "GetLocalListVersion"]


async def nothing() -> None:
    """As always."""


async def silence(world: World) -> None:
    world.silences = 1


async def test_silence_of_a_single_list_is_decided_by_the_version(world: World) -> None:
    """LL-06"""
    await intend(world, "A")
    await world.sync.work()
    await id_tags.create({"id_tag": "B"})
    world.now = datetime.now(tz=NOW.tzinfo) + timedelta(seconds=1)
    world.silences = 1
    await world.sync.work()
    assert (await world.row()).state == "unknown"
    await world.later(DELAYS[0])
    assert world.kinds == ["Full", "Differential", "Differential"]
    assert set(world.memory.entries) == {"a", "b"}


async def test_who_always_refuses_gets_longer_rests_and_then_none_at_all(world: World) -> None:
    """LL-04: one list for each try, and the reason; an operator may try again."""
    await intend(world, "A")
    world.memory.refusals = ["Failed"] * 100
    await world.sync.work()
    for number, delay in enumerate(DELAYS, start=1):
        row = await world.row()
        assert (row.state, row.failures, row.due_at) == ("pending", number, world.now + delay)
        await world.later(delay / 2)
        assert len(world.sent) == number
        await world.later(delay / 2)
    row = await world.row()
    assert (row.state, row.due_at, row.firmware_version) == ("failed", None, "1.0")
    assert "Failed" in row.error
    await id_tags.create({"id_tag": "B"})
    await world.later(timedelta(days=9))
    assert len(world.sent) == len(DELAYS) + 1
    world.memory.refusals.clear()
    await world.lists.send_again(world.session.charger_id)
    await world.sync.work()
    assert (await world.row()).state == "in_step"


async def test_refused_parts_of_a_full_list_do_not_go_round(world: World) -> None:
    """LL-04, LL-05: one full list in a turn."""
    await intend(world, "A", "B", "C")
    original = world.memory.take

    def no_differences(request: dict[str, Any]) -> str:
        return original(request) if request["updateType"] == "Full" else "Failed"

    world.memory.take = no_differences  # type: ignore[method-assign] # this charger
    await world.sync.work()
    row = await world.row()
    assert (world.kinds, row.state, row.failures) == (["Full", "Differential"], "pending", 1)


async def test_a_difference_that_is_refused_is_followed_by_a_full_list(world: World) -> None:
    """LL-04"""
    await intend(world, "A")
    await world.sync.work()
    await id_tags.create({"id_tag": "B"})
    world.now = datetime.now(tz=NOW.tzinfo) + timedelta(seconds=1)
    world.memory.refusals = ["VersionMismatch"]
    await world.sync.work()
    assert world.kinds == ["Full", "Differential", "Full"]
    assert (await world.row()).state == "in_step"


async def test_a_charger_that_is_away_has_not_failed(world: World) -> None:
    await intend(world, "A")
    await Charger.all().update(online=False)
    await world.sync.work()
    assert (await world.row()).state == "pending"  # not even tried
    await Charger.all().update(online=True, owner_node="gone")
    world.broker.claims.release(str(world.session.charger_id), 1)
    await world.sync.work()
    row = await world.row()
    assert (row.state, row.failures, row.due_at, row.verify) == ("pending", 0, NOW + AWAY, True)


async def test_a_charger_that_is_rejected(world: World) -> None:
    """BOOT-04"""
    await intend(world, "A")
    await Charger.all().update(registration_status="Rejected")
    await world.sync.work()
    row = await world.row()
    assert (row.state, row.failures, "Rejected" in row.error, world.sent) == ("pending", 0, True, [])


async def test_several_at_once_bring_it_once(world: World) -> None:
    await intend(world, "A", "B", "C")
    await asyncio.gather(*(world.sync.work() for _ in range(5)))
    assert (world.kinds, (await world.row()).state) == (["Full", "Differential"], "in_step")


async def test_what_a_process_that_is_gone_has_left(world: World) -> None:
    await intend(world, "A")
    await LocalList.all().update(state="syncing", claim=new_id(), due_at=NOW + CLAIM)
    await world.sync.work()
    assert world.sent == []
    await world.later(CLAIM)
    assert (world.kinds, (await world.row()).state) == (["Full"], "in_step")


async def test_who_has_lost_it_sends_no_more(world: World) -> None:
    await intend(world, "A", "B", "C")
    world.meanwhile = [lambda: world.lists.connected(world.session.charger_id)]
    await LocalList.all().update(failures=2)  # its time is not now
    await world.sync.work()
    row = await world.row()
    assert (world.kinds, row.state, row.claim, row.verify) == (["Full"], "pending", None, True)


async def test_a_change_meanwhile_is_seen(world: World) -> None:
    await intend(world, "A")
    world.meanwhile = [lambda: id_tags.create({"id_tag": "B"})]
    await world.sync.work()
    assert set(world.memory.entries) == {"a", "b"}
    assert (world.kinds, (await world.row()).state) == (["Full", "Differential"], "in_step")


async def test_one_that_another_has_taken_in_the_same_moment(
    world: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    await intend(world, "A")
    found = await stored.due(NOW, 1)
    await LocalList.all().update(state="syncing", claim=new_id(), due_at=NOW + CLAIM)

    async def stale(now: datetime, limit: int) -> list[stored.Due]:
        return found

    monkeypatch.setattr(stored, "due", stale)
    await world.sync.work()
    assert (len(found), world.actions) == (1, [])


@pytest.mark.parametrize("when", ["meanwhile", "afterwards"])
async def test_somebody_else_changes_the_list(world: World, when: str) -> None:
    """LL-06"""
    await intend(world, "A", "B", "C")

    async def by_hand() -> None:
        request = {
            "listVersion": 70,
            "updateType": "Full",
            "localAuthorizationList": [{"idTag": "X", "idTagInfo": {"status": "Accepted"}}],
        }
        order = Order(new_id(), world.session.charger_id, "SendLocalList", request)
        await world.holder(msgspec.json.encode(order))

    setattr(world, when, [nothing, by_hand])
    await world.sync.work()
    row = await world.row()
    assert row.state != "in_step"
    await world.later(AWAY)
    assert ((await world.row()).state, set(world.memory.entries)) == ("in_step", {"a", "b", "c"})


async def test_time_alone_changes_a_list(world: World) -> None:
    """LL-07: it says Expired from then on."""
    end = NOW + timedelta(hours=1)
    await id_tags.create({"id_tag": "A", "expires_at": end})
    await intend(world)
    await world.sync.work()
    row = await world.row()
    assert (row.state, row.due_at, world.memory.entries["a"]["status"]) == ("in_step", end, "Accepted")
    await world.later(timedelta(hours=1))
    assert (world.kinds, world.memory.entries["a"]["status"]) == (["Full", "Differential"], "Expired")
    assert (await world.row()).due_at is None


async def test_an_empty_choice_empties_the_list(world: World) -> None:
    """LL-03"""
    await intend(world, "A")
    await world.sync.work()
    await world.lists.intend(world.session.charger_id, "tags", [])
    await world.sync.work()
    assert world.memory.entries == {}
    assert ((await copy_of(world.session.charger_id)).entries, (await world.row()).state) == ({}, "in_step")


async def test_a_list_that_is_left_alone_meanwhile(world: World) -> None:
    await intend(world, "A", "B", "C")
    world.meanwhile = [lambda: world.lists.intend(world.session.charger_id, "off", [])]
    await world.sync.work()
    assert (world.kinds, (await world.row()).state) == (["Full"], "off")


async def test_a_charger_that_is_deleted_meanwhile(world: World) -> None:
    await intend(world, "A", "B", "C")
    world.meanwhile = [lambda: chargers.delete(world.session.charger_id)]
    await world.sync.work()
    assert await LocalList.all().count() == 0
