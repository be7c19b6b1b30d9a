"""What happened reaches a receiver whatever dies on the way: the receiver, or the server by SIGKILL."""

from pathlib import Path

import pytest

from tests.journeys.charger import connected
from tests.journeys.rest import Operator
from tests.journeys.server import RunningServer, new_postgresql
from tests.journeys.test_charging import at as moment
from tests.journeys.test_charging import boot, meter, report, start, stop
from tests.journeys.waiting import eventually
from tests.services.process import free_port
from tests.services.receiver import Receiver, Request, receiving

WANTED = ("transaction.started", "transaction.ended", "connector.status", "command.finished")
PATIENCE = 100.0
"""A delivery that died with its process is due again after half a minute."""


async def ids_of(operator: Operator) -> list[str]:
    return [one["id"] for one in await operator.items("/transactions")]


def told(requests: list[Request], event_type: str) -> list[str]:
    """The things that events of this type were about, each event once."""
    once = {one.id: one.content for one in requests}
    return sorted(one["data"]["id"] for one in once.values() if one["type"] == event_type)


async def all_told(requests: list[Request], transactions: list[str]) -> None:
    """And of the one command."""

    async def look() -> list[list[str]]:
        return [told(requests, one) for one in ("transaction.started", "transaction.ended")]

    async def commands() -> int:
        return len(told(requests, "command.finished"))

    await eventually(look, lambda found: found == [sorted(transactions)] * 2, PATIENCE)
    await eventually(commands, lambda count: count == 1, PATIENCE)


@pytest.mark.timeout(400)
@pytest.mark.parametrize("database", ["sqlite", "postgresql"])
async def test_none_is_lost_and_doubles_have_the_same_id(database: str, tmp_path: Path) -> None:
    """Killed between commit and delivery, and in the middle of one, while the receiver is down and while it is up."""
    port, seen = free_port(), list[Request]()
    with RunningServer(tmp_path, new_postgresql() if database == "postgresql" else "") as server:
        async with server.operator() as operator:
            body = {"url": f"http://127.0.0.1:{port}/hook", "events": list(WANTED)}
            hook = await operator.post("/webhooks", body, 201)
            server.secrets.add(hook["secret"])
            charger, tag = await operator.new_charger(), await operator.new_id_tag()
        async with connected(server, charger) as station:
            await boot(station)
            await report(station, "Charging")
            number = await start(station, tag)
            await meter(station, number, 1500, "7.4", moment(1))
            server.kill()  # nobody can have been told: nobody listens
        server.start()
        async with receiving(port) as receiver:
            receiver.hold.clear()
            async with connected(server, charger) as station:
                await stop(station, number, 2000)
                await until_under_way(receiver)
                server.kill()  # in the middle of deliveries
            seen += receiver.requests
        server.start()
        async with (
            receiving(port, requests=seen),
            server.operator() as operator,
            connected(server, charger) as station,
        ):
            await stop(station, await start(station, tag, 2000), 3000)
            await operator.command(charger, "ClearCache", {})
            await all_told(seen, await ids_of(operator))
            for request in seen:
                request.verify(hook["secret"])
            assert len({(one.id, one.body) for one in seen}) == len({one.id for one in seen})
            assert {one.content["type"] for one in seen} == set(WANTED)


async def until_under_way(receiver: Receiver) -> None:
    async def look() -> int:
        return receiver.at_once

    await eventually(look, bool, PATIENCE)
