"""Sets up what a make target needs, and only what is missing.

    python -m scripts.setup run | test | check | bench | all

Needs nothing but Python >= 3.11: no package of its own, no Node, no database.
"""

import fcntl
import os
import sys
from collections.abc import Callable

from scripts import dashboard, environment, node
from scripts.console import ROOT, fail, say


def server() -> None:
    environment.install("requirements", "the server's packages")


def tools() -> None:
    environment.install("requirements-dev", "the packages for checks and tests")


NEEDS: dict[str, list[Callable[[], None]]] = {
    "run": [server, dashboard.ensure],
    "check": [tools, node.ensure_packages],
    "bench": [tools, environment.ensure_redis],
    "test": [
        tools,
        environment.ensure_redis,
        environment.ensure_browser,
        node.ensure_packages,
        dashboard.ensure,
    ],
}
NEEDS["all"] = NEEDS["test"]


def main() -> None:
    if len(sys.argv) != 2 or sys.argv[1] not in NEEDS:
        fail(f"usage: python -m scripts.setup {' | '.join(NEEDS)}")
    lock = os.open(ROOT, os.O_RDONLY)
    try:
        fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        say("Waiting for another set-up in this folder")
        fcntl.flock(lock, fcntl.LOCK_EX)
    environment.ensure()
    for need in NEEDS[sys.argv[1]]:
        need()


if __name__ == "__main__":
    main()
