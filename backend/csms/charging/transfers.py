"""Files that chargers fetch and deliver: who may be sent where, and what is given up (OCPP 1.6, 5.9, 5.19)."""

from collections.abc import Callable
from datetime import datetime, timedelta
from urllib.parse import urlsplit
from uuid import UUID

from csms.charging import file_addresses, signatures
from csms.errors import Conflict, Invalid
from csms.said import Said, said
from csms.store import sessions, stored_words
from csms.store.models import Charger, FirmwareFile, Transfer
from csms.store.transfer_states import OPEN

SCHEMES = ("http", "https", "ftp", "ftps", "sftp")
PROTOCOLS = "SupportedFileTransferProtocols"

SILENCE = timedelta(hours=24)
"""A transfer without news for so long is unknown; news that comes later still counts."""
PAUSE = 60.0
"""Seconds between two looks at what nobody has heard of."""
BATCH = 500


async def check_address(charger: Charger, address: str) -> None:
    """FW-01. Raises Invalid for what is no address of files, Conflict for a protocol that the charger has not."""
    try:
        parts = urlsplit(address)
        usable = bool(parts.hostname) and parts.port != 0
    except ValueError:
        usable = False
    if not usable or parts.scheme.casefold() not in SCHEMES:
        message = said("An address with one of {schemes}", schemes=", ".join(SCHEMES))
        raise Invalid(
            said("The location must be: {message}.", message=message), errors=(("location", message),)
        )
    supported = (await sessions.configured_text(charger.id, PROTOCOLS)).upper()
    known = {one.strip() for one in supported.replace(";", ",").split(",") if one.strip()}
    if known and parts.scheme.upper() not in known:
        raise Conflict(
            said("The charger supports {known} only ({key}).", known=", ".join(sorted(known)), key=PROTOCOLS)
        )


async def check_signature(location: str, certificate: str, signature: str) -> None:
    """SFW-01: where the file is ours, the signature over it is looked at before the charger does."""
    token = file_addresses.hash_in(location)
    transfer = await Transfer.get_or_none(token_hash=token) if token else None
    if transfer is None or transfer.firmware_id is None:
        return
    firmware = await FirmwareFile.get_or_none(id=transfer.firmware_id)
    if firmware is not None:
        signer = signatures.read_chain(certificate)[0]
        signatures.require_signature(signer, signature, firmware.sha256)


async def give_up(now: datetime, announce: Callable[[UUID], None] = lambda charger_id: None) -> None:
    """What nobody has heard of for a day after it was to begin, or to be installed, is unknown."""
    silent = Transfer.filter(state__in=OPEN, updated_at__lt=now - SILENCE).exclude(state="unknown")
    for row in await silent.order_by("updated_at").limit(BATCH):
        times = [at for at in (row.updated_at, row.retrieve_at, row.install_at) if at is not None]
        if now - max(times) > SILENCE:
            still = Transfer.filter(id=row.id, state=row.state, updated_at=row.updated_at)
            hours = int(SILENCE.total_seconds() // 3600)
            words = Said(stored_words.NO_NEWS, {"hours": hours, "state": row.state})
            await still.update(state="unknown", detail=str(words), updated_at=now)
            announce(row.charger_id)


async def end_all(charger_id: UUID, now: datetime) -> None:
    """The charger is gone: nothing is sent to it any more, and no address of its is good. Its files stay."""
    query = Transfer.filter(charger_id=charger_id, state__in=("waiting", *OPEN))
    await query.update(state="cancelled", detail=stored_words.CHARGER_DELETED, ended_at=now, updated_at=now)
