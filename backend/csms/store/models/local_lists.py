"""Local authorization lists: what we want a charger to have, and what it has as far as it told us."""

from typing import Any

from tortoise import fields

from csms.store.models.base import DatedRow, Row


class LocalList(DatedRow):
    """What one charger's list shall be. `mode`: off (we leave it alone), tags (a choice), all (who may charge there).

    state: off, pending, unknown (an answer was lost), syncing, in_step, failed, unsupported.
    due_at: when somebody shall look at it (syncing: when the one who does counts as gone), null for never.
    """

    charger_id = fields.UUIDField(unique=True)
    charge_point_id = fields.CharField(max_length=255, default="")
    mode = fields.CharField(max_length=10, default="off")
    # Rises with every change of what is wanted, so that a change during a synchronisation is not lost.
    revision = fields.BigIntField(default=0)
    state = fields.CharField(max_length=20, default="off")
    due_at = fields.DatetimeField(null=True)
    # Who synchronises it now.
    claim = fields.UUIDField(null=True)
    # The charger's version has to be asked first, or only a full list will do.
    verify = fields.BooleanField(default=False)
    resend = fields.BooleanField(default=False)
    failures = fields.IntField(default=0)
    error = fields.TextField(default="")
    # Firmware that does not support lists: another may.
    firmware_version = fields.TextField(null=True)
    tried_at = fields.DatetimeField(null=True)
    disputed_at = fields.DatetimeField(null=True)
    synced_at = fields.DatetimeField(null=True)
    # Of the wanted tags, how many are on the list, and how many are not: too long for OCPP 1.6, or no room.
    wanted_count = fields.IntField(default=0)
    too_long_count = fields.IntField(default=0)
    no_room_count = fields.IntField(default=0)

    class Meta:
        table = "local_lists"
        indexes = (("due_at",), ("mode",), ("created_at", "id"))


class LocalListTag(Row):
    """One tag of the choice for a charger's list."""

    charger_id = fields.UUIDField()
    id_tag_id = fields.UUIDField()

    class Meta:
        table = "local_list_tags"
        unique_together = (("charger_id", "id_tag_id"),)
        indexes = (("id_tag_id",),)


class LocalListCopy(Row):
    """What a charger has acknowledged. `version` null: nobody knows what it has, 0: it has none.

    attempt: an update that was sent and is neither acknowledged nor refused.
    """

    charger_id = fields.UUIDField(unique=True)
    version = fields.BigIntField(null=True)
    last_version = fields.BigIntField(default=0)
    entries: Any = fields.JSONField()
    attempt: Any = fields.JSONField(null=True)
    attempt_command_id = fields.UUIDField(null=True)
    told_version = fields.BigIntField(null=True)
    told_at = fields.DatetimeField(null=True)
    acknowledged_at = fields.DatetimeField(null=True)

    class Meta:
        table = "local_list_copies"
