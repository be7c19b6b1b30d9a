"""The local authorization list (OCPP 1.6, 3.5, 5.10, 5.15)."""

from collections.abc import Sequence

from msgspec import UNSET

from csms.ocpp.v16.local_auth_list import AuthorizationData, SendLocalListRequest, UpdateStatus
from csms.ocpp.v16.types import IdTagInfo
from csms.simulator.configuration import Configuration

# No charge point with a list says so (LL-01).
NOT_SUPPORTED = -1


class LocalList:
    """Survives a reboot; id tags are compared case-insensitively."""

    def __init__(self, configuration: Configuration) -> None:
        self._configuration = configuration
        self._version = 0
        self._entries: dict[str, IdTagInfo] = {}

    @property
    def enabled(self) -> bool:
        return self._configuration.flag("LocalAuthListEnabled")

    @property
    def version(self) -> int:
        """LL-01: 0 is an empty list, -1 none at all."""
        if not self.enabled:
            return NOT_SUPPORTED
        return self._version if self._entries else 0

    def find(self, id_tag: str) -> IdTagInfo | None:
        return self._entries.get(id_tag.casefold()) if self.enabled else None

    def update(self, request: SendLocalListRequest) -> UpdateStatus:
        """What a SendLocalList comes to; only Accepted changes anything."""
        entries = request.localAuthorizationList or []
        full = request.updateType == "Full"
        if not self.enabled:
            return "NotSupported"
        if not full and request.listVersion <= self._version:
            return "VersionMismatch"
        updated = {} if full else dict(self._entries)
        _apply(updated, entries)
        if request.listVersion < 1 or not self._acceptable(entries, len(updated), full=full):
            return "Failed"
        self._version, self._entries = request.listVersion, updated
        return "Accepted"

    def _acceptable(self, entries: Sequence[AuthorizationData], length: int, *, full: bool) -> bool:
        """LL-03, LL-05: each tag once, and no more of them than fit."""
        tags = {entry.idTag.casefold() for entry in entries}
        if len(tags) < len(entries) or (full and any(entry.idTagInfo is UNSET for entry in entries)):
            return False
        per_message = self._configuration.integer("SendLocalListMaxLength")
        return len(entries) <= per_message and length <= self._configuration.integer("LocalAuthListMaxLength")


def _apply(held: dict[str, IdTagInfo], entries: Sequence[AuthorizationData]) -> None:
    """An entry without information takes its tag off the list."""
    for entry in entries:
        if entry.idTagInfo is UNSET:
            held.pop(entry.idTag.casefold(), None)
        else:
            held[entry.idTag.casefold()] = entry.idTagInfo
