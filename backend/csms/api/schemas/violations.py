"""What chargers break of the specification."""

from datetime import datetime
from typing import Annotated, Literal

from pydantic import Field

from csms.api.schemas.common import Number, Output
from csms.api.schemas.said import Sentence

ViolationSort = Literal[
    "charge_point_id",
    "-charge_point_id",
    "rule",
    "-rule",
    "action",
    "-action",
    "model",
    "-model",
    "firmware_version",
    "-firmware_version",
    "count",
    "-count",
    "last_at",
    "-last_at",
]


class ViolationKind(Output):
    """One kind of breach by one charger with one firmware.

    `rule`: the schema keyword, or the CALLERROR code that it was refused with. `path`: the place in the payload,
    without positions. `said`: the `message` as a sentence of ours, if it is one. `raw`: the beginning of the latest
    frame that shows it; the message log has all of it.
    """

    id: str
    charger_id: str
    charge_point_id: str | None
    vendor: str
    model: str
    firmware_version: str
    action: str
    rule: str
    path: str
    message: str
    said: Sentence | None
    raw: str
    count: int
    first_at: datetime
    last_at: datetime


class ViolationPage(Output):
    items: list[ViolationKind]
    next_cursor: str | None


class ViolationGroup(Output):
    """Kinds of violations of one rule by one model with one firmware."""

    vendor: str
    model: str
    firmware_version: str
    rule: str
    total: int


class ViolationSummary(Output):
    total: int
    chargers: int
    kinds: list[ViolationGroup]


class BrokenRule(Output):
    """One kind of breach: since `first_at`, and `count` times since then."""

    id: str
    action: str
    rule: str
    path: str
    message: str
    count: int
    first_at: datetime
    last_at: datetime


class Conformance(Output):
    """`score`: how many percent of the charger's own messages between `from` and `to` break no rule, rounded down to a
    tenth; null without messages. `items`: what lowers it, the most frequent first. `since`: the first breach of these.
    """

    score: Number | None
    messages: int
    broken: int
    from_: Annotated[datetime, Field(alias="from")]
    to: datetime
    since: datetime | None
    items: list[BrokenRule]


class Scorecard(Output):
    """How well a model with a firmware keeps to the specification. `kinds` of violations, seen `violations` times."""

    vendor: str
    model: str
    firmware_version: str
    chargers: int
    chargers_with_violations: int
    kinds: int
    violations: int
    last_at: datetime | None


class ScorecardPage(Output):
    items: list[Scorecard]
    next_cursor: str | None
