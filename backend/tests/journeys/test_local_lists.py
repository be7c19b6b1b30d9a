"""Local authorization lists from REST to the charger and back, over real sockets."""

import asyncio
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager, suppress
from dataclasses import dataclass, field
from typing import Any
from uuid import uuid4

from websockets.exceptions import ConnectionClosed

from tests.certification.station import BOOT, exact
from tests.charging.list_charger import ListCharger
from tests.journeys.charger import RawCharger, dial
from tests.journeys.rest import Operator
from tests.journeys.server import RunningServer
from tests.journeys.waiting import until

Payload = dict[str, Any]
SILENCE: Payload = {}
"""An answer that never comes."""


@dataclass
class Listing:
    """A connected charge point that keeps a local list, and answers by itself.

    answers: by action, what it says instead to the next requests: a payload, an error code, or `SILENCE`.
    """

    wire: RawCharger
    operator: Operator
    charger: Payload
    list: ListCharger
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
        answer = scripted.pop(0) if scripted else self._own(action, request)
        if isinstance(answer, str):
            await self.wire.send(4, message_id, answer, "", {})
        elif answer is not SILENCE:
            await self.wire.send(3, message_id, exact(f"{action}Response", answer))

    def _own(self, action: str, request: Payload) -> Payload:
        if action == "GetConfiguration":
            known = [key for key in request["key"] if key in self.settings]
            keys = [{"key": key, "readonly": True, "value": self.settings[key]} for key in known]
            unknown = [key for key in request["key"] if key not in self.settings]
            return {"configurationKey": keys, "unknownKey": unknown}
        if action == "GetLocalListVersion":
            return {"listVersion": self.list.told()}
        assert action == "SendLocalList", action
        return {"status": self.list.take(request)}

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
    **settings: str,
) -> AsyncIterator[Listing]:
    """Connected and booted while the block lasts. memory: the list that it has kept."""
    memory = memory or ListCharger()
    limits = {"SendLocalListMaxLength": f"{memory.per_message}", "LocalAuthListMaxLength": f"{memory.total}"}
    async with dial(server, charger["charge_point_id"], charger["password"]) as socket:
        one = Listing(RawCharger(socket), operator, charger, memory, limits | settings, answers or {})
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
        assert [action for action, _ in one.asked[:3]] == [
            "GetConfiguration",
            "GetLocalListVersion",
            "SendLocalList",
        ]
        assert one.lists[0]["updateType"] == "Full"
        assert (shown["acknowledged_version"], shown["wanted_count"]) == (
            one.list.version,
            len(one.list.entries),
        )
        assert one.list.entries[tag.casefold()] == {
            "status": "Accepted",
            "expiryDate": "2099-01-02T03:04:05Z",
            "parentIdTag": group,
        }
        before = len(one.lists)
        await change(operator, tag, blocked=True)
        await until(lambda: one.list.entries[tag.casefold()]["status"] == "Blocked")
        await one.in_step()
        new = await operator.new_id_tag()
        await until(lambda: new.casefold() in one.list.entries)
        await one.in_step()
        assert one.kinds[before:] == ["Differential"] * 2
        assert [len(sent["localAuthorizationList"]) for sent in one.lists[before:]] == [1, 1]
        versions = [sent["listVersion"] for sent in one.lists]
        assert versions == sorted(set(versions))
