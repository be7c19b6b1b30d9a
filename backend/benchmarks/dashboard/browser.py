"""What a browser feels: bytes of a first load, time of an answer to a hand, frames of a scroll, memory."""

import asyncio
import statistics
from collections.abc import Awaitable, Callable
from typing import Any, NamedTuple

from playwright.async_api import CDPSession, Page, expect

from tests.journeys.pages.looking import DESK

PATIENCE = 30_000
FRAME_MS = 1000 / 60

_WATCH = """() => {
  window.felt = []
  new PerformanceObserver((list) => {
    for (const { name, duration, interactionId } of list.getEntries())
      if (interactionId) window.felt.push({ name, duration })
  }).observe({ type: 'event', durationThreshold: 16, buffered: false })
}"""

_FRAMES = """() => {
  window.frames_ms = []
  let last = performance.now()
  const step = (now) => { window.frames_ms.push(now - last); last = now; window.stepping = requestAnimationFrame(step) }
  window.stepping = requestAnimationFrame(step)
}"""


class Scroll(NamedTuple):
    """Milliseconds between frames. `late`: the share of frames that took two places or more, in percent."""

    median: float
    p95: float
    late: float
    rows: int


async def list_of_chargers(page: Page) -> float:
    """Opens the list of chargers; the seconds until its rows are there."""
    loop = asyncio.get_running_loop()
    began = loop.time()
    await page.goto("/chargers")
    await expect(page.get_by_role("row").nth(10).get_by_role("link")).to_be_visible(timeout=PATIENCE)
    return loop.time() - began


async def felt(page: Page, act: Callable[[], Awaitable[None]]) -> list[float]:
    """The times (ms, in steps of 8) from a hand's doing to the next frame, of all that took 16 or more."""
    await page.evaluate(_WATCH)
    await act()
    await page.wait_for_timeout(500)
    found: list[dict[str, Any]] = await page.evaluate("window.felt")
    return [one["duration"] for one in found]


async def still_page(page: Page) -> None:
    """Opens a page of lines without a script: what this machine's browser makes of a scroll by itself."""
    await page.goto("about:blank")
    await page.set_content("<table>" + "<tr><td>CP-00001</td></tr>" * 2_000 + "</table>")


async def scroll(page: Page, seconds: float = 5) -> Scroll:
    """Down a page with the wheel, as fast as a hand does."""
    await page.mouse.move(DESK["width"] / 2, DESK["height"] / 2)
    await page.evaluate(_FRAMES)
    for _ in range(int(seconds * 20)):
        await page.mouse.wheel(0, 240)
        await page.wait_for_timeout(50)
    found: list[float] = await page.evaluate("(cancelAnimationFrame(window.stepping), window.frames_ms)")
    rows = await page.get_by_role("row").count()
    late = 100 * sum(one > 1.5 * FRAME_MS for one in found) / len(found)
    return Scroll(statistics.median(found), statistics.quantiles(found, n=20)[-1], late, rows)


async def heap_mb(cdp: CDPSession) -> float:
    """Used by scripts, after the garbage is gone."""
    await cdp.send("HeapProfiler.collectGarbage")
    usage = await cdp.send("Runtime.getHeapUsage")
    return float(usage["usedSize"]) / 1e6
