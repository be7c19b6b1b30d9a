"""Refused connections, and which matters an operator has put aside."""

from tortoise import fields
from tortoise.models import Model

from csms.store.folding import ORDER_LIMIT
from csms.store.models.base import Row


class ConnectionRefusal(Row):
    """Connections we refused, counted per identity, address and cause, for the operator only (DEC-7)."""

    charge_point_id = fields.CharField(max_length=255)
    charge_point_id_folded = fields.CharField(max_length=255)
    charge_point_id_natural = fields.CharField(max_length=ORDER_LIMIT, default="", db_default="")
    address = fields.CharField(max_length=64)
    cause = fields.CharField(max_length=40)
    detail = fields.TextField(default="")
    count = fields.IntField(default=1)
    first_at = fields.DatetimeField()
    last_at = fields.DatetimeField()

    class Meta:
        table = "connection_refusals"
        unique_together = (("charge_point_id_folded", "address", "cause"),)
        indexes = (("last_at",), ("charge_point_id_natural", "id"))


class AttentionDismissal(Model):
    """A matter put aside: for good (`until` empty) or until a moment."""

    id = fields.CharField(max_length=128, primary_key=True)
    until = fields.DatetimeField(null=True)
    dismissed_at = fields.DatetimeField()
    dismissed_by = fields.CharField(max_length=320, default="")

    class Meta:
        table = "attention_dismissals"
