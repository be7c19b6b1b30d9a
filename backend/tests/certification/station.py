"""The charge point that the certification's test tool plays.

Every frame of the central system is held against its schema.
"""

import asyncio
import json
from collections.abc import AsyncIterator, Coroutine
from contextlib import asynccontextmanager
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import Any

from tests.journeys.charger import RawCharger, dial
from tests.journeys.rest import Operator
from tests.journeys.server import RunningServer
from tests.ocpp.v16 import oracle

Payload = dict[str, Any]

BOOT = {
    "chargePointVendor": "Kestrel",
    "chargePointModel": "AC 22",
    "chargePointSerialNumber": "K22-0001",
    "firmwareVersion": "2.4.1",
}
CONNECTORS = (1, 2)


def moment(seconds: float = 0) -> str:
    """A time as chargers write it, so many seconds from now."""
    return (datetime.now(UTC) + timedelta(seconds=seconds)).strftime("%Y-%m-%dT%H:%M:%SZ")


def exact(name: str, payload: Payload) -> Payload:
    """The payload, which fits the official schema."""
    assert oracle.refusals(oracle.schema(name), json.dumps(payload)) == [], (name, payload)
    return payload


@dataclass
class Ordered:
    """A request that the central system sent, and how its command ended."""

    request: Payload
    command: Payload


class Station:
    """One connected charge point, and the operator who steers it."""

    def __init__(self, wire: RawCharger, operator: Operator, charger: Payload) -> None:
        self.wire = wire
        self.operator = operator
        self.charger = charger

    # -- what it sends -------------------------------------------------------------------------------------------------

    async def call(self, action: str, payload: Payload) -> Payload:
        """A CALL and the payload of its CALLRESULT."""
        exact(f"{action}Request", payload)
        kind, _, answer = (await self.wire.call(action, payload))[:3]
        assert kind == 3, answer
        return exact(f"{action}Response", answer)

    async def boot(self) -> Payload:
        """Boot and report all connectors (errata 3.22)."""
        answer = await self.call("BootNotification", BOOT)
        for connector in (0, *CONNECTORS):
            await self.status("Available", connector)
        return answer

    async def status(self, status: str, connector: int = 1, error: str = "NoError") -> None:
        payload = {
            "connectorId": connector,
            "errorCode": error,
            "status": status,
            "timestamp": moment(),
        }
        assert await self.call("StatusNotification", payload) == {}

    async def authorize(self, tag: str) -> Payload:
        """The `idTagInfo`."""
        info: Payload = (await self.call("Authorize", {"idTag": tag}))["idTagInfo"]
        return info

    async def start(self, tag: str, *, connector: int = 1, ago: float = 0, **more: Any) -> Payload:
        """StartTransaction; the whole answer."""
        payload = {"connectorId": connector, "idTag": tag, "meterStart": 1000, "timestamp": moment(-ago)}
        answer = await self.call("StartTransaction", payload | more)
        assert answer["transactionId"] > 0
        return answer

    async def stop(self, number: int, *, reason: str = "Local", ago: float = 0, **more: Any) -> Payload:
        """StopTransaction; the whole answer."""
        payload = {
            "transactionId": number,
            "meterStop": 3500,
            "timestamp": moment(-ago),
            "reason": reason,
        }
        return await self.call("StopTransaction", payload | more)

    async def charging(self, tag: str, connector: int = 1) -> int:
        """A session that runs; its number."""
        await self.status("Preparing", connector)
        assert (await self.authorize(tag))["status"] == "Accepted"
        answer = await self.start(tag, connector=connector)
        assert answer["idTagInfo"]["status"] == "Accepted"
        await self.status("Charging", connector)
        number: int = answer["transactionId"]
        return number

    # -- what it is asked ----------------------------------------------------------------------------------------------

    async def asked(self, action: str, answer: Payload) -> Payload:
        """The next CALL of the central system, which must be of this action; answered."""
        kind, message_id, name, request = await self.wire.receive()
        assert (kind, name) == (2, action)
        exact(f"{action}Request", request)
        await self.wire.send(3, message_id, exact(f"{action}Response", answer))
        return request  # type: ignore[no-any-return] # a frame holds anything

    async def ordered(self, action: str, request: Payload, answer: Payload) -> Ordered:
        """An operator sends an operation; the charge point answers it."""
        return await self.while_sent(self.operator.command(self.charger, action, request), action, answer)

    async def while_sent(
        self, sending: Coroutine[Any, Any, Payload], action: str, answer: Payload
    ) -> Ordered:
        """The same for a request that something else makes the central system send."""
        command = asyncio.create_task(sending)
        request = await self.asked(action, answer)
        return Ordered(request, await command)

    async def outcome(self, command: Payload) -> str:
        """What then really happened, once it has."""
        ended = await self.operator.eventually(f"/commands/{command['id']}", lambda c: bool(c["outcome"]))
        return str(ended["outcome"])

    async def transaction(self, number: int) -> Payload:
        """The record of a transaction."""
        (found,) = await self.operator.items("/transactions", charger_id=self.charger["id"], search=number)
        assert found["transaction_id"] == number
        return found  # type: ignore[no-any-return] # an answer holds anything


@asynccontextmanager
async def station_of(server: RunningServer, operator: Operator, charger: Payload) -> AsyncIterator[Station]:
    """A connection of the charger, while the block lasts."""
    async with dial(server, charger["charge_point_id"], charger["password"]) as socket:
        assert socket.subprotocol == "ocpp1.6"
        yield Station(RawCharger(socket), operator, charger)
