"""Lists of the whole fleet in a real browser: what is far behind the first page is found by search."""

import sqlite3
from collections.abc import Iterator, Sequence
from contextlib import closing
from http import HTTPStatus
from pathlib import Path
from uuid import uuid4

import pytest
from playwright.async_api import Page, expect

from csms.store.folding import natural
from tests.journeys.browsing import Complaints, sign_in
from tests.journeys.rest import Operator
from tests.journeys.server import ADMIN_EMAIL, RunningServer

CHARGERS = 130
"""More than a page of the dashboard."""
LAST = f"Depot-{CHARGERS}"
NOW = "2026-11-19 12:00:00+00:00"


@pytest.fixture
def server(tmp_path: Path) -> Iterator[RunningServer]:
    with RunningServer(tmp_path) as server:
        yield server


@pytest.mark.timeout(180)
async def test_what_is_far_behind(server: RunningServer, page: Page, complaints: Complaints) -> None:
    async with server.operator() as operator:
        _add_certificates(server, await _chargers(operator))
        template = {"name": "Depot", "keys": [{"key": "HeartbeatInterval", "value": "300"}]}
        await operator.post("/configuration-templates", template, HTTPStatus.CREATED)
        await sign_in(page, ADMIN_EMAIL, server.password)
        await _certificates(page)
        await _drift(page)
    assert complaints == []


async def _chargers(operator: Operator) -> list[tuple[str, str]]:
    """Ids and identities."""
    found = []
    for number in range(1, CHARGERS + 1):
        body = {"charge_point_id": f"Depot-{number}", "security_profile": 0}
        charger = await operator.post("/chargers", body, HTTPStatus.CREATED)
        found.append((str(charger["id"]), str(charger["charge_point_id"])))
    return found


def _add_certificates(server: RunningServer, chargers: Sequence[tuple[str, str]]) -> None:
    """The one that was given last ends last."""
    rows = [
        (str(uuid4()), charger_id, natural(name), f"SN-{place}", f"{2030 + place}-01-01 00:00:00+00:00")
        for place, (charger_id, name) in enumerate(chargers, start=1)
    ]
    columns = "id, charger_id, charge_point_id_natural, common_name, not_after"
    path = server.database_url.removeprefix("sqlite://")
    with closing(sqlite3.connect(path, timeout=10)) as connection, connection:
        connection.executemany(
            f"INSERT INTO charger_certificates ({columns}, state, request, detail, requested_at, updated_at) "
            f"VALUES (?, ?, ?, ?, ?, 'in_use', '', '', '{NOW}', '{NOW}')",
            rows,
        )


async def _certificates(page: Page) -> None:
    await page.goto("/security?view=certificates")
    table = page.get_by_role("table", name="Certificates")
    await expect(table).to_have_attribute("aria-rowcount", str(CHARGERS + 1))
    await expect(table.get_by_role("link").first).to_have_text("Depot-1")
    await expect(table.get_by_role("link", name=LAST, exact=True)).to_have_count(0)
    await page.get_by_role("searchbox").fill(LAST)
    await expect(table.get_by_role("link")).to_have_text([LAST])
    await page.get_by_role("searchbox").fill("")
    await table.get_by_role("button", name="Runs out").click()
    await expect(table.get_by_role("link").first).to_have_text(LAST)
    await table.get_by_role("checkbox", name="Select all on this page").click()
    await page.get_by_role("button", name=f"Select all {CHARGERS}").click()
    await expect(page.get_by_role("button", name=f"Renew {CHARGERS} certificates")).to_be_enabled()


async def _drift(page: Page) -> None:
    await page.goto("/configuration")
    await expect(page.get_by_text(f"{CHARGERS} chargers differ from 1 template")).to_be_visible()
    table = page.get_by_role("table", name="Drift")
    await expect(table.get_by_role("link").first).to_have_text("Depot-1")
    await expect(table.get_by_role("link", name=LAST, exact=True)).to_have_count(0)
    await page.get_by_role("searchbox").fill(LAST)
    await expect(table.get_by_role("link")).to_have_text([LAST])
    await page.get_by_role("button", name="Filter", exact=True).click()
    await page.get_by_role("menuitem", name="Differs").click()
    await expect(page.get_by_text("No charger matches")).to_be_visible()
