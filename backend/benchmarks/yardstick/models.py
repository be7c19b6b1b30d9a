"""Its tables."""

from typing import Any

from tortoise import fields
from tortoise.models import Model


class ChargePointRow(Model):
    id = fields.IntField(primary_key=True)
    identity = fields.CharField(max_length=255, unique=True)
    vendor = fields.CharField(max_length=20, null=True)
    model = fields.CharField(max_length=20, null=True)

    class Meta:
        table = "usual_charge_points"


class ConnectorStatus(Model):
    id = fields.IntField(primary_key=True)
    identity = fields.CharField(max_length=255)
    connector_id = fields.IntField()
    status = fields.CharField(max_length=20)
    at = fields.DatetimeField(auto_now_add=True)

    class Meta:
        table = "usual_connector_statuses"


class Transaction(Model):
    id = fields.IntField(primary_key=True)
    identity = fields.CharField(max_length=255)
    connector_id = fields.IntField()
    id_tag = fields.CharField(max_length=20)
    meter_start = fields.IntField()
    meter_stop = fields.IntField(null=True)
    started_at = fields.DatetimeField()
    stopped_at = fields.DatetimeField(null=True)

    class Meta:
        table = "usual_transactions"


class MeterValues(Model):
    id = fields.IntField(primary_key=True)
    identity = fields.CharField(max_length=255)
    connector_id = fields.IntField()
    transaction_id = fields.IntField(null=True)
    values: Any = fields.JSONField()
    received_at = fields.DatetimeField(auto_now_add=True)

    class Meta:
        table = "usual_meter_values"
        indexes = (("transaction_id",),)
