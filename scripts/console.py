"""What the set-up tells the person at the terminal, and how it runs other programs."""

import os
import subprocess
import sys
import time
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import NoReturn

ROOT = Path(__file__).resolve().parent.parent
BACKEND = ROOT / "backend"
FRONTEND = ROOT / "frontend"


def say(message: str) -> None:
    print(f"-- {message}", flush=True)


def fail(message: str) -> NoReturn:
    """Ends the program with one clear line that says what to do."""
    sys.exit(f"error: {message}")


@contextmanager
def step(message: str) -> Iterator[None]:
    """Announces a long step, and says how long it took."""
    say(f"{message} ...")
    started = time.monotonic()
    yield
    say(f"done in {time.monotonic() - started:.0f} s")


def run(command: Sequence[str], *, cwd: Path = ROOT, env: Mapping[str, str] | None = None) -> int:
    """Runs a program in the foreground; returns its exit code."""
    return subprocess.run(command, cwd=cwd, env={**os.environ, **(env or {})}, check=False).returncode


def succeeds(command: Sequence[str], *, cwd: Path = ROOT) -> bool:
    """Whether a program ends well; nothing of it is shown."""
    try:
        done = subprocess.run(command, cwd=cwd, stdin=subprocess.DEVNULL, capture_output=True, check=False)
    except OSError:
        return False
    return done.returncode == 0
