"""csms.charging.data_transfer: the registry of vendors, and plug-ins out of installed packages."""

import asyncio
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from csms.charging.data_transfer import (
    DataTransfers,
    Handler,
    TransferAnswer,
    Vendor,
    VendorAnswer,
    VendorMessage,
    installed_vendors,
)
from csms.errors import ConfigurationError
from csms.store.models.base import new_id
from tests.charging.documented import python_of
from tests.services.database import NOW


def message(vendor_id: str, message_id: str | None = None, data: str | None = None) -> VendorMessage:
    return VendorMessage(new_id(), "CP-0001", vendor_id, message_id, data, NOW)


def price(message: VendorMessage) -> VendorAnswer:
    return VendorAnswer(data=f"0.39 at {message.charge_point_id}")


async def echo(message: VendorMessage) -> VendorAnswer:
    await asyncio.sleep(0)
    return VendorAnswer("Rejected" if message.data is None else "Accepted", message.data)


TRANSFERS = DataTransfers([Vendor("com.Acme", {"Price": price, None: echo})])


async def answered(transfers: DataTransfers, asked: VendorMessage) -> TransferAnswer:
    found = transfers.find(asked)
    return found if isinstance(found, TransferAnswer) else await transfers.run(found, asked)


@pytest.mark.parametrize(
    ("asked", "answer"),
    [
        (message("org.other", "Price"), TransferAnswer("UnknownVendorId")),
        (message("com.acme", "Weather"), TransferAnswer("UnknownMessageId")),
        (message("COM.ACME", "pRICE"), TransferAnswer("Accepted", "0.39 at CP-0001")),
        (message("com.Acme", None, "x" * 100_000), TransferAnswer("Accepted", "x" * 100_000)),
        (message("com.Acme", ""), TransferAnswer("Rejected")),
    ],
    ids=["vendor", "message", "case", "no id", "empty id"],
)
async def test_who_answers(asked: VendorMessage, answer: TransferAnswer) -> None:
    """DT-01, DT-02, DT-03, GEN-02"""
    assert await answered(TRANSFERS, asked) == answer


async def test_a_vendor_without_messages_without_id() -> None:
    """DT-01"""
    transfers = DataTransfers([Vendor("acme", {"Price": price})])
    assert await answered(transfers, message("acme")) == TransferAnswer("UnknownMessageId")


def broken(message: VendorMessage) -> VendorAnswer:
    raise LookupError("no tariff")


async def endless(message: VendorMessage) -> VendorAnswer:
    await asyncio.Event().wait()
    return VendorAnswer()


def wrong(answer: Any) -> Handler:
    return lambda message: answer


BROKEN: dict[str, Handler] = {
    "raises": broken,
    "endless": endless,
    "nothing": wrong(None),
    "status": wrong(VendorAnswer("Fine")),  # type: ignore[arg-type] # what a plug-in may do all the same
    "data": wrong(VendorAnswer(data=7)),  # type: ignore[arg-type] # likewise
    "surrogate": wrong(VendorAnswer(data="\ud800")),
}


@pytest.mark.parametrize("handler", BROKEN.values(), ids=BROKEN)
async def test_a_handler_that_fails_costs_its_own_message(
    handler: Handler, caplog: pytest.LogCaptureFixture
) -> None:
    """DT-03"""
    transfers = DataTransfers([Vendor("acme", {"m": handler})], patience=0.02)
    assert await answered(transfers, message("acme", "m")) == TransferAnswer("Rejected")
    assert "CP-0001" in caplog.text


def test_one_message_has_one_handler() -> None:
    """DT-03: two packages may share a vendor, but no message."""
    DataTransfers([Vendor("acme", {"a": price}), Vendor("ACME", {"b": price})])
    with pytest.raises(ConfigurationError, match="two handlers for A of ACME"):
        DataTransfers([Vendor("acme", {"a": price}), Vendor("ACME", {"A": echo})])


# -- installed packages ------------------------------------------------------------------------------------------------

BAD = """
no_vendor = tariff
no_handler = Vendor("com.acme", {"GetTariff": "tariff"})
"""


@pytest.fixture
def site(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    """A folder with an installed distribution `acme-csms`; its entry points are for the test to write."""
    (tmp_path / "acme_csms.py").write_text(python_of("data-transfer.md") + BAD)
    info = tmp_path / "acme_csms-1.0.dist-info"
    info.mkdir()
    (info / "METADATA").write_text("Metadata-Version: 2.1\nName: acme-csms\nVersion: 1.0\n")
    monkeypatch.syspath_prepend(tmp_path)
    yield info
    sys.modules.pop("acme_csms", None)


def offer(site: Path, value: str) -> None:
    (site / "entry_points.txt").write_text(f"[csms.data_transfer]\nacme = {value}\n")


async def test_an_installed_package_answers(site: Path) -> None:
    """DT-03: the plug-in of docs/data-transfer.md."""
    offer(site, "acme_csms:vendor")
    transfers = DataTransfers(installed_vendors())
    answer = await answered(transfers, message("com.acme", "gettariff"))
    assert answer == TransferAnswer("Accepted", '{"eur_per_kwh": "0.39"}')


@pytest.mark.parametrize(
    ("value", "why"),
    [
        ("acme_csms:nothing", "cannot be loaded: AttributeError"),
        ("acme_gone:vendor", "cannot be loaded: ModuleNotFoundError"),
        ("acme_csms:no_vendor", "is no Vendor but function"),
        ("acme_csms:no_handler", "the handler of GetTariff cannot be called"),
    ],
)
def test_a_bad_plugin_is_named(site: Path, value: str, why: str) -> None:
    """DT-03"""
    offer(site, value)
    with pytest.raises(ConfigurationError, match=f"acme = {value}.*{why}"):
        installed_vendors()
