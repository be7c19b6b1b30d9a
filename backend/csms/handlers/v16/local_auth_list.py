"""The LocalAuthListManagement profile (OCPP 1.6, 3.5, 5.10, 5.15)."""

from collections.abc import Mapping
from datetime import datetime

from msgspec import UNSET

from csms.charging import local_lists
from csms.handlers.effects import Effects, Failure, Sending
from csms.ocpp.v16 import local_auth_list as messages
from csms.ocpp.v16.types import Message
from csms.store.facts import Fact
from csms.store.facts.local_lists import LocalListAnswered, LocalListSent, LocalListVersionTold
from csms.store.list_copies import NOT_SUPPORTED, Change, Listed, Update
from csms.store.models import Charger

WITHOUT_LISTS = ("NotSupported", "NotImplemented")
"""CALLERRORs of a charger that does not know the profile (LL-01)."""

UNREADABLE = "InvalidResponse"


async def _may_send(charger: Charger, request: messages.SendLocalListRequest, now: datetime) -> None:
    await local_lists.check(charger, _update(request))


def _sent(sending: Sending, request: messages.SendLocalListRequest) -> tuple[Fact, ...]:
    return (LocalListSent(sending.charger_id, sending.command_id, _update(request), sending.now),)


def _update(request: messages.SendLocalListRequest) -> Update:
    lines = request.localAuthorizationList or []
    return Update(request.listVersion, request.updateType == "Full", tuple(map(_change, lines)))


def _change(line: messages.AuthorizationData) -> Change:
    if line.idTagInfo is UNSET:
        return Change(line.idTag)
    info = line.idTagInfo
    expiry = None if info.expiryDate is UNSET else info.expiryDate.replace(microsecond=0)
    parent = None if info.parentIdTag is UNSET else info.parentIdTag
    return Change(line.idTag, Listed(info.status, expiry, parent))


def _answered(
    sending: Sending, request: messages.SendLocalListRequest, response: messages.SendLocalListResponse
) -> tuple[Fact, ...]:
    return (LocalListAnswered(sending.charger_id, sending.command_id, response.status, sending.now),)


def _failed(sending: Sending, request: messages.SendLocalListRequest, failure: Failure) -> tuple[Fact, ...]:
    """After silence, or an answer that nobody can read, the charger may have taken it: its version decides (LL-06)."""
    status = "NotSupported" if failure.code in WITHOUT_LISTS else failure.state
    if failure.code == UNREADABLE:
        status = "unknown"
    return (LocalListAnswered(sending.charger_id, sending.command_id, status, sending.now),)


def _version_told(
    sending: Sending,
    request: messages.GetLocalListVersionRequest,
    response: messages.GetLocalListVersionResponse,
) -> tuple[Fact, ...]:
    return (LocalListVersionTold(sending.charger_id, response.listVersion, sending.now),)


def _version_not_told(
    sending: Sending, request: messages.GetLocalListVersionRequest, failure: Failure
) -> tuple[Fact, ...]:
    if failure.code not in WITHOUT_LISTS:
        return ()
    return (LocalListVersionTold(sending.charger_id, NOT_SUPPORTED, sending.now),)


EFFECTS: Mapping[type[Message], Effects] = {
    messages.SendLocalListRequest: Effects(
        check=_may_send, sending=_sent, answered=_answered, failed=_failed
    ),
    messages.GetLocalListVersionRequest: Effects(answered=_version_told, failed=_version_not_told),
}
