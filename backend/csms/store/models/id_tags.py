"""Who may charge."""

from tortoise import fields

from csms.store.models.base import DatedRow


class IdTag(DatedRow):
    """A token a driver presents. Compared folded (case does not count, GEN-02), shown as it was written."""

    value = fields.CharField(max_length=255)
    folded = fields.CharField(max_length=255)
    type = fields.CharField(max_length=40, default="")
    parent_value = fields.CharField(max_length=255, null=True)
    parent_folded = fields.CharField(max_length=255, null=True)
    blocked = fields.BooleanField(default=False)
    expires_at = fields.DatetimeField(null=True)
    max_active_transactions = fields.IntField(null=True)
    user_id = fields.UUIDField(null=True)
    note = fields.CharField(max_length=2000, default="")

    class Meta:
        table = "id_tags"
        unique_together = (("folded", "type"),)
        indexes = (("parent_folded",), ("user_id",))
