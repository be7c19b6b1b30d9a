"""The OCPP message log: every frame in both directions, redacted when written."""

from typing import Any

from tortoise import fields
from tortoise.models import Model


class Message(Model):
    """One frame. `payload` is read out of `raw_text`, `disposition` is the ledger of transaction messages."""

    id = fields.BigIntField(primary_key=True, generated=True)
    charger_id = fields.UUIDField()
    at = fields.DatetimeField()
    protocol = fields.CharField(max_length=20, default="ocpp1.6")
    direction = fields.CharField(max_length=3)
    type = fields.CharField(max_length=12)
    message_id = fields.TextField(null=True)
    action = fields.TextField(null=True)
    raw_text = fields.TextField(source_field="raw")
    violations: Any = fields.JSONField(null=True)
    disposition = fields.CharField(max_length=12, null=True)
    elapsed_ms = fields.FloatField(null=True)

    class Meta:
        table = "messages"
