"""The queue of transaction messages (OCPP 1.6, 3.7.1)."""

import asyncio

from csms.simulator.charge_point import ChargePoint
from csms.simulator.charging_curve import Battery
from tests.simulator.central_system import CentralSystem
from tests.simulator.virtual_clock import VirtualClock


async def test_a_failed_message_is_tried_again_later_and_later(
    charge_point: ChargePoint, central: CentralSystem, clock: VirtualClock
) -> None:
    """RPC-17: the wait is the interval times the number of the attempt; what follows waits its turn."""
    central.answers["StartTransaction"] = lambda payload: "InternalError"
    before = clock.now()
    await clock.until(charge_point.plug_in(1, Battery(60_000, 0.5, 11_000)))
    assert await clock.until(charge_point.present(1, "TAG-1"))
    await clock.until(central.received("StartTransaction", 2))
    assert (clock.now() - before).total_seconds() == 60
    assert central.all("MeterValues") == []
    del central.answers["StartTransaction"]
    await clock.until(central.received("MeterValues", 3))
    assert (clock.now() - before).total_seconds() == 180
    assert {payload["transactionId"] for payload in central.all("MeterValues")} == {1000}
    starts = central.all("StartTransaction")
    assert starts == [starts[0]] * 3


async def test_is_given_up_after_the_configured_attempts(
    charge_point: ChargePoint, central: CentralSystem, clock: VirtualClock
) -> None:
    """Errata 3.18: a StopTransaction of a start that never arrived says -1."""
    central.answers["StartTransaction"] = lambda payload: "InternalError"
    await clock.until(charge_point.plug_in(1, Battery(60_000, 0.5, 11_000)))
    assert await clock.until(charge_point.present(1, "TAG-1"))
    await clock.until(charge_point.unplug(1))
    stop = await clock.until(central.received("StopTransaction"))
    assert stop["transactionId"] == -1
    assert len(central.all("StartTransaction")) == 3


async def test_silence_is_a_failure_too(
    charge_point: ChargePoint, central: CentralSystem, clock: VirtualClock
) -> None:
    central.silent.add("StartTransaction")
    await clock.until(charge_point.plug_in(1, Battery(60_000, 0.5, 11_000)))
    started = clock.until(charge_point.present(1, "TAG-1"))
    assert await started
    central.silent.clear()
    await clock.until(central.received("StartTransaction", 2))
    await clock.until(central.received("MeterValues"))


async def test_a_message_whose_answer_was_lost_is_sent_again(
    charge_point: ChargePoint, central: CentralSystem, clock: VirtualClock
) -> None:
    """START-04: the same content, so that the central system can tell."""
    central.silent.add("StartTransaction")
    await clock.until(charge_point.plug_in(1, Battery(60_000, 0.5, 11_000)))
    task = asyncio.ensure_future(charge_point.present(1, "TAG-1"))
    await clock.until(central.received("StartTransaction"))
    central.silent.clear()
    await charge_point.lose_network(20)
    first, second = (
        await clock.until(central.received("StartTransaction", 1)),
        await clock.until(central.received("StartTransaction", 2)),
    )
    assert first == second
    assert await clock.until(task)
