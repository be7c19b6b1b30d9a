"""Writes the locked requirement files anew from the `.in` files, and completes the dashboard's lock.

Versions move only with `--upgrade`.
"""

import sys
import tempfile
from pathlib import Path

from scripts import npm_lock
from scripts.console import BACKEND, fail, run, step

LOCKS: dict[str, list[str]] = {
    "requirements": [],
    "requirements-dev": ["--constraint", "requirements.txt"],  # what is tested is what runs
    "requirements-build": [],
    "requirements-redis": [],
}
# To pip a pinned `coverage` is no pin of the `coverage[toml]` that pytest-cov asks for: extras belong into the lock.
OPTIONS = [
    "--universal",
    "--no-strip-extras",
    "--python-version",
    "3.11",
    "--generate-hashes",
    "--annotation-style",
    "line",
]


def main() -> None:
    with tempfile.TemporaryDirectory() as folder, step("Locking"):
        python = str(Path(folder) / "bin" / "python")
        if run([sys.executable, "-m", "venv", folder]) or run(
            [python, "-m", "pip", "install", "-q", "uv==0.13.9"]
        ):
            fail("uv could not be installed")
        for name, more in LOCKS.items():
            files = [f"{name}.in", "--output-file", f"{name}.txt", "--custom-compile-command", "make lock"]
            command = [
                python,
                "-m",
                "uv",
                "pip",
                "compile",
                "--quiet",
                *OPTIONS,
                *more,
                *files,
                *sys.argv[1:],
            ]
            if run(command, cwd=BACKEND):
                fail(f"backend/{name}.in could not be locked")
    npm_lock.complete()


if __name__ == "__main__":
    main()
