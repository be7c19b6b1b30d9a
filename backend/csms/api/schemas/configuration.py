"""Configuration keys as a charger last reported them."""

from datetime import datetime

from csms.api.schemas.common import Output


class ConfigurationKey(Output):
    """`pending_value`: accepted, takes effect with the next restart. `value` null: known, but not set."""

    key: str
    value: str | None
    readonly: bool
    pending_value: str | None
    reported_at: datetime | None


class Configuration(Output):
    items: list[ConfigurationKey]
