"""What steers charging, in a real browser: profiles, local lists, configuration, at a charge point that answers."""

import re
from http import HTTPStatus
from pathlib import Path
from typing import Any

import pytest
from playwright.async_api import Page, expect

from tests.journeys.browsing import Complaints, sign_in_admin
from tests.journeys.rest import Operator
from tests.journeys.server import RunningServer
from tests.journeys.simulated import simulated


@pytest.fixture
def server(tmp_path: Path) -> Any:
    with RunningServer(tmp_path) as server:
        yield server


@pytest.mark.timeout(150)
async def test_an_operator_steers_charging(server: RunningServer, page: Page, complaints: Complaints) -> None:
    async with server.operator() as operator:
        await operator.new_id_tag(note="Ada")
        charger = await operator.new_charger()
        async with simulated(server, charger):
            await operator.post(f"/chargers/{charger['id']}/configuration/refresh")
            await sign_in_admin(page, server)
            await _a_profile_is_installed(page, operator, charger)
            await _it_limits_until_it_is_cleared(page, operator, charger)
            await _a_local_list_is_kept(page, operator, charger)
            await _drift_is_repaired(page, operator, charger)
    assert complaints == []


async def _a_profile_is_installed(page: Page, operator: Operator, charger: dict[str, Any]) -> None:
    await page.get_by_role("link", name="Charging profiles").click()
    await page.get_by_role("link", name="Install profile").first.click()
    await page.get_by_role("button", name="Add chargers").click()
    await page.get_by_role("option", name=charger["charge_point_id"]).click()
    await expect(page.get_by_text("At most 24 periods (ChargingScheduleMaxPeriods).")).to_be_visible()
    await page.get_by_role("button", name="Always capped").click()
    await page.get_by_label("Limit of period 1").fill("10")
    await page.get_by_role("button", name="Install on 1 charger").click()
    await expect(page.get_by_text("1 done", exact=True)).to_be_visible()
    [profile] = await operator.items("/charging-profiles", charger_id=charger["id"])
    assert profile["schedule"]["chargingSchedulePeriod"] == [{"startPeriod": 0, "limit": 10}]


async def _it_limits_until_it_is_cleared(page: Page, operator: Operator, charger: dict[str, Any]) -> None:
    await page.goto(f"/chargers/{charger['id']}/schedules?connector=1")
    await expect(page.get_by_text("Now: 10.0 A (6.9 kW on 3 phases at 230 V).")).to_be_visible()
    await page.get_by_role("button", name="Ask the charger").click()
    await expect(page.get_by_text(re.compile("^The charger says"))).to_be_visible()
    await page.get_by_role("button", name="Clear profile: Every session").click()
    await page.get_by_role("alertdialog").get_by_role("button", name="Clear profile").click()
    await expect(page.get_by_text("Now: No limit.")).to_be_visible()
    assert await operator.items("/charging-profiles", charger_id=charger["id"]) == []


async def _a_local_list_is_kept(page: Page, operator: Operator, charger: dict[str, Any]) -> None:
    await page.get_by_role("link", name="Local lists").click()
    await page.get_by_role("button", name=charger["charge_point_id"]).click()
    sheet = page.get_by_role("complementary", name="Local list")
    await sheet.get_by_role("combobox").click()
    await page.get_by_role("option", name="All good tags").click()
    await sheet.get_by_role("button", name="Save list").click()
    await expect(sheet.get_by_text("In step", exact=True)).to_be_visible()
    await expect(sheet.get_by_text("On the charger", exact=True)).to_be_visible()
    assert (await operator.get(f"/local-lists/{charger['id']}"))["state"] == "in_step"


async def _drift_is_repaired(page: Page, operator: Operator, charger: dict[str, Any]) -> None:
    template = {"name": "Depot", "keys": [{"key": "MeterValueSampleInterval", "value": "17"}]}
    await operator.post("/configuration-templates", template, HTTPStatus.CREATED)
    await page.get_by_role("link", name="Configuration").click()
    await expect(page.get_by_text("1 charger differs from 1 template")).to_be_visible()
    await page.get_by_role("button", name=f"Repair {charger['charge_point_id']}").click()
    dialog = page.get_by_role("dialog", name="Repair 1 charger?")
    await dialog.get_by_role("button", name="Repair 1 charger").click()
    await expect(dialog.get_by_text("1 of 1 keys accepted.")).to_be_visible()
    await dialog.get_by_role("button", name="Close").first.click()
    await expect(page.get_by_text("Every charger is as desired")).to_be_visible()
