"""What chargers break of the specification."""

from datetime import datetime
from typing import Annotated

from pydantic import Field

from csms.api.schemas.common import Number, Output


class ViolationKind(Output):
    """One kind of breach by one charger with one firmware.

    `rule`: the schema keyword, or the CALLERROR code that it was refused with. `path`: the place in the payload,
    without positions. `raw`: the beginning of the latest frame that shows it; the message log has all of it.
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
    raw: str
    count: int
    first_at: datetime
    last_at: datetime


class ViolationPage(Output):
    items: list[ViolationKind]
    next_cursor: str | None


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
