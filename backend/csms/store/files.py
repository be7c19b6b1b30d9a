"""Files on disk: whole or not there at all. They live in DATA_DIR, which several processes have to share for it."""

import asyncio
import contextlib
import hashlib
import os
import time
from pathlib import Path
from typing import IO
from uuid import uuid4

from msgspec import Struct

from csms.errors import CsmsError

ABANDONED = 24 * 3600
"""Seconds after which a half-written file belonged to a process that is gone."""


class TooLarge(CsmsError):
    """More came than may come. `limit` in bytes."""

    def __init__(self, limit: int) -> None:
        super().__init__(f"more than {limit} bytes")
        self.limit = limit


class Stored(Struct, frozen=True):
    """A file that is safe on disk. sha256: hexadecimal."""

    key: str
    size: int
    sha256: str


class Incoming:
    """A file that is being written, beside its place until it is whole."""

    def __init__(self, half: Path, whole: Path, key: str, limit: int) -> None:
        self._half, self._whole, self._key, self._limit = half, whole, key, limit
        self._file: IO[bytes] | None = None
        self._size = 0
        self._digest = hashlib.sha256()

    async def write(self, piece: bytes) -> None:
        """Raises TooLarge."""
        self._size += len(piece)
        if self._size > self._limit:
            raise TooLarge(self._limit)
        await asyncio.to_thread(self._write, piece)

    def _write(self, piece: bytes) -> None:
        if self._file is None:
            self._half.parent.mkdir(parents=True, exist_ok=True)
            self._file = self._half.open("xb")
        self._file.write(piece)
        self._digest.update(piece)

    async def finish(self) -> Stored:
        """On disk, whatever happens from now on."""
        await asyncio.to_thread(self._finish)
        return Stored(self._key, self._size, self._digest.hexdigest())

    def _finish(self) -> None:
        self._write(b"")
        assert self._file is not None
        self._file.flush()
        os.fsync(self._file.fileno())
        self._file.close()
        self._whole.parent.mkdir(parents=True, exist_ok=True)
        self._half.replace(self._whole)
        folder = os.open(self._whole.parent, os.O_RDONLY)
        try:
            os.fsync(folder)
        finally:
            os.close(folder)

    async def abandon(self) -> None:
        """Nothing stays; harmless when it is finished."""
        await asyncio.to_thread(self._abandon)

    def _abandon(self) -> None:
        if self._file is not None:
            self._file.close()
        self._half.unlink(missing_ok=True)


class Files:
    """Files below one folder, by keys that we make: no name of anybody's is ever a path."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder

    def begin(self, key: str, limit: int) -> Incoming:
        """A new file of `limit` bytes at most."""
        return Incoming(self._folder / "incoming" / uuid4().hex, self.path(key), key, limit)

    def path(self, key: str) -> Path:
        return self._folder / key

    async def delete(self, key: str) -> None:
        """Harmless when it is gone."""
        await asyncio.to_thread(self.path(key).unlink, missing_ok=True)

    async def sweep(self) -> None:
        """Remove what was begun by processes that are gone."""
        await asyncio.to_thread(self._sweep)

    def _sweep(self) -> None:
        incoming = self._folder / "incoming"
        if not incoming.is_dir():
            return
        for half in incoming.iterdir():
            with contextlib.suppress(FileNotFoundError):  # another process swept it
                if half.stat().st_mtime < time.time() - ABANDONED:
                    half.unlink()
