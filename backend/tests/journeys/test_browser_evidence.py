"""From a number on a transaction's page to the raw frame behind it, in a real browser."""

import json
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from ocpp.v16 import call  # type: ignore[import-untyped]
from playwright.async_api import Page, expect

from csms.simulator.charging_curve import Battery
from tests.journeys.browsing import Complaints, sign_in
from tests.journeys.charger import connected
from tests.journeys.rest import Operator
from tests.journeys.server import ADMIN_EMAIL, RunningServer
from tests.journeys.simulated import simulated
from tests.journeys.test_charging import at, boot, meter, start, stop, transaction_of
from tests.journeys.waiting import until

OTHERS = 120
"""Frames since then: more than a page of the log."""


@pytest.fixture
def server(tmp_path: Path) -> Iterator[RunningServer]:
    with RunningServer(tmp_path) as server:
        yield server


async def _follow(page: Page, transaction: dict[str, Any], title: str) -> list[Any]:
    """The link in the evidence, the open row, its raw frame."""
    await page.goto(f"/transactions/{transaction['id']}")
    await page.get_by_role("region", name="Evidence").get_by_role("link", name=title).click()
    await page.get_by_role("tab", name="Raw").click()
    raw = page.get_by_text(re.compile(r'^\[2,\s*"')).first
    await expect(raw).to_be_visible()
    frame: list[Any] = json.loads(await raw.inner_text())
    return frame


@pytest.mark.timeout(150)
async def test_a_running_session(server: RunningServer, page: Page, complaints: Complaints) -> None:
    async with server.operator() as operator:
        charger, tag = await operator.new_charger(), await operator.new_id_tag()
        async with simulated(server, charger) as charge_point:
            await charge_point.plug_in(1, Battery(60_000, 0.5, 11_000))
            await operator.command(charger, "RemoteStartTransaction", {"idTag": tag, "connectorId": 1})
            connector = charge_point.connectors[1]
            await until(lambda: connector.transaction is not None and connector.transaction.id)
            await operator.command(charger, "TriggerMessage", {"requestedMessage": "MeterValues"})
            transaction = await _with_evidence(operator, charger, "last_sample")
            await sign_in(page, ADMIN_EMAIL, server.password)
            begun = await _follow(page, transaction, "StartTransaction")
            assert begun[2] == "StartTransaction"
            assert begun[3]["meterStart"] == transaction["meter_start"]
            sampled = await _follow(page, transaction, "Last sample")
            assert sampled[2] == "MeterValues"
            assert sampled[3]["transactionId"] == transaction["transaction_id"]
    assert complaints == []


async def _with_evidence(operator: Operator, charger: dict[str, Any], kind: str) -> dict[str, Any]:
    found = await transaction_of(operator, charger)
    detail: dict[str, Any] = await operator.eventually(
        f"/transactions/{found['id']}",
        lambda one: any(piece["kind"] == kind for piece in one["evidence"]),
    )
    return detail


@pytest.mark.timeout(150)
async def test_a_past_one_and_a_suspect_one(
    server: RunningServer, page: Page, complaints: Complaints
) -> None:
    """However long ago; and where the meter ran backwards, the two registers that say so, and the decision."""
    async with server.operator() as operator:
        charger, tag = await operator.new_charger(), await operator.new_id_tag()
        async with connected(server, charger) as charge_point:
            await boot(charge_point)
            number = await start(charge_point, tag, meter_start=5000, moment=at(-7200))
            await meter(charge_point, number, 6500, "7.4", at(-3600))
            await stop(charge_point, number, 4000, reason="Local")
            for _ in range(OTHERS):
                await charge_point.call(call.Heartbeat())
            transaction = await _with_evidence(operator, charger, "stopped")
            assert "meter_backwards" in {flag["code"] for flag in transaction["flags"]}
            await sign_in(page, ADMIN_EMAIL, server.password)
            for title, field, register in (
                ("StartTransaction", "meterStart", 5000),
                ("StopTransaction", "meterStop", 4000),
            ):
                frame = await _follow(page, transaction, title)
                assert (frame[2], frame[3][field]) == (title, register)
            sampled = await _follow(page, transaction, "Last sample")
            assert sampled[3]["meterValue"][0]["sampledValue"][0]["value"] == "6500"
            await page.goto(f"/transactions/{transaction['id']}")
            await page.get_by_role("link", name="1 sample", exact=True).click()
            row = page.get_by_role("row").filter(has_text="MeterValues")
            await expect(row).to_have_count(1)
            await page.goto(f"/transactions/{transaction['id']}")
            await page.get_by_role("button", name="Use last sample, 1.50 kWh").click()
            await expect(page.get_by_role("main").get_by_text("Completed", exact=True)).to_be_visible()
            await expect(page.get_by_role("button", name="Use last sample")).to_have_count(0)
            settled = await transaction_of(operator, charger)
            assert (settled["state"], settled["energy_wh"]) == ("completed", 1500)
    assert complaints == []
