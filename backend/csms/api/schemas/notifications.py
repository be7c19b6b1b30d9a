"""Rules that tell people what needs them, and what was told whom."""

from datetime import datetime
from email.errors import MessageError
from email.headerregistry import Address
from typing import Annotated, Any, Literal, TypeAlias
from uuid import UUID

from pydantic import AfterValidator, ConfigDict, Field, StringConstraints

from csms.api.schemas.common import Input, Output, Printable
from csms.api.schemas.said import Sentence
from csms.said import said

NotificationKind = Literal[
    "charger_offline",
    "connector_fault",
    "suspect_transaction",
    "certificate_expiring",
    "configuration_drift",
    "local_list_failed",
    "security_event",
    "firmware_failed",
]
NotificationState = Literal["pending", "held", "sent", "failed"]
Weekday = Literal["mon", "tue", "wed", "thu", "fri", "sat", "sun"]

DAY = 24 * 3600
MOST_CHARGERS, MOST_STATIONS, MOST_RECIPIENTS = 1000, 200, 50


def _writable(value: str) -> str:
    """Of which a header can be made."""
    try:
        Address(addr_spec=value)
    except (ValueError, MessageError):
        raise ValueError(said("is no e-mail address")) from None
    return value


Clock: TypeAlias = Annotated[str, Field(pattern=r"^([01][0-9]|2[0-3]):[0-5][0-9]$", examples=["22:00"])]
RuleName: TypeAlias = Annotated[
    str, StringConstraints(strip_whitespace=True, min_length=1, max_length=200), Printable
]
EmailAddress: TypeAlias = Annotated[
    str,
    StringConstraints(
        strip_whitespace=True, max_length=254, pattern=r'^[^@\s<>()",;:\\]+@[^@\s<>()",;:\\]+$'
    ),
    Printable,
    AfterValidator(_writable),
    Field(examples=["ines@example.com"]),
]
Id: TypeAlias = UUID


class QuietTime(Input):
    """On the clock of the rule's `tz`; `to` is on the next day when it is not later than `from`.

    What is to be told meanwhile is held, and sent as one summary when it ends. `days`: on which it begins; null is
    every day. `break_through`: what is critical is told at once all the same.
    """

    model_config = ConfigDict(populate_by_name=True)

    from_: Annotated[Clock, Field(alias="from")]
    to: Clock
    days: Annotated[list[Weekday], Field(min_length=1, max_length=7)] | None = None
    break_through: bool = False


class RecipientsWrite(Input):
    """Between 1 and 50 altogether. People get it at the address that their account has."""

    emails: Annotated[list[EmailAddress], Field(max_length=MOST_RECIPIENTS)] = Field(default_factory=list)
    user_ids: Annotated[list[Id], Field(max_length=MOST_RECIPIENTS)] = Field(default_factory=list)
    webhook_ids: Annotated[list[Id], Field(max_length=MOST_RECIPIENTS)] = Field(default_factory=list)


class NotificationRuleUpdate(Input):
    """Only the fields that are given change."""

    name: RuleName = Field(default="")
    enabled: bool = True
    kind: NotificationKind = "charger_offline"
    critical_only: bool = False
    station_ids: Annotated[list[Id], Field(max_length=MOST_STATIONS)] = Field(default_factory=list)
    charger_ids: Annotated[list[Id], Field(max_length=MOST_CHARGERS)] = Field(default_factory=list)
    after_seconds: Annotated[int, Field(ge=0, le=30 * DAY)] | None = None
    recipients: RecipientsWrite = Field(default_factory=RecipientsWrite)
    tz: Annotated[str, Field(min_length=1, max_length=64)] = "UTC"
    quiet_time: QuietTime | None = None
    repeat_hours: Annotated[int, Field(ge=1, le=24 * 30)] | None = None
    resolved: bool = True

    def given(self) -> dict[str, Any]:
        return self.model_dump(exclude_unset=True, by_alias=True)


class NotificationRuleWrite(NotificationRuleUpdate):
    name: RuleName
    kind: NotificationKind
    recipients: RecipientsWrite


class Recipients(Output):
    emails: list[str]
    user_ids: list[str]
    webhook_ids: list[str]


class QuietHours(Output):
    from_: Annotated[str, Field(alias="from")]
    to: str
    days: list[Weekday] | None = None
    break_through: bool = False


class NotificationRule(Output):
    """`station_ids`, `charger_ids`: only there; everywhere when both are empty.

    `after_seconds`: so long it lasts before anybody is told. `critical_only`: by the list of the security whitepaper.
    `repeat_hours`: told again as long as it lasts. `resolved`: also told when it is over. `tz`: for times and quiet.
    """

    id: str
    name: str
    enabled: bool
    kind: NotificationKind
    critical_only: bool
    station_ids: list[str]
    charger_ids: list[str]
    after_seconds: int
    recipients: Recipients
    tz: str
    quiet_time: QuietHours | None
    repeat_hours: int | None
    resolved: bool
    created_by: str
    created_at: datetime
    updated_at: datetime


class NotificationRulePage(Output):
    items: list[NotificationRule]
    next_cursor: str | None


class NotificationAttempt(Output):
    """`detail`: what the mail server or the webhook said, or why nothing was sent; `said` the same as a sentence of
    ours, if it is one.

    `via`: what took it; `server_log` is a server in development without a mail server: nobody gets the letter. Null
    when nothing was sent.
    """

    channel: Literal["email", "webhook"]
    recipient: str
    user_id: str | None
    result: Literal["sent", "refused", "unreachable"]
    via: Literal["mail_server", "server_log", "webhook"] | None
    detail: str | None
    said: Sentence | None


class NotificationTest(Output):
    items: list[NotificationAttempt]


class NotificationMatter(Output):
    """`at`: since when, or when it happened. `place`: the charger, its connector and its station, in words."""

    at: datetime
    place: str
    charger_id: str | None
    charge_point_id: str
    connector_id: int | None
    transaction_id: str | None
    what: str


class NotificationSent(Output):
    """What one message says. `message_id`: the same for all its recipients. `matters`: 50 of `matter_count`."""

    id: str
    message_id: str
    rule_id: str
    rule_name: str
    kind: NotificationKind
    event: Literal["opened", "reminder", "resolved", "test"]
    charger_id: str | None
    matters: list[NotificationMatter]
    matter_count: int
    title: str
    text: str
    created_at: datetime


class Notification(NotificationSent):
    """One message to one recipient.

    `state`: pending, held (until a quiet time ends, or because the recipient has had too many), sent, failed: `error`
    says why, also of a letter that went no further than the server's log; `said` is the same as a sentence of ours, if
    it is one. `due_at`: when it is sent, or tried again.
    """

    channel: Literal["email", "webhook"]
    recipient: str
    user_id: str | None
    state: NotificationState
    error: str | None
    said: Sentence | None
    attempts: int
    due_at: datetime
    sent_at: datetime | None


class NotificationPage(Output):
    items: list[Notification]
    next_cursor: str | None
