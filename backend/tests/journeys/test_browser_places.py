"""Places in a real browser: a station on the map and its page, reservations, cards in and out, many at once."""

import asyncio
import re
from http import HTTPStatus
from pathlib import Path
from typing import Any

import pytest
from playwright.async_api import Page, expect

from tests.certification.station import Station, moment, station_of
from tests.journeys.browsing import Complaints, sign_in_here
from tests.journeys.rest import Operator
from tests.journeys.server import ADMIN_EMAIL, RunningServer

ACCEPTED = {"status": "Accepted"}
HARBOUR = {
    "name": "Harbour",
    "address": "Quay 1",
    "latitude": 53.54,
    "longitude": 10.0,
    "power_limit_w": 22_500,
}


@pytest.fixture
def server(tmp_path: Path) -> Any:
    with RunningServer(tmp_path) as server:
        yield server


@pytest.mark.timeout(180)
async def test_an_operator_looks_after_a_place(
    server: RunningServer, page: Page, complaints: Complaints
) -> None:
    hosts: set[str] = set()
    page.on("request", lambda request: hosts.add(request.url.split("/_next")[0].split("/api")[0]))
    async with server.operator() as operator:
        place = await operator.post("/stations", HARBOUR, HTTPStatus.CREATED)
        await operator.post("/stations", {"name": "Nowhere yet"}, HTTPStatus.CREATED)
        charger = await operator.new_charger(station_id=place["id"])
        async with station_of(server, operator, charger) as station:
            await station.boot()
            await _sign_in(page, server)
            await _opens_it_from_the_map(page, server)
            await _sees_it_charge(page, station, operator)
            await _reserves_and_cancels(page, station)
            await _adopts_and_imports(page, station, operator)
            await _restarts_many(page, station)
    assert {host for host in hosts if host.startswith("http") and not host.startswith(server.url)} == set()
    assert complaints == []


async def _sign_in(page: Page, server: RunningServer) -> None:
    await page.goto("/map")
    await sign_in_here(page, ADMIN_EMAIL, server.password)
    await expect(page.get_by_role("heading", name="2 stations, nothing faulted or offline")).to_be_visible()


async def _opens_it_from_the_map(page: Page, server: RunningServer) -> None:
    """Its borders are drawn by a worker from our own origin, under our own policy."""
    await expect(page.get_by_role("button", name="Add coordinates Nowhere yet")).to_be_visible()
    await page.get_by_role("button", name="Harbour: All online").click()
    popup = page.get_by_role("dialog", name="Station")
    await expect(popup.get_by_text("2 of 2 connectors free, 0.0 kW of 22.5 kW now")).to_be_visible()
    assert any(worker.url.startswith(f"{server.url}/_next/") for worker in page.workers)
    await popup.get_by_role("link", name="Harbour").click()
    await expect(page.get_by_role("heading", name="Harbour: nothing is charging")).to_be_visible()


async def _sees_it_charge(page: Page, station: Station, operator: Operator) -> None:
    """Without a reload."""
    number = await station.charging(await operator.new_id_tag())
    reading = {"value": "7.3", "measurand": "Power.Active.Import", "unit": "kW"}
    sample = {"timestamp": moment(), "sampledValue": [reading]}
    await station.call("MeterValues", {"connectorId": 1, "transactionId": number, "meterValue": [sample]})
    title = re.compile(r"^Harbour: 1 connector charging at .* of 22\.5 kW$")
    await expect(page.get_by_role("heading", name=title)).to_be_visible()
    await expect(page.get_by_role("table", name="Chargers").get_by_text("7.3 kW")).to_be_visible()
    await station.stop(number)
    await station.status("Available")
    await expect(page.get_by_role("heading", name="Harbour: nothing is charging")).to_be_visible()


async def _reserves_and_cancels(page: Page, station: Station) -> None:
    """Each deed shows what the charger made of it."""
    await page.get_by_role("link", name="Reservations").click()
    await page.get_by_role("button", name="Reserve connector").first.click()
    dialog = page.get_by_role("dialog", name="Reserve connector")
    await dialog.get_by_label("Charger").click()
    await page.get_by_role("option", name=re.compile(station.charger["charge_point_id"])).click()
    await expect(page.get_by_role("listbox")).to_have_count(0)
    await dialog.get_by_label("Id tag").click()
    await page.get_by_placeholder("Search or type a tag").fill("GUEST-1")
    await page.get_by_role("option", name=re.compile("GUEST-1")).click()
    answering = asyncio.create_task(station.asked("ReserveNow", ACCEPTED))
    await dialog.get_by_role("button", name="Reserve connector").click()
    assert (await answering)["idTag"] == "GUEST-1"
    await expect(dialog.get_by_text("Accepted by the charger")).to_be_visible()
    await dialog.get_by_role("button", name="Close").first.click()
    await expect(page.get_by_role("heading", name="1 connector is reserved")).to_be_visible()

    await page.get_by_role("button", name=re.compile("^Cancel the reservation")).click()
    answering = asyncio.create_task(station.asked("CancelReservation", ACCEPTED))
    await page.get_by_role("button", name="Cancel reservation").click()
    await answering
    await page.get_by_role("dialog").get_by_role("button", name="Close").first.click()
    await expect(page.get_by_role("heading", name="No connector is reserved")).to_be_visible()
    await expect(page.get_by_role("table", name="Reservations").get_by_text("Cancelled")).to_be_visible()


async def _adopts_and_imports(page: Page, station: Station, operator: Operator) -> None:
    await page.get_by_role("link", name="Id tags").click()
    assert (await station.authorize("04FFEE"))["status"] == "Invalid"
    await page.get_by_role("button", name="Adopt 04FFEE").click()
    form = page.get_by_role("dialog", name="Edit 04FFEE")
    await form.get_by_label("Note").fill("The new van")
    await form.get_by_role("button", name="Save id tag").click()
    await expect(form).to_be_hidden()

    await page.get_by_role("button", name="Import or export").click()
    await page.get_by_role("menuitem", name="Import from a file").click()
    table = "id_tag;note\n04FFEE;Käfer\nVAN-1;\n".encode("windows-1252")
    await page.get_by_label("File").set_input_files(
        {"name": "tags.csv", "mimeType": "text/csv", "buffer": table}
    )
    await expect(page.get_by_text("1 new, 1 changed, 0 as they are")).to_be_visible()
    await page.get_by_role("button", name="Import 2 id tags").click()
    await expect(page.get_by_text("Imported: 1 new, 1 changed, 0 as they were")).to_be_visible()
    await page.get_by_role("dialog").get_by_role("button", name="Close").first.click()
    notes = {tag["id_tag"]: tag["note"] for tag in await operator.items("/id-tags")}
    assert notes["04FFEE"] == "Käfer"


async def _restarts_many(page: Page, station: Station) -> None:
    await page.get_by_role("link", name="Chargers").click()
    await page.get_by_role("checkbox", name="Select all on this page").click()
    await page.get_by_role("region", name="Selected rows").get_by_role("button", name="Restart").click()
    answering = asyncio.create_task(station.asked("Reset", {"status": "Rejected"}))
    await page.get_by_role("button", name="Restart 1 charger").click()
    assert await answering == {"type": "Soft"}
    await expect(page.get_by_text("0 done, 1 failed")).to_be_visible()
    await expect(page.get_by_role("list", name="What came of each")).to_contain_text(
        "The charger rejected it"
    )
