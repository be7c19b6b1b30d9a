"""What chargers have been told about limits."""

from typing import Any

from tortoise import fields

from csms.store.folding import ORDER_LIMIT
from csms.store.models.base import Row


class ChargingProfile(Row):
    """A profile that a charger has accepted, or perhaps (`uncertain`: its answer was lost).

    `schedule` is as it was sent: numbers are exact texts.
    """

    charger_id = fields.UUIDField()
    evse_id = fields.IntField()
    ocpp_profile_id = fields.BigIntField()
    stack_level = fields.IntField()
    purpose = fields.CharField(max_length=40)
    kind = fields.CharField(max_length=20)
    recurrence = fields.CharField(max_length=20, null=True)
    valid_from = fields.DatetimeField(null=True)
    valid_to = fields.DatetimeField(null=True)
    ocpp_transaction_id = fields.CharField(max_length=36, null=True)
    schedule: Any = fields.JSONField()
    uncertain = fields.BooleanField(default=False)
    installed_at = fields.DatetimeField()
    # What it is found by and sorted by: see `profile_spans`, and its charger and connector as people count.
    begins_at = fields.DatetimeField(null=True)
    ends_at = fields.DatetimeField(null=True)
    place_natural = fields.CharField(max_length=ORDER_LIMIT + 20, default="", db_default="")

    class Meta:
        table = "charging_profiles"
        unique_together = (("charger_id", "ocpp_profile_id"),)
        indexes = (
            ("charger_id", "evse_id"),
            ("installed_at", "id"),
            ("place_natural", "id"),
            ("stack_level", "id"),
            ("kind", "recurrence", "id"),
        )
