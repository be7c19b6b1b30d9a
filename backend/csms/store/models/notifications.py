"""Rules that tell people what needs them, what each rule has told of, and the letters that went out."""

from typing import Any

from tortoise import fields

from csms.store.models.base import DatedRow, Row


class NotificationRule(DatedRow):
    """Who is told of what, and when. kind: of csms.charging.notification_kinds. zone: an IANA name, for its times.

    station_ids, charger_ids: only there, both empty is everywhere. quiet: null or from, to, days, break_through.
    active_since: what merely happened before is not told. version: rises with every change and everything told.
    """

    name = fields.CharField(max_length=200)
    enabled = fields.BooleanField(default=True)
    kind = fields.CharField(max_length=40)
    critical_only = fields.BooleanField(default=False)
    station_ids: Any = fields.JSONField(default=list)
    charger_ids: Any = fields.JSONField(default=list)
    after_seconds = fields.IntField(default=0)
    emails: Any = fields.JSONField(default=list)
    user_ids: Any = fields.JSONField(default=list)
    webhook_ids: Any = fields.JSONField(default=list)
    zone = fields.CharField(max_length=64, default="UTC")
    quiet: Any = fields.JSONField(null=True)
    repeat_hours = fields.IntField(null=True)
    resolved = fields.BooleanField(default=True)
    active_since = fields.DatetimeField()
    version = fields.BigIntField(default=0)
    created_by = fields.CharField(max_length=320, default="")

    class Meta:
        table = "notification_rules"
        indexes = (("enabled",), ("name", "id"))


class NotifiedMatter(Row):
    """A matter that a rule has told of: once for each opening.

    told_at: first. last_told_at: or last reminded. gone_at: since when it is no longer seen. ended_at: when that was
    believed. first_message, last_message: the `message_id` of the notifications.
    """

    rule_id = fields.UUIDField()
    subject = fields.CharField(max_length=100)
    opened_at = fields.DatetimeField()
    charger_id = fields.UUIDField(null=True)
    detail: Any = fields.JSONField(default=dict)
    told_at = fields.DatetimeField()
    last_told_at = fields.DatetimeField()
    gone_at = fields.DatetimeField(null=True)
    ended_at = fields.DatetimeField(null=True)
    first_message = fields.UUIDField()
    last_message = fields.UUIDField()

    class Meta:
        table = "notified_matters"
        unique_together = (("rule_id", "subject", "opened_at"),)
        indexes = (("rule_id", "ended_at"), ("rule_id", "told_at"), ("charger_id",))


class Notification(Row):
    """One message to one recipient. It stays when its rule is gone.

    event: opened, reminder, resolved or test. channel: email or webhook. recipient: the address, or the webhook's id.
    state: pending, held (to be sent in a summary), sent, failed. letter: what it left in, with others in a summary.
    """

    message_id = fields.UUIDField()
    rule_id = fields.UUIDField()
    rule_name = fields.CharField(max_length=200)
    kind = fields.CharField(max_length=40)
    event = fields.CharField(max_length=20)
    charger_id = fields.UUIDField(null=True)
    matters: Any = fields.JSONField(default=list)
    matter_count = fields.IntField(default=1)
    title = fields.CharField(max_length=500)
    text = fields.TextField()
    channel = fields.CharField(max_length=20)
    recipient = fields.CharField(max_length=320)
    user_id = fields.UUIDField(null=True)
    state = fields.CharField(max_length=20)
    error = fields.TextField(default="")
    attempts = fields.IntField(default=0)
    due_at = fields.DatetimeField()
    claim = fields.UUIDField(null=True)
    claimed_until = fields.DatetimeField(null=True)
    letter = fields.UUIDField(null=True)
    created_at = fields.DatetimeField()
    sent_at = fields.DatetimeField(null=True)

    class Meta:
        table = "notifications"
        indexes = (
            ("created_at", "id"),
            ("state", "due_at"),
            ("rule_id", "created_at"),
            ("recipient", "sent_at"),
            ("message_id",),
        )
