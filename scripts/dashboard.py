"""The dashboard as the server hands it out: `frontend/out`, built again only when its sources changed."""

import os
from collections.abc import Iterator
from pathlib import Path

from scripts import node, stamps
from scripts.console import FRONTEND, fail, step

OUTPUT = FRONTEND / "out"
# Neither what a build makes, nor what only the tests read.
NOT_SOURCES = {"node_modules", "out", ".next", "tests", "coverage", "next-env.d.ts", "tsconfig.tsbuildinfo"}


def ensure() -> None:
    """Builds the dashboard unless exactly these sources have been built already; then no Node is needed."""
    settings = sorted(f"{key}={value}" for key, value in os.environ.items() if key.startswith("NEXT_PUBLIC_"))
    value = stamps.digest(_sources(), *settings)
    stamp = OUTPUT / ".stamp"
    if stamps.is_current(stamp, value):
        return
    node.ensure_packages()
    with step("Building the dashboard"):
        if node.npm(["run", "build"]):
            fail("the dashboard could not be built; the message is above")
    stamps.write(stamp, value)


def _sources() -> Iterator[Path]:
    if not (FRONTEND / "package.json").is_file():
        fail("frontend/package.json is missing: the checkout is incomplete")
    for top in FRONTEND.iterdir():
        if top.name in NOT_SOURCES:
            continue
        yield from (file for file in ([top] if top.is_file() else top.rglob("*")) if file.is_file())
