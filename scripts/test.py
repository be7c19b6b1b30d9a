"""The backend's tests with their coverage: all of them, or the part that pytest's own arguments choose."""

import sys

from scripts.console import BACKEND, run, say, succeeds
from scripts.environment import PYTHON

FLOOR = 90
# Each worker has servers and databases of its own; more workers than these gain nothing and need a lot of memory.
WORKERS = ["--numprocesses=auto", "--maxprocesses=4", "--dist=worksteal"]
# What is pure has no excuse: every line and branch of the protocol is tested.
PURE = ["--include=csms/ocpp/*", "--fail-under=100"]


def main(arguments: list[str]) -> int:
    if arguments:
        return run([PYTHON, "-m", "pytest", *arguments], cwd=BACKEND)
    floor = f"--cov-fail-under={FLOOR}"
    if code := run([PYTHON, "-m", "pytest", *WORKERS, "--cov", "--cov-report=term", floor], cwd=BACKEND):
        return code
    report = [PYTHON, "-m", "coverage", "report", *PURE]
    if not succeeds(report, cwd=BACKEND):
        say("csms/ocpp is not covered in full:")
        return run(report, cwd=BACKEND)
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
