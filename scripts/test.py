"""The backend's tests with their coverage: all of them, or the part that pytest's own arguments choose."""

import sys

from scripts.console import BACKEND, run
from scripts.environment import PYTHON

FLOOR = 85


def main(arguments: list[str]) -> int:
    if arguments:
        return run([PYTHON, "-m", "pytest", *arguments], cwd=BACKEND)
    floor = f"--cov-fail-under={FLOOR}"
    if code := run([PYTHON, "-m", "pytest", "--cov", "--cov-report=term", floor], cwd=BACKEND):
        return code
    # What is pure has no excuse: every line and branch of the protocol is tested.
    pure = ["--include=csms/ocpp/*", "--fail-under=100"]
    return run([PYTHON, "-m", "coverage", "report", *pure], cwd=BACKEND)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
