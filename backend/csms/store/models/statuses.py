"""The history of what connectors said of themselves."""

from tortoise import fields
from tortoise.models import Model


class ConnectorStatus(Model):
    """One StatusNotification, kept whatever its clock says (STAT-05). `applied`: whether it became the current one."""

    id = fields.BigIntField(primary_key=True, generated=True)
    charger_id = fields.UUIDField()
    evse_id = fields.IntField()
    status = fields.TextField()
    error_code = fields.TextField()
    info = fields.TextField(null=True)
    vendor_id = fields.TextField(null=True)
    vendor_error_code = fields.TextField(null=True)
    occurred_at = fields.DatetimeField()
    received_at = fields.DatetimeField()
    applied = fields.BooleanField()

    class Meta:
        table = "connector_statuses"
