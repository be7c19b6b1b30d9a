"""What chargers break of the specification, counted: the field's scorecard."""

from tortoise import fields

from csms.store.models.base import Row


class Violation(Row):
    """One kind of breach by one charger with one firmware. `raw_text` is the latest frame that shows it."""

    charger_id = fields.UUIDField()
    # As the charger said they are when it happened: another firmware may do better.
    vendor = fields.TextField(default="")
    model = fields.TextField(default="")
    firmware_version = fields.CharField(max_length=255, default="")
    action = fields.CharField(max_length=255)
    rule = fields.CharField(max_length=40)
    # The place in the payload without positions: `meterValue[].timestamp`.
    path = fields.CharField(max_length=255)
    message = fields.TextField()
    raw_text = fields.TextField(source_field="raw")
    count = fields.BigIntField()
    first_at = fields.DatetimeField()
    last_at = fields.DatetimeField()

    class Meta:
        table = "violations"
        unique_together = (("charger_id", "firmware_version", "action", "rule", "path"),)
        indexes = (("last_at", "id"), ("charger_id", "last_at"))
