"""Addresses of other people's programs, the log of what they are told, and what came of telling them."""

from typing import Any

from tortoise import fields
from tortoise.models import Model

from csms.store.models.base import DatedRow, Row


class Webhook(DatedRow):
    """Where events are sent. events: types, or patterns like transaction.*. Secrets are sealed.

    failing_since: of the first failure after which nothing has been delivered.
    """

    url = fields.CharField(max_length=2000)
    events: Any = fields.JSONField()
    description = fields.CharField(max_length=500, default="")
    enabled = fields.BooleanField(default=True)
    secret = fields.TextField()
    previous_secret = fields.TextField(null=True)
    previous_secret_until = fields.DatetimeField(null=True)
    created_by = fields.CharField(max_length=320, default="")
    # By us: gone (410), or failing.
    disabled_reason = fields.CharField(max_length=20, null=True)
    disabled_at = fields.DatetimeField(null=True)
    failing_since = fields.DatetimeField(null=True)
    last_delivered_at = fields.DatetimeField(null=True)

    class Meta:
        table = "webhooks"
        indexes = (("created_at", "id"),)


class WebhookEvent(Model):
    """Something that happened, written in the commit of what it is about (docs/decisions/0010-webhooks.md).

    id is the sequence that receivers see, key the unique part of `webhook-id`. data: the JSON that is sent, once it
    is read. spread_at: when it was handed to the webhooks that want it.
    """

    id = fields.BigIntField(primary_key=True, generated=True)
    key = fields.CharField(max_length=64, unique=True)
    type = fields.CharField(max_length=100)
    subject_id = fields.UUIDField(null=True)
    at = fields.DatetimeField()
    data = fields.TextField(null=True)
    spread_at = fields.DatetimeField(null=True)

    class Meta:
        table = "webhook_events"
        indexes = (("spread_at", "id"), ("at",))


class WebhookDelivery(Row):
    """One event on its way to one webhook. state: pending, delivered or failed (given up).

    taken_until: while a process is at it.
    """

    webhook_id = fields.UUIDField()
    event_id = fields.BigIntField()
    event_type = fields.CharField(max_length=100)
    state = fields.CharField(max_length=20, default="pending")
    attempts = fields.IntField(default=0)
    next_attempt_at = fields.DatetimeField(null=True)
    taken_until = fields.DatetimeField(null=True)
    created_at = fields.DatetimeField()
    last_attempt_at = fields.DatetimeField(null=True)
    ended_at = fields.DatetimeField(null=True)
    status_code = fields.IntField(null=True)
    error = fields.CharField(max_length=500, null=True)
    duration_ms = fields.IntField(null=True)
    response = fields.TextField(null=True)

    class Meta:
        table = "webhook_deliveries"
        unique_together = (("webhook_id", "event_id"),)
        indexes = (("state", "next_attempt_at"), ("webhook_id", "created_at", "id"), ("event_id",))
