"""Who may charge, and who would like to."""

from typing import Any

from tortoise import fields
from tortoise.models import Model

from csms.store.models.base import DatedRow, Row


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
    # Ids as text; empty or null: everywhere. A place that is deleted stays in the list, so that no tag gains rights.
    allowed_station_ids: Any = fields.JSONField(null=True)
    allowed_charger_ids: Any = fields.JSONField(null=True)
    user_id = fields.UUIDField(null=True)
    note = fields.CharField(max_length=2000, default="")
    # When its latest session began, derived a moment later (csms.charging.last_uses): what lists are sorted by.
    last_used_at = fields.DatetimeField(null=True)

    class Meta:
        table = "id_tags"
        unique_together = (("folded", "type"),)
        indexes = (
            ("parent_folded",),
            ("user_id",),
            ("created_at", "id"),
            ("expires_at", "id"),
            ("last_used_at", "id"),
        )


class IdTagDue(Model):
    """A token whose tag may have another `last_used_at` now: marked by whatever stores a start or registers a tag.

    Beside the tag's own row, which an import may hold for many seconds: no start waits for that.
    """

    id = fields.BigIntField(primary_key=True, generated=True)
    id_token_folded = fields.CharField(max_length=255)

    class Meta:
        table = "id_tag_dues"


class UnknownTag(Row):
    """A token that was presented and that nobody has registered, with the charger that last saw it."""

    value = fields.CharField(max_length=255)
    folded = fields.CharField(max_length=255, unique=True)
    charger_id = fields.UUIDField()
    charge_point_id = fields.CharField(max_length=255)
    count = fields.IntField(default=1)
    first_seen_at = fields.DatetimeField()
    last_seen_at = fields.DatetimeField()

    class Meta:
        table = "unknown_tags"
        indexes = (("last_seen_at",),)
