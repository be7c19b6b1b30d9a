"""Configuration keys as a charger last reported them."""

from datetime import datetime
from typing import Literal

from csms.api.schemas.common import Output


class StandardKey(Output):
    """What the specification says of a key. `access`: R, W, RW, or the charger's choice."""

    type: Literal["boolean", "integer", "string", "list"]
    profile: str
    required: bool
    access: str
    unit: str | None
    remark: str | None


class ConfigurationKey(Output):
    """`value` null: known, but not set. `pending_value`: accepted, takes effect with the next restart.

    `standard` null: a vendor's own key.
    """

    key: str
    value: str | None
    readonly: bool
    pending_value: str | None
    reported_at: datetime | None
    standard: StandardKey | None


class Configuration(Output):
    items: list[ConfigurationKey]
