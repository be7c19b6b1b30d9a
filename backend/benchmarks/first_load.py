"""`make bench-first-load`: how long the overview takes to be readable in a new browser, on slow lines too."""

import argparse
import asyncio
import statistics
import tempfile
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any, NamedTuple

from playwright.async_api import Browser, BrowserContext, CDPSession, Page, expect

from benchmarks import machine
from benchmarks.documentation import DOCUMENTATION, replace_first_load
from csms.api.dashboard import EXPORT
from tests.journeys.browsing import sign_in_admin
from tests.journeys.pages.looking import DESK
from tests.journeys.server import RunningServer
from tests.services.browser import chromium

PATIENCE = 60_000
QUIET_MS = 4_000
"""After the figures: what is loaded ahead begins after 2.5 seconds."""
SLOWER_PROCESSOR = 4
HEADINGS = ("line", "title", "figures", "scripts until the title", "scripts in all", "styles", "fonts")


class Line(NamedTuple):
    name: str
    bits_per_second: int = 0
    milliseconds: int = 0


LINES = (Line("this machine's"), Line("fast 4G", 9_000_000, 60), Line("slow 4G", 1_600_000, 150))
"""Those that Lighthouse takes; on them the processor is slower, too."""


class Load(NamedTuple):
    """Seconds, and bytes as they come over the wire."""

    title: float
    figures: float
    scripts_until_title: int
    scripts: int
    styles: int
    fonts: int


def main() -> None:
    options = _options()
    facts = machine.describe()
    rows = asyncio.run(_measure(options.dashboard, options.rounds))
    lines = [f"| {' | '.join(row)} |" for row in [HEADINGS, ("---",) * len(HEADINGS), *rows]]
    table = "\n".join(lines)
    print(f"\n{table}\n\n" + "\n".join(f"{name:10} {value}" for name, value in facts.items()))
    if options.save:
        DOCUMENTATION.write_text(replace_first_load(DOCUMENTATION.read_text(), table, facts))


def _options() -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="python -m benchmarks.first_load", description=__doc__)
    parser.add_argument("--rounds", type=int, default=5)
    parser.add_argument(
        "--dashboard", metavar="FOLDER", default=str(EXPORT), help="another build, to compare"
    )
    parser.add_argument("--save", action="store_true", help="write the table into docs/benchmarks.md")
    return parser.parse_args()


async def _measure(dashboard: str, rounds: int) -> list[Sequence[str]]:
    with (
        tempfile.TemporaryDirectory(prefix="csms-bench-") as folder,
        RunningServer(Path(folder), DASHBOARD_DIR=dashboard) as server,
    ):
        async with server.operator() as operator:
            await operator.new_charger()
        async with chromium() as browser:
            state = await _signed_in(browser, server)
            rows = []
            for line in LINES:
                loads = [await _load(browser, server, state, line) for _ in range(rounds)]
                rows.append(_row(line, loads))
                print(*rows[-1], sep=", ", flush=True)
            return rows


async def _signed_in(browser: Browser, server: RunningServer) -> Any:
    context = await browser.new_context(base_url=server.url)
    await sign_in_admin(await context.new_page(), server)
    state = await context.storage_state()
    await context.close()
    return state


async def _load(browser: Browser, server: RunningServer, state: Any, line: Line) -> Load:
    """With a cache that is as empty as a new browser's."""
    context = await browser.new_context(base_url=server.url, viewport=DESK, storage_state=state)
    page = await context.new_page()
    await _slow_down(context, page, line)
    received = await _watch(await context.new_cdp_session(page))
    await page.goto("/", wait_until="commit")
    await expect(page.locator("main h1")).to_be_visible(timeout=PATIENCE)
    title = await _seconds(page)
    scripts_until_title = sum(_sizes(received, "Script"))
    await expect(page.locator("main [data-slot=skeleton] >> visible=true")).to_have_count(0, timeout=PATIENCE)
    figures = await _seconds(page)
    await page.wait_for_timeout(QUIET_MS)
    await context.close()
    scripts, styles, fonts = (sum(_sizes(received, kind)) for kind in ("Script", "Stylesheet", "Font"))
    return Load(title, figures, scripts_until_title, scripts, styles, fonts)


async def _seconds(page: Page) -> float:
    """Since the address was entered, by the browser's own clock."""
    now: float = await page.evaluate("performance.now()")
    return now / 1000


async def _slow_down(context: BrowserContext, page: Page, line: Line) -> None:
    if not line.bits_per_second:
        return
    cdp = await context.new_cdp_session(page)
    await cdp.send("Emulation.setCPUThrottlingRate", {"rate": SLOWER_PROCESSOR})
    await cdp.send("Network.enable")
    bytes_per_second = line.bits_per_second / 8
    await cdp.send(
        "Network.emulateNetworkConditions",
        {
            "offline": False,
            "latency": line.milliseconds,
            "downloadThroughput": bytes_per_second,
            "uploadThroughput": bytes_per_second,
        },
    )


async def _watch(cdp: CDPSession) -> dict[str, dict[str, Any]]:
    """By request: what it is and how many bytes have come, kept up to date."""
    received: dict[str, dict[str, Any]] = {}

    def about(event: dict[str, Any]) -> dict[str, Any]:
        return received.setdefault(event["requestId"], {})

    cdp.on("Network.responseReceived", lambda event: about(event).update(kind=event["type"]))
    cdp.on("Network.loadingFinished", lambda event: about(event).update(size=event["encodedDataLength"]))
    await cdp.send("Network.enable")
    return received


def _sizes(received: dict[str, dict[str, Any]], kind: str) -> Iterator[int]:
    return (one.get("size", 0) for one in received.values() if one.get("kind") == kind)


def _row(line: Line, loads: list[Load]) -> Sequence[str]:
    of = Load(*(statistics.median(values) for values in zip(*loads, strict=True)))
    sizes = (of.scripts_until_title, of.scripts, of.styles, of.fonts)
    return (
        line.name,
        f"{of.title:.2f} s",
        f"{of.figures:.2f} s",
        *(f"{size / 1000:.0f} KB" for size in sizes),
    )


if __name__ == "__main__":
    main()
