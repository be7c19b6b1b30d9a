"""A day in the life of a charge point, and all that its central system saw of it."""

import asyncio
import json
from random import Random
from typing import Any

from msgspec import Struct
from websockets.http11 import Request

from csms.simulator.charge_point import ChargePoint
from csms.simulator.charging_curve import Battery
from csms.simulator.hardware import Hardware
from tests.simulator.central_system import CentralSystem, Payload
from tests.simulator.conftest import KEY
from tests.simulator.virtual_clock import VirtualClock

CAR = Battery(60_000, 0.5, 11_000)


class Recording(Struct):
    """`answers` to what was asked, by name, None where there was none; `attempts` to connect while refused."""

    texts: list[str]
    handshakes: list[Request]
    closed: list[int | None]
    breaches: list[str]
    answers: dict[str, Any]
    pongs: bool
    attempts: int

    @property
    def frames(self) -> list[list[Any]]:
        return [json.loads(text) for text in self.texts]

    def calls(self, action: str) -> list[Payload]:
        return [frame[3] for frame in self.frames if frame[0] == 2 and frame[2] == action]

    def ids(self, action: str = "") -> list[Any]:
        """The message ids of all CALLs, or of those of one action."""
        return [frame[1] for frame in self.frames if frame[0] == 2 and action in ("", frame[2])]

    @property
    def actions(self) -> list[str]:
        """The CALLs in their order, CALLRESULTs as "answer"."""
        return [frame[2] if frame[0] == 2 else "answer" for frame in self.frames]

    @property
    def broken(self) -> set[str]:
        """The messages that break the official schemas."""
        return {breach.partition(":")[0] for breach in self.breaches}

    @property
    def errors(self) -> list[list[Any]]:
        return [frame for frame in self.frames if frame[0] == 4]

    def statuses(self, status: str) -> list[Payload]:
        return [payload for payload in self.calls("StatusNotification") if payload["status"] == status]

    @property
    def samples(self) -> list[dict[str, Any]]:
        values = [value for payload in self.calls("MeterValues") for value in payload["meterValue"]]
        return [sampled for value in values for sampled in value["sampledValue"]]


async def record(*habits: str) -> Recording:
    """The day of one with these habits."""
    clock = VirtualClock()
    central = CentralSystem(clock)
    async with central.serving():
        charge_point = ChargePoint(
            "CP 1", central.url, KEY, Hardware(habits=habits), clock=clock, rng=Random(7)
        )
        charge_point.configuration.set("AllowOfflineTxForUnknownId", "true")
        charge_point.start()
        day = _Day(central, charge_point, clock)
        try:
            await day.live()
        finally:
            await charge_point.stop()
    return Recording(
        central.texts,
        central.handshakes,
        central.closed,
        central.breaches,
        day.answers,
        day.pongs,
        day.attempts,
    )


class _Day:
    def __init__(self, central: CentralSystem, charge_point: ChargePoint, clock: VirtualClock) -> None:
        self.answers: dict[str, Any] = {}
        self.pongs = False
        self.attempts = 0
        self._central = central
        self._charge_point = charge_point
        self._clock = clock

    async def live(self) -> None:
        await self._clock.until(self._central.received("StatusNotification", 2))
        await self._clock.run_for(5)
        await self._talk()
        await self._charge()
        await self._break()
        await self._lose_touch()
        await self._hurry()
        await self._fail_to_start()
        await self._ask("reset", "Reset", type="Hard")
        await self._clock.run_for(700)

    async def _ask(self, name: str, action: str, **payload: Any) -> None:
        asked = asyncio.ensure_future(self._central.command(action, **payload))
        await self._clock.run_for(3)
        self.answers[name] = asked.result() if asked.done() else None
        asked.cancel()

    async def _talk(self) -> None:
        await self._ask("all", "GetConfiguration")
        await self._ask("one", "GetConfiguration", key=["HeartbeatInterval"])
        await self._ask("five", "GetConfiguration", key=["A", "B", "C", "D", "E"])
        await self._ask("coffee", "MakeCoffee")
        await self._ask("values", "TriggerMessage", requestedMessage="MeterValues")
        assert self._central.socket is not None
        pong = asyncio.ensure_future(await self._central.socket.ping())
        await self._clock.run_for(1)
        self.pongs = pong.done()
        pong.cancel()

    async def _charge(self) -> None:
        await self._clock.until(self._charge_point.plug_in(1, CAR))
        await self._ask("start", "RemoteStartTransaction", idTag="TAG-1", connectorId=1)
        self.answers["started"] = self._charge_point.connectors[1].transaction is not None
        if not self.answers["started"]:
            await self._clock.until(self._charge_point.present(1, "TAG-1"))
        await self._clock.run_for(130)
        await self._clock.until(self._charge_point.present(1, "TAG-1"))
        await self._clock.until(self._charge_point.unplug(1))

    async def _break(self) -> None:
        await self._clock.until(self._charge_point.fault(1, "GroundFailure"))
        await self._clock.until(self._charge_point.clear_fault(1))
        await self._clock.run_for(1)

    async def _lose_touch(self) -> None:
        """No network, and a session in the meantime; then nobody lets it in for a while."""
        await self._charge_point.lose_network(200)
        await self._clock.run_for(1)
        await self._charge_point.plug_in(1, CAR)
        await self._charge_point.present(1, "TAG-1")
        await self._clock.run_for(130)
        await self._charge_point.unplug(1)
        self._central.strangers.add("CP 1")
        before = len(self._central.handshakes)
        await self._clock.run_for(75)
        self.attempts = len(self._central.handshakes) - before
        self._central.strangers.clear()
        await self._clock.run_for(130)

    async def _hurry(self) -> None:
        commands = [asyncio.ensure_future(self._central.command("ClearCache")) for _ in range(5)]
        await self._clock.run_for(5)
        self.answers["answered in a hurry"] = sum(command.done() for command in commands)
        for command in commands:
            command.cancel()

    async def _fail_to_start(self) -> None:
        self._central.answers["StartTransaction"] = lambda payload: "InternalError"
        await self._clock.until(self._charge_point.plug_in(1, CAR))
        await self._clock.until(self._charge_point.present(1, "TAG-1"))
        await self._clock.run_for(10)
        del self._central.answers["StartTransaction"]
        await self._clock.run_for(300)
        await self._clock.until(self._charge_point.unplug(1))
        await self._clock.run_for(1)
