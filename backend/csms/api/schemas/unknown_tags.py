"""Tokens that were presented and that nobody has registered."""

from datetime import datetime

from csms.api.schemas.common import Output


class UnknownTag(Output):
    """The token, the charger that last saw it, and how often it was presented."""

    id: str
    id_tag: str
    charger_id: str
    charge_point_id: str
    count: int
    first_seen_at: datetime
    last_seen_at: datetime


class UnknownTagPage(Output):
    items: list[UnknownTag]
    next_cursor: str | None
