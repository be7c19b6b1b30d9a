"""csms.charging.transfers: who may be sent where, and what is given up."""

from typing import Any
from uuid import UUID

import pytest

from csms.charging.transfers import SILENCE, check_address, end_all, give_up
from csms.errors import Conflict, Invalid
from csms.store.facts.transfers import TransferReported, TransferRequested
from csms.store.models import ConfigurationKey, Transfer
from csms.store.models.base import new_id
from tests.services.database import NOW, Database, at


async def requested(database: Database, charger_id: UUID, **fields: Any) -> UUID:
    columns: dict[str, Any] = {
        "id": new_id(),
        "charger_id": charger_id,
        "charge_point_id": "CP-0001",
        "command_id": new_id(),
        "kind": "firmware",
        "request_id": None,
        "location": "https://files.example/x.bin",
        "token_hash": None,
        "retrieve_at": NOW,
        "install_at": None,
        "at": NOW,
        **fields,
    }
    await database.write([TransferRequested(**columns)])
    return UUID(str(columns["id"]))


async def test_a_silent_one_is_unknown_and_late_news_counts(database: Database) -> None:
    """FW-02: a day after it was to begin."""
    charger = await database.charger()
    job = await requested(database, charger.id, retrieve_at=at(3600))
    await give_up(NOW + SILENCE)
    assert (await Transfer.get(id=job)).state == "requested"
    late = at(3601) + SILENCE
    await give_up(late)
    row = await Transfer.get(id=job)
    assert (row.state, "requested" in row.detail, row.history) == ("unknown", True, [])
    word = TransferReported(charger.id, "CP-0001", "firmware", None, "Installed", late)
    await database.write([word])
    row = await Transfer.get(id=job)
    assert (row.state, row.detail, row.ended_at) == ("installed", "", late)
    await give_up(late + 2 * SILENCE)
    assert (await Transfer.get(id=job)).state == "installed"


async def test_words_of_one_group_are_taken_one_by_one(database: Database) -> None:
    """FW-02: the same commit may hold the request and all that came of it."""
    charger = await database.charger()
    fields = ("firmware", None)
    words = [
        TransferReported(charger.id, "CP-0001", *fields, status, at(number))
        for number, status in enumerate(("Downloading", "Downloaded", "Installing"))
    ]
    job = await requested(database, charger.id)
    await database.write(words)
    row = await Transfer.get(id=job)
    assert [one["status"] for one in row.history] == ["Downloading", "Downloaded", "Installing"]
    assert (row.state, row.updated_at) == ("installing", at(2))


async def test_a_deleted_charger_has_no_open_jobs(database: Database) -> None:
    charger = await database.charger()
    job = await requested(database, charger.id)
    await end_all(charger.id, at(1))
    assert (await Transfer.get(id=job)).state == "cancelled"


@pytest.mark.parametrize(
    "address",
    [
        "",
        "files.example/x",
        "file:///etc/passwd",
        "javascript:alert(1)",
        "http://",
        "http://[::1",
        "ftp://h:0",
    ],
)
async def test_what_is_no_address_of_files(database: Database, address: str) -> None:
    """FW-01, S17"""
    with pytest.raises(Invalid):
        await check_address(await database.charger(), address)


async def test_protocols_that_a_charger_has(database: Database) -> None:
    """FW-01: SupportedFileTransferProtocols, where it was told."""
    charger = await database.charger()
    await check_address(charger, "SFTP://ines:geheim@files.example/x")
    await ConfigurationKey.create(
        charger_id=charger.id,
        key="SupportedFileTransferProtocols",
        key_folded="supportedfiletransferprotocols",
        value="FTP, https",
        readonly=True,
        reported_at=NOW,
    )
    await check_address(charger, "https://files.example/x")
    with pytest.raises(Conflict, match="FTP, HTTPS"):
        await check_address(charger, "http://files.example/x")
