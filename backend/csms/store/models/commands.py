"""What operators asked chargers to do, and what came of it."""

from typing import Any

from tortoise import fields

from csms.store.models.base import Row


class Command(Row):
    """One operation. `state` as in the public contract, `outcome` is what then really happened."""

    charger_id = fields.UUIDField()
    action = fields.CharField(max_length=64)
    request: Any = fields.JSONField()
    state = fields.CharField(max_length=20)
    response: Any = fields.JSONField(null=True)
    error: Any = fields.JSONField(null=True)
    requested_by = fields.CharField(max_length=320, default="")
    message_id = fields.CharField(max_length=36, null=True)
    outcome = fields.CharField(max_length=255, null=True)
    outcome_at = fields.DatetimeField(null=True)
    transaction_id = fields.UUIDField(null=True)
    created_at = fields.DatetimeField()
    # Until when it may be sent to a charger that was offline; without it such a command has ended at once.
    expires_at = fields.DatetimeField(null=True)
    # When a process last took it to have it sent, so that no two do at once.
    taken_at = fields.DatetimeField(null=True)
    sent_at = fields.DatetimeField(null=True)
    finished_at = fields.DatetimeField(null=True)

    class Meta:
        table = "commands"
        indexes = (
            ("created_at", "id"),
            ("charger_id", "created_at"),
            ("charger_id", "state", "created_at"),
            ("state",),
        )
