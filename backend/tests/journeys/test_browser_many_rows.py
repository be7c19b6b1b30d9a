"""Lists of more rows than one answer holds, in a real browser: what is on no page yet is found by the server."""

import sqlite3
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path
from typing import Any
from uuid import uuid4

import pytest
from playwright.async_api import Page, expect

from csms.store.folding import fold, natural
from tests.journeys.browsing import Complaints, sign_in_admin
from tests.journeys.server import RunningServer

MANY = 300
"""Three answers."""
SIXTEEN_AMPERES = '{"chargingRateUnit":"A","chargingSchedulePeriod":[{"startPeriod":0,"limit":16}]}'


@pytest.fixture
def server(tmp_path: Path) -> Iterator[RunningServer]:
    with RunningServer(tmp_path) as server:
        yield server


@pytest.mark.timeout(150)
async def test_what_is_beyond_the_first_page_is_found(
    server: RunningServer, page: Page, complaints: Complaints
) -> None:
    _add_refusals(server)
    _add_stops(server)
    await _add_profiles(server)
    await sign_in_admin(page, server)
    await _finds_a_refusal(page)
    await _finds_a_stop(page)
    await _finds_a_profile(page)
    assert complaints == []


def _add(server: RunningServer, table: str, rows: list[dict[str, Any]]) -> None:
    columns = list(rows[0])
    values = ", ".join(f":{name}" for name in columns)
    path = server.database_url.removeprefix("sqlite://")
    with closing(sqlite3.connect(path, timeout=10)) as connection, connection:
        connection.executemany(f"INSERT INTO {table} ({', '.join(columns)}) VALUES ({values})", rows)


def _minute(number: int) -> str:
    return f"2026-11-19 {number // 60:02}:{number % 60:02}:00+00:00"


def _add_refusals(server: RunningServer) -> None:
    """The later ones later; of every third the password was wrong."""
    _add(
        server,
        "connection_refusals",
        [
            {
                "id": str(uuid4()),
                "charge_point_id": f"EVB-{number}",
                "charge_point_id_folded": fold(f"EVB-{number}"),
                "charge_point_id_natural": natural(f"EVB-{number}"),
                "address": f"10.0.{number // 250}.{number % 250}",
                "cause": "unknown_identity" if number % 3 else "wrong_password",
                "detail": "",
                "count": 2,
                "first_at": _minute(number),
                "last_at": _minute(number),
            }
            for number in range(1, MANY + 1)
        ],
    )


def _add_stops(server: RunningServer) -> None:
    """The later ones later; every third has found its transaction."""
    _add(
        server,
        "quarantined_stops",
        [
            {
                "id": str(uuid4()),
                "charger_id": str(uuid4()),
                "charge_point_id": f"CP-{number}",
                "charge_point_id_natural": natural(f"CP-{number}"),
                "ocpp_transaction_id": str(number),
                "stop_key": str(number),
                "id_token": f"CARD-{number}",
                "meter_stop": str(1000 * number),
                "stop_reason": "Local",
                "occurred_at": _minute(number),
                "received_at": _minute(number),
                "samples": "[]",
                "transaction_id": None if number % 3 else str(uuid4()),
                "joined_at": None if number % 3 else _minute(number),
            }
            for number in range(1, MANY + 1)
        ],
    )


async def _add_profiles(server: RunningServer) -> None:
    """Of one charger, the later ones later; every third is over."""
    async with server.operator() as operator:
        charger = await operator.new_charger()
    _add(
        server,
        "charging_profiles",
        [
            {
                "id": str(uuid4()),
                "charger_id": charger["id"],
                "evse_id": number,
                "ocpp_profile_id": 1000 + number,
                "stack_level": 0,
                "purpose": "TxDefaultProfile",
                "kind": "Relative",
                "schedule": SIXTEEN_AMPERES,
                "uncertain": 0,
                "installed_at": _minute(number),
                "valid_to": None if number % 3 else _minute(number),
                "ends_at": None if number % 3 else _minute(number),
                "place_natural": natural(f"{charger['charge_point_id']} {number}"),
            }
            for number in range(1, MANY + 1)
        ],
    )


async def _finds_a_refusal(page: Page) -> None:
    await page.goto("/problems/refusals")
    rows = page.get_by_role("row")
    await expect(page.get_by_role("heading", level=1, name="600 connections refused")).to_be_visible()
    await expect(rows.nth(1)).to_contain_text(f"EVB-{MANY}")
    await expect(page.get_by_role("table")).to_have_attribute("aria-rowcount", str(MANY + 1))
    await page.get_by_role("searchbox").fill("evb-7")
    await expect(page.get_by_role("row", name="EVB-7", exact=False).last).to_contain_text("10.0.0.7")
    await page.goto("/problems/refusals?cause=wrong_password&sort=name")
    await expect(rows.nth(1)).to_contain_text("EVB-3")
    await expect(rows.nth(4)).to_contain_text("EVB-12")
    await expect(page.get_by_role("table")).to_have_attribute("aria-rowcount", str(MANY // 3 + 1))


async def _finds_a_stop(page: Page) -> None:
    await page.goto("/problems/quarantined")
    rows = page.get_by_role("row")
    waiting = MANY - MANY // 3
    await expect(
        page.get_by_role("heading", level=1, name=f"{waiting} stops fit no transaction")
    ).to_be_visible()
    await page.get_by_role("searchbox").fill("card-7")
    await expect(rows.last).to_contain_text("CP-7")
    await page.goto("/problems/quarantined?state=joined&sort=charger")
    await expect(rows.nth(1)).to_contain_text("CP-3")
    await expect(rows.nth(4)).to_contain_text("CP-12")
    await expect(page.get_by_role("table")).to_have_attribute("aria-rowcount", str(MANY // 3 + 1))


async def _finds_a_profile(page: Page) -> None:
    await page.goto("/profiles")
    rows = page.get_by_role("row")
    await expect(
        page.get_by_role("heading", level=1, name=f"{MANY} charging profiles on 1 charger")
    ).to_be_visible()
    await page.get_by_role("searchbox").fill("1007")
    await expect(rows).to_have_count(2)
    await rows.nth(1).get_by_role("button").click()
    await expect(page.get_by_role("complementary", name="Profile")).to_contain_text("1007")
    await page.goto("/profiles?state=over&sort=charger")
    await expect(page.get_by_role("table")).to_have_attribute("aria-rowcount", str(MANY // 3 + 1))
    await expect(rows.nth(1)).to_contain_text("3")
    await expect(rows.nth(4)).to_contain_text("12")
