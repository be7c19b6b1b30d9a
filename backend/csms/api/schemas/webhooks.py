"""Webhooks: where events are sent, and what came of sending them."""

from datetime import datetime
from typing import Annotated, Literal, TypeAlias

from pydantic import Field, StringConstraints, model_validator

from csms.api.schemas.common import INT64, Input, Moment, Output, Printable
from csms.api.schemas.said import Sentence
from csms.said import said

DeliveryState = Literal["pending", "delivered", "failed"]

Address: TypeAlias = Annotated[
    str, StringConstraints(strip_whitespace=True, min_length=1, max_length=2000), Printable
]
EventPattern: TypeAlias = Annotated[str, StringConstraints(min_length=1, max_length=100), Printable]
EventPatterns: TypeAlias = Annotated[list[EventPattern], Field(min_length=1, max_length=50)]
Description: TypeAlias = Annotated[str, StringConstraints(strip_whitespace=True, max_length=500), Printable]


class Webhook(Output):
    """`events`: types, kinds like `transaction.*`, or `*`.

    `disabled_reason`: gone (the receiver answered 410), failing (nothing could be delivered for days), null when a
    person has switched it off. `failing_since`: since when nothing could be delivered. `previous_secret_until`: how
    long the secret that was replaced still signs.
    """

    id: str
    url: str
    events: list[str]
    description: str | None
    enabled: bool
    disabled_reason: Literal["gone", "failing"] | None
    disabled_at: datetime | None
    failing_since: datetime | None
    last_delivered_at: datetime | None
    previous_secret_until: datetime | None
    created_by: str | None
    created_at: datetime
    updated_at: datetime


class WebhookPage(Output):
    items: list[Webhook]
    next_cursor: str | None


class WebhookCreated(Webhook):
    """`secret` (`whsec_...`) verifies signatures; nobody is shown it again."""

    secret: str


class WebhookSecret(Output):
    """The new secret, shown this once. The old one signs beside it until `previous_secret_until`."""

    secret: str
    previous_secret_until: datetime | None


class WebhookUpdate(Input):
    """What is not named stays as it is. Switched on again, it goes on with what still waits."""

    url: Address = ""
    events: EventPatterns = Field(default_factory=lambda: ["*"])
    description: Description = ""
    enabled: bool = True


class WebhookCreate(Input):
    """`url`: https, or http. `events`: `*` when it is left out."""

    url: Address
    events: EventPatterns = Field(default_factory=lambda: ["*"])
    description: Description = ""
    enabled: bool = True


class WebhookTest(Output):
    """How the receiver answered the test event. `response`: the beginning of its answer. `said`: the `error` as a
    sentence of ours, if it is one.
    """

    delivered: bool
    status_code: int | None
    error: str | None
    said: Sentence | None
    duration_ms: int
    response: str | None


class WebhookReplay(Input):
    """From when on (`since`) or after which event (`after`, a `sequence`), exactly one of them."""

    since: Moment | None = None
    after: Annotated[int, Field(ge=0, le=INT64)] | None = None

    @model_validator(mode="after")
    def _one_of_them(self) -> "WebhookReplay":
        if (self.since is None) == (self.after is None):
            raise ValueError(said("say either `since` or `after`"))
        return self


class WebhookReplayed(Output):
    """`queued`: events that are sent (again). `next_after`: for the next call where there were too many for one."""

    queued: int
    next_after: int | None


class WebhookDelivery(Output):
    """One event on its way to one webhook. `webhook`: our id of it; `webhook_id`: the header of that name, the same
    however often the event is sent. `sequence` grows with every event. `failed`: given up. `said`: the `error` as a
    sentence of ours, if it is one.
    """

    id: str
    webhook: str
    webhook_id: str
    event: str
    sequence: int
    at: datetime
    state: DeliveryState
    attempts: int
    next_attempt_at: datetime | None
    last_attempt_at: datetime | None
    ended_at: datetime | None
    status_code: int | None
    error: str | None
    said: Sentence | None
    duration_ms: int | None
    response: str | None
    created_at: datetime


class WebhookDeliveryDetail(WebhookDelivery):
    """`body`: what is sent, as text."""

    body: str


class WebhookDeliveryPage(Output):
    items: list[WebhookDelivery]
    next_cursor: str | None
