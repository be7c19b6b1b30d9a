"""The drop box: what chargers fetch and deliver without anybody having to run an FTP server (DIAG-01, S17)."""

from collections import Counter
from collections.abc import AsyncIterator, Callable, Sequence
from contextlib import asynccontextmanager
from datetime import datetime
from pathlib import Path
from uuid import UUID

from csms.charging.file_addresses import hash_of, safe_name
from csms.errors import Conflict, NotFound
from csms.said import said
from csms.store import transfers
from csms.store.facts.transfers import TransferFileStored
from csms.store.files import Files, Incoming, Stored
from csms.store.journal import Journal
from csms.store.models import FirmwareFile, Transfer
from csms.store.models.base import new_id
from csms.store.transfer_states import DIAGNOSTICS, FIRMWARE_KINDS, LOG, OPEN

MIB = 1024 * 1024
UPLOADS = (DIAGNOSTICS, LOG)
LARGEST_DELIVERY = 50 * MIB
LARGEST_SUM = 500 * MIB
"""Of all files of one charger, in bytes."""
AT_ONCE = 3
"""Attempts at one file: one that was cut off may not have been noticed yet."""


class DropBox:
    """What chargers fetch and deliver by these addresses. Wrong, over and expired ones are all alike: not there."""

    def __init__(self, files: Files, journal: Journal, now: Callable[[], datetime]) -> None:
        self._files = files
        self._journal = journal
        self._now = now
        self._coming: Counter[UUID] = Counter()

    async def firmware(self, token: str) -> tuple[Path, FirmwareFile]:
        """What this address is for. Raises NotFound."""
        job = await self._open(token, FIRMWARE_KINDS)
        firmware = await FirmwareFile.get_or_none(id=job.firmware_id) if job.firmware_id else None
        path = self._files.path(firmware.key) if firmware else None
        if firmware is None or path is None or not path.is_file():
            raise _not_there()
        return path, firmware

    @asynccontextmanager
    async def delivery(self, token: str) -> AsyncIterator["Delivery"]:
        """A file that is about to come. Raises NotFound; Conflict for one that comes too often at once, or too much."""
        job = await self._open(token, UPLOADS)
        if job.file_key is not None:
            raise _not_there()
        if self._coming[job.id] >= AT_ONCE:
            raise Conflict(said("This file is being sent already."))
        room = min(LARGEST_DELIVERY, LARGEST_SUM - await transfers.stored_bytes(job.charger_id))
        if room <= 0:
            raise Conflict(said("There are too many files of this charger: delete some of them first."))
        self._coming[job.id] += 1
        incoming = self._files.begin(f"received/{job.charger_id}/{job.id}-{new_id().hex}", room)
        try:
            yield Delivery(job, incoming, self)
        finally:
            await incoming.abandon()
            self._coming[job.id] -= 1
            self._coming += Counter()  # forgets what is at zero

    async def keep(self, job: Transfer, stored: Stored, name: str) -> None:
        """The first that is whole counts. Raises NotFound for another one."""
        fact = TransferFileStored(
            job.id,
            job.charger_id,
            stored.key,
            safe_name(name, "file"),
            stored.size,
            stored.sha256,
            self._now(),
        )
        await self._journal.write(fact)
        if not await Transfer.exists(id=job.id, file_key=stored.key):
            await self._files.delete(stored.key)
            raise _not_there()

    async def _open(self, token: str, kinds: Sequence[str]) -> Transfer:
        job = await Transfer.get_or_none(token_hash=hash_of(token))
        usable = job is not None and job.kind in kinds and job.state in OPEN
        if job is None or not usable or job.token_expires_at is None or job.token_expires_at <= self._now():
            raise _not_there()
        return job

    async def received(self, row_id: UUID) -> tuple[Path, str]:
        """Where the file of a job is, and its name. Raises NotFound."""
        job = await Transfer.get_or_none(id=row_id)
        if job is None or not job.file_key:
            raise NotFound(said("No file has arrived for this job."))
        path = self._files.path(job.file_key)
        if not path.is_file():
            raise NotFound(said("The file is not in this server's DATA_DIR."))
        return path, job.file_name or "file"

    async def discard(self, row_id: UUID) -> None:
        """Delete the file of a job. Raises NotFound."""
        job = await Transfer.get_or_none(id=row_id)
        if job is None or not job.file_key:
            raise NotFound(said("No file has arrived for this job."))
        await Transfer.filter(id=row_id).update(file_key="", updated_at=self._now())
        await self._files.delete(job.file_key)


class Delivery:
    """One attempt of a charger to deliver a file."""

    def __init__(self, job: Transfer, incoming: Incoming, box: DropBox) -> None:
        self._job, self._box = job, box
        self.incoming = incoming

    async def finish(self, name: str) -> None:
        await self._box.keep(self._job, await self.incoming.finish(), name)


def _not_there() -> NotFound:
    return NotFound(said("There is nothing at this address."))
