"""`make bench-dashboard`: the dashboard with ten thousand chargers and a thousand events a minute."""

import argparse
import asyncio
import tempfile
from datetime import UTC, datetime
from pathlib import Path

from playwright.async_api import Browser, BrowserContext, Page

from benchmarks import machine
from benchmarks.dashboard import browser as measured
from benchmarks.dashboard.fleet import fill, speaking
from benchmarks.documentation import DOCUMENTATION, replace_dashboard
from tests.journeys.browsing import sign_in_admin
from tests.journeys.pages.looking import DESK
from tests.journeys.server import RunningServer
from tests.services import schema
from tests.services.browser import chromium

SETTLING_MS = 40_000
"""The server's and the browser's own beginnings, which have the same cores, are over then."""

Rows = list[tuple[str, str, str]]


def main() -> None:
    options = _options()
    facts = machine.describe()
    with tempfile.TemporaryDirectory(prefix="csms-bench-") as folder:
        rows = asyncio.run(_measure(Path(folder), options))
    table = "\n".join(f"| {' | '.join(row)} |" for row in [("", "measured", "aim"), ("---",) * 3, *rows])
    print(f"\n{table}\n\n" + "\n".join(f"{name:10} {value}" for name, value in facts.items()))
    if options.save:
        DOCUMENTATION.write_text(replace_dashboard(DOCUMENTATION.read_text(), table, facts))


def _options() -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="python -m benchmarks.dashboard", description=__doc__)
    parser.add_argument("--chargers", type=int, default=10_000)
    parser.add_argument("--events", type=float, default=1_000, help="a minute")
    parser.add_argument("--minutes", type=int, default=30, help="that the memory is watched")
    parser.add_argument("--save", action="store_true", help="write the table into docs/benchmarks.md")
    return parser.parse_args()


def _tell(line: str) -> None:
    print(f"{datetime.now(UTC):%H:%M:%S} {line}", flush=True)


async def _measure(folder: Path, options: argparse.Namespace) -> Rows:
    database = folder / "data" / "csms.db"
    database.parent.mkdir(parents=True)
    schema.copy_sqlite(database)
    _tell(f"filling {options.chargers} chargers")
    await fill(f"sqlite://{database}", options.chargers)
    with RunningServer(folder) as server:
        async with chromium() as browser, speaking(server, options.events):
            return await _look(browser, server, options.minutes)


async def _look(browser: Browser, server: RunningServer, minutes: int) -> Rows:
    context = await browser.new_context(base_url=server.url, viewport=DESK)
    page = await context.new_page()
    await sign_in_admin(page, server)
    await page.wait_for_timeout(SETTLING_MS)
    _tell("list of chargers")
    listed = await measured.list_of_chargers(page)
    felt = await measured.felt(page, lambda: _use(page))
    _tell(f"longest answer to a hand: {max(felt, default=16):.0f} ms")
    first, scroll = await _scroll(page), await _scroll(page)
    still = await _still(context)
    _tell(f"memory, {minutes} minutes")
    cdp = await context.new_cdp_session(page)
    heaps = []
    for minute in range(minutes + 1):
        heaps.append(await measured.heap_mb(cdp))
        _tell(f"minute {minute}: {heaps[-1]:.2f} MB")
        await page.wait_for_timeout(60_000)
    return [
        ("until the list of chargers is there", f"{listed:.1f} s", ""),
        (
            "longest answer to a hand (typing, sorting, opening a menu)",
            f"{max(felt, default=16):.0f} ms",
            "100 ms",
        ),
        ("frames of a scroll, median", f"{scroll.median:.1f} ms", "16.7 ms"),
        ("frames of a scroll, p95", f"{scroll.p95:.1f} ms", ""),
        ("frames that came late", f"{scroll.late:.1f} %", ""),
        ("frames that came late in the first scroll of a new browser", f"{first.late:.1f} %", ""),
        ("frames that came late on a page of lines without a script", f"{still.late:.1f} %", ""),
        ("rows in the document then", str(scroll.rows), ""),
        ("memory at first", f"{heaps[0]:.1f} MB", ""),
        ("memory, the most of every minute's", f"{max(heaps):.1f} MB", ""),
        (f"memory after {minutes} minutes", f"{heaps[-1]:.1f} MB", "flat"),
    ]


async def _scroll(page: Page) -> measured.Scroll:
    await measured.list_of_chargers(page)
    scroll = await measured.scroll(page)
    _tell(f"frames that came late: {scroll.late:.1f} %")
    return scroll


async def _still(context: BrowserContext) -> measured.Scroll:
    page = await context.new_page()
    await measured.still_page(page)
    scroll = await measured.scroll(page)
    await page.close()
    return scroll


async def _use(page: Page) -> None:
    """Searching, sorting, opening menus, as somebody in a hurry."""
    box = page.get_by_role("searchbox")
    await box.click()
    await box.press_sequentially("CP-04", delay=80)
    await page.wait_for_timeout(1_500)
    await box.fill("")
    await page.get_by_role("button", name="Columns").click()
    await page.keyboard.press("Escape")
    await page.get_by_role("columnheader", name="Status").get_by_role("button").click()
    await page.wait_for_timeout(1_500)
    await page.get_by_role("columnheader", name="Charger").get_by_role("button").click()
    await page.wait_for_timeout(1_500)
    await page.get_by_role("row").nth(3).get_by_role("link").first.click()
    await page.wait_for_timeout(2_000)
    await page.get_by_role("link", name="Commands", exact=True).click()


if __name__ == "__main__":
    main()
