"""Messages of vendors (OCPP 1.6, 4.3), and the registry of those who understand them.

An installed package adds a `Vendor` as an entry point of the group `csms.data_transfer` (docs/data-transfer.md).
"""

import asyncio
import inspect
import logging
from collections.abc import Awaitable, Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from importlib.metadata import EntryPoint, entry_points
from typing import Literal, Protocol
from uuid import UUID

from csms.errors import ConfigurationError
from csms.store.folding import fold

log = logging.getLogger(__name__)

GROUP = "csms.data_transfer"
PATIENCE = 10.0
"""Seconds a handler may take; the charger waits for its answer, 30 seconds at the least."""


@dataclass(frozen=True, slots=True)
class VendorMessage:
    """What a charger sent. `charger_id` is our own id, `charge_point_id` its OCPP identity."""

    charger_id: UUID
    charge_point_id: str
    vendor_id: str
    message_id: str | None
    data: str | None
    received_at: datetime


@dataclass(frozen=True, slots=True)
class VendorAnswer:
    status: Literal["Accepted", "Rejected"] = "Accepted"
    data: str | None = None


@dataclass(frozen=True, slots=True)
class TransferAnswer:
    """What goes to the charger; `status` is one of DataTransferStatus (7.24)."""

    status: Literal["Accepted", "Rejected", "UnknownMessageId", "UnknownVendorId"]
    data: str | None = None


class Handler(Protocol):
    """Answers one kind of message. A plain function must not block; whatever waits is `async`."""

    def __call__(self, message: VendorMessage, /) -> VendorAnswer | Awaitable[VendorAnswer]: ...


@dataclass(frozen=True, slots=True)
class Vendor:
    """The messages of one vendor: message id -> handler; None is for messages without an id."""

    vendor_id: str
    handlers: Mapping[str | None, Handler]


class DataTransfers:
    """Finds the handler by vendor and message, without regard to case (DT-03)."""

    def __init__(self, vendors: Iterable[Vendor] = (), *, patience: float = PATIENCE) -> None:
        """Raises ConfigurationError when two handlers want the same message."""
        self._patience = patience
        self._vendors: dict[str, dict[str | None, Handler]] = {}
        for vendor in vendors:
            for message_id, handler in vendor.handlers.items():
                self._add(vendor.vendor_id, message_id, handler)

    def _add(self, vendor_id: str, message_id: str | None, handler: Handler) -> None:
        messages = self._vendors.setdefault(fold(vendor_id), {})
        key = _key(message_id)
        if key in messages:
            raise ConfigurationError(f"{GROUP}: two handlers for {message_id} of {vendor_id}")
        messages[key] = handler

    def find(self, message: VendorMessage) -> Handler | TransferAnswer:
        """The handler, or what is answered without one (DT-01)."""
        messages = self._vendors.get(fold(message.vendor_id))
        if messages is None:
            return TransferAnswer("UnknownVendorId")
        return messages.get(_key(message.message_id)) or TransferAnswer("UnknownMessageId")

    async def run(self, handler: Handler, message: VendorMessage) -> TransferAnswer:
        """Its answer. A handler that fails or takes too long costs its own message only: Rejected."""
        try:
            async with asyncio.timeout(self._patience):
                answer = handler(message)
                return _checked(await answer if inspect.isawaitable(answer) else answer)
        except TimeoutError:
            log.warning("%s: no answer in time from %s", message.charge_point_id, _name(handler))
        except Exception:  # the fault of a plug-in is no fault of the charger
            log.exception("%s: %s failed", message.charge_point_id, _name(handler))
        return TransferAnswer("Rejected")


def _key(message_id: str | None) -> str | None:
    """A message id that is empty is none."""
    return fold(message_id) if message_id else None


def _checked(answer: object) -> TransferAnswer:
    """Plug-ins are not ours: what they give back is looked at before it leaves."""
    if not isinstance(answer, VendorAnswer) or answer.status not in ("Accepted", "Rejected"):
        raise TypeError(f"a handler answers with a VendorAnswer, not with {type(answer).__name__}")
    if answer.data is not None:
        answer.data.encode()  # neither another type nor lone surrogates
    return TransferAnswer(answer.status, answer.data)


def _name(handler: Handler) -> str:
    module, name = getattr(handler, "__module__", "?"), getattr(handler, "__qualname__", repr(handler))
    return f"{module}.{name}"


def installed_vendors() -> list[Vendor]:
    """What installed packages offer. Raises ConfigurationError for what cannot be used, naming its entry point."""
    return [_load(point) for point in sorted(entry_points(group=GROUP))]


def _load(point: EntryPoint) -> Vendor:
    where = f"{GROUP}: the entry point {point.name} = {point.value}"
    try:
        vendor = point.load()
    except Exception as error:  # whatever the import of foreign code may raise
        raise ConfigurationError(f"{where} cannot be loaded: {type(error).__name__}: {error}") from error
    if not isinstance(vendor, Vendor):
        raise ConfigurationError(f"{where} is no Vendor but {type(vendor).__name__}")
    for message_id, handler in vendor.handlers.items():
        if not callable(handler):
            raise ConfigurationError(f"{where}: the handler of {message_id} cannot be called")
    log.info("messages of %s are understood by %s", vendor.vendor_id, point.value)
    return vendor
