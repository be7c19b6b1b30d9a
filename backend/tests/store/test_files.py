"""csms.store.files: whole or not there at all."""

import hashlib
import os
import time
from pathlib import Path

import pytest

from csms.store.files import ABANDONED, Files, TooLarge


def all_of(folder: Path) -> list[str]:
    return sorted(str(one.relative_to(folder)) for one in folder.rglob("*") if one.is_file())


async def test_a_file_is_there_when_it_is_whole(tmp_path: Path) -> None:
    files = Files(tmp_path)
    incoming = files.begin("received/a/b", 100)
    for piece in (b"one ", b"two"):
        await incoming.write(piece)
    assert not files.path("received/a/b").exists()
    stored = await incoming.finish()
    await incoming.abandon()
    assert (stored.size, stored.sha256) == (7, hashlib.sha256(b"one two").hexdigest())
    assert files.path(stored.key).read_bytes() == b"one two"
    await files.delete(stored.key)
    await files.delete(stored.key)
    assert all_of(tmp_path) == []


async def test_an_empty_file_is_one(tmp_path: Path) -> None:
    stored = await Files(tmp_path).begin("x", 0).finish()
    assert (stored.size, all_of(tmp_path)) == (0, ["x"])


async def test_what_is_too_large_leaves_nothing(tmp_path: Path) -> None:
    """S17"""
    incoming = Files(tmp_path).begin("x", 10)
    await incoming.write(b"x" * 10)
    with pytest.raises(TooLarge):
        await incoming.write(b"x")
    await incoming.abandon()
    assert all_of(tmp_path) == []


async def test_what_a_crash_has_left_is_swept(tmp_path: Path) -> None:
    files = Files(tmp_path)
    await files.sweep()
    old, young = files.begin("x", 10), files.begin("y", 10)
    await old.write(b"x")
    (left,) = (tmp_path / "incoming").iterdir()
    long_ago = time.time() - ABANDONED - 60
    os.utime(left, (long_ago, long_ago))
    await young.write(b"y")
    await files.sweep()
    assert not left.exists()
    await young.finish()
    assert all_of(tmp_path) == ["y"]
    await old.abandon()
