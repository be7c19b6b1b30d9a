"""The 2 messages of the LocalAuthListManagement profile (OCPP 1.6, 3.5, 5.10, 5.15)."""

from typing import ClassVar, Literal, TypeAlias

from msgspec import UNSET, UnsetType

from csms.ocpp.v16.types import CiString20, IdTagInfo, Integer, Message

UpdateType: TypeAlias = Literal["Differential", "Full"]
UpdateStatus: TypeAlias = Literal["Accepted", "Failed", "NotSupported", "VersionMismatch"]


class GetLocalListVersionRequest(Message):
    SECTION: ClassVar[str] = "6.27"


class GetLocalListVersionResponse(Message):
    """0 is an empty list, -1 none at all (5.10)."""

    SECTION: ClassVar[str] = "6.28"
    listVersion: Integer


class AuthorizationData(Message):
    """Without `idTagInfo` a differential update takes the tag off the list; a full one requires it."""

    SECTION: ClassVar[str] = "7.1"
    idTag: CiString20
    idTagInfo: IdTagInfo | UnsetType = UNSET


class SendLocalListRequest(Message):
    SECTION: ClassVar[str] = "6.41"
    listVersion: Integer
    updateType: UpdateType
    localAuthorizationList: list[AuthorizationData] | UnsetType = UNSET


class SendLocalListResponse(Message):
    SECTION: ClassVar[str] = "6.42"
    status: UpdateStatus
