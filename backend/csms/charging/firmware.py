"""Firmware files in our drop box: uploaded by operators, signed by their manufacturers."""

from collections.abc import Callable, Iterable
from datetime import datetime
from typing import Any
from uuid import UUID

from csms.charging import signatures
from csms.charging.file_addresses import safe_name
from csms.errors import Conflict, Invalid, NotFound
from csms.said import Said, said
from csms.store.files import Files, Incoming, Stored
from csms.store.folding import fold
from csms.store.models import Charger, FirmwareFile, Transfer
from csms.store.models.base import new_id
from csms.store.transfer_states import OPEN

LARGEST = 512 * 1024 * 1024
"""Bytes of one firmware."""


class FirmwareFiles:
    """Deeds of operators."""

    def __init__(self, files: Files, now: Callable[[], datetime]) -> None:
        self._files = files
        self._now = now

    def begin(self) -> Incoming:
        """A new file is about to come."""
        return self._files.begin(f"firmware/{new_id().hex}", LARGEST)

    async def add(self, stored: Stored, file_name: str, texts: dict[str, str], actor: str) -> UUID:
        """A file that has come. texts: vendor, model, version, note, certificate, signature. Raises Invalid, Conflict.

        A file that is not taken is gone.
        """
        try:
            self._check(stored, texts.get("certificate", ""), texts.get("signature", ""))
        except BaseException:
            await self._files.delete(stored.key)
            raise
        columns: dict[str, Any] = {
            "file_name": safe_name(file_name, "firmware.bin"),
            "key": stored.key,
            "size": stored.size,
            "sha256": stored.sha256,
            "created_by": actor,
            "created_at": self._now(),
        }
        row = await FirmwareFile.create(**(columns | texts))
        return row.id

    def _check(self, stored: Stored, certificate: str, signature: str) -> None:
        """SFW-01: a signature that is not right is worth nothing to a charger."""
        if not stored.size:
            raise Invalid(said("The file is empty."), errors=(("file", said("Is empty")),))
        if not certificate and not signature:
            return
        if not certificate or not signature:
            missing = "signature" if certificate else "certificate"
            message = said("Certificate and signature come together")
            raise Invalid(said("{message}.", message=message), errors=((missing, message),))
        chain = signatures.read_chain(certificate)
        signatures.require_valid(chain, self._now())
        signatures.require_signature(chain[0], signature, stored.sha256)

    async def hold_back(self, row_id: UUID, *, held: bool) -> None:
        """Whether its jobs wait, whoever is there. What was sent already goes on. Raises NotFound."""
        row = await FirmwareFile.get_or_none(id=row_id)
        if row is None:
            raise NotFound(said("There is no such firmware."))
        if held != (row.paused_at is not None):
            row.paused_at = self._now() if held else None
            await row.save(update_fields=["paused_at"])

    async def delete(self, row_id: UUID) -> None:
        """Raises NotFound, and Conflict while a charger may still fetch it."""
        row = await FirmwareFile.get_or_none(id=row_id)
        if row is None:
            raise NotFound(said("There is no such firmware."))
        if await Transfer.exists(firmware_id=row_id, state__in=("waiting", *OPEN)):
            raise Conflict(said("A job with this firmware is open: a charger may still fetch it."))
        await row.delete()
        await self._files.delete(row.key)


def require_hardware(firmware: FirmwareFile, chargers: Iterable[Charger]) -> None:
    """Another model's firmware can be the end of a charger; what either has not told is no reason. Raises Conflict."""
    others = [charger for charger in chargers if not _is_for(firmware, charger)]
    if others:
        raise Conflict(_other_hardware(firmware, others[0], len(others) - 1))


def _other_hardware(firmware: FirmwareFile, one: Charger, more: int) -> Said:
    meant, charger, hardware = _hardware(firmware), one.charge_point_id, _hardware(one)
    if not more:
        return said(
            "The firmware is for {meant}; {charger} is {hardware}. Leave them out, or set any_hardware.",
            meant=meant,
            charger=charger,
            hardware=hardware,
        )
    return said(
        "The firmware is for {meant}; {charger} is {hardware}, and {more} more are other hardware."
        " Leave them out, or set any_hardware.",
        meant=meant,
        charger=charger,
        hardware=hardware,
        more=more,
    )


def _hardware(of: FirmwareFile | Charger) -> str:
    return f"{of.vendor or ''} {of.model or ''}".strip()


def _is_for(firmware: FirmwareFile, charger: Charger) -> bool:
    pairs = ((firmware.vendor, charger.vendor), (firmware.model, charger.model))
    return all(not meant or not told or fold(meant) == fold(told) for meant, told in pairs)
