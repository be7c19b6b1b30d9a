"""Stamps: what a step was made from, so that it is not made again while that has not changed."""

import hashlib
from collections.abc import Iterable
from pathlib import Path

from scripts.console import ROOT


def digest(files: Iterable[Path], *more: str) -> str:
    """A digest of the names and contents of the files, and of whatever else the result depends on."""
    result = hashlib.sha256("\0".join(more).encode())
    for file in sorted(files):
        result.update(f"\0{file.relative_to(ROOT)}\0".encode())
        result.update(file.read_bytes())
    return result.hexdigest()


def is_current(stamp: Path, value: str) -> bool:
    return stamp.is_file() and stamp.read_text() == value


def write(stamp: Path, value: str) -> None:
    stamp.parent.mkdir(parents=True, exist_ok=True)
    stamp.write_text(value)
