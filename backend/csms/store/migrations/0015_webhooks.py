from tortoise import migrations
from tortoise.migrations import operations as ops
import functools
from csms.store.models.base import new_id
from json import dumps, loads
from tortoise import fields
from tortoise.indexes import Index


class Migration(migrations.Migration):
    dependencies = [("csms", "0014_imported_transactions")]

    initial = False

    operations = [
        ops.CreateModel(
            name="Webhook",
            fields=[
                ("id", fields.UUIDField(primary_key=True, default=new_id, unique=True, db_index=True)),
                ("created_at", fields.DatetimeField(auto_now=False, auto_now_add=True)),
                ("updated_at", fields.DatetimeField(auto_now=True, auto_now_add=False)),
                ("url", fields.CharField(max_length=2000)),
                (
                    "events",
                    fields.JSONField(encoder=functools.partial(dumps, separators=(",", ":")), decoder=loads),
                ),
                ("description", fields.CharField(default="", max_length=500)),
                ("enabled", fields.BooleanField(default=True)),
                ("secret", fields.TextField(unique=False)),
                ("previous_secret", fields.TextField(null=True, unique=False)),
                (
                    "previous_secret_until",
                    fields.DatetimeField(null=True, auto_now=False, auto_now_add=False),
                ),
                ("created_by", fields.CharField(default="", max_length=320)),
                ("disabled_reason", fields.CharField(null=True, max_length=20)),
                ("disabled_at", fields.DatetimeField(null=True, auto_now=False, auto_now_add=False)),
                ("failing_since", fields.DatetimeField(null=True, auto_now=False, auto_now_add=False)),
                ("last_delivered_at", fields.DatetimeField(null=True, auto_now=False, auto_now_add=False)),
            ],
            options={
                "table": "webhooks",
                "app": "csms",
                "indexes": [Index(fields=["created_at", "id"])],
                "pk_attr": "id",
                "table_description": "Where events are sent. events: types, or patterns like transaction.*. Secrets are sealed.",
            },
            bases=["DatedRow"],
        ),
        ops.CreateModel(
            name="WebhookDelivery",
            fields=[
                ("id", fields.UUIDField(primary_key=True, default=new_id, unique=True, db_index=True)),
                ("webhook_id", fields.UUIDField()),
                ("event_id", fields.BigIntField()),
                ("event_type", fields.CharField(max_length=100)),
                ("state", fields.CharField(default="pending", max_length=20)),
                ("attempts", fields.IntField(default=0)),
                ("next_attempt_at", fields.DatetimeField(null=True, auto_now=False, auto_now_add=False)),
                ("taken_until", fields.DatetimeField(null=True, auto_now=False, auto_now_add=False)),
                ("created_at", fields.DatetimeField(auto_now=False, auto_now_add=False)),
                ("last_attempt_at", fields.DatetimeField(null=True, auto_now=False, auto_now_add=False)),
                ("ended_at", fields.DatetimeField(null=True, auto_now=False, auto_now_add=False)),
                ("status_code", fields.IntField(null=True)),
                ("error", fields.CharField(null=True, max_length=500)),
                ("duration_ms", fields.IntField(null=True)),
                ("response", fields.TextField(null=True, unique=False)),
            ],
            options={
                "table": "webhook_deliveries",
                "app": "csms",
                "unique_together": (("webhook_id", "event_id"),),
                "indexes": [
                    Index(fields=["state", "next_attempt_at"]),
                    Index(fields=["webhook_id", "created_at", "id"]),
                    Index(fields=["event_id"]),
                ],
                "pk_attr": "id",
                "table_description": "One event on its way to one webhook. state: pending, delivered or failed (given up).",
            },
            bases=["Row"],
        ),
        ops.CreateModel(
            name="WebhookEvent",
            fields=[
                ("id", fields.BigIntField(generated=True, primary_key=True, unique=True, db_index=True)),
                ("key", fields.CharField(unique=True, max_length=64)),
                ("type", fields.CharField(max_length=100)),
                ("subject_id", fields.UUIDField(null=True)),
                ("at", fields.DatetimeField(auto_now=False, auto_now_add=False)),
                ("data", fields.TextField(null=True, unique=False)),
                ("spread_at", fields.DatetimeField(null=True, auto_now=False, auto_now_add=False)),
            ],
            options={
                "table": "webhook_events",
                "app": "csms",
                "indexes": [Index(fields=["spread_at", "id"]), Index(fields=["at"])],
                "pk_attr": "id",
                "table_description": "Something that happened, written in the commit of what it is about (docs/decisions/0010-webhooks.md).",
            },
            bases=["Model"],
        ),
    ]
