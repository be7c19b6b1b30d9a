from tortoise import migrations
from tortoise.migrations import operations as ops
import functools
from csms.store.models.base import new_id
from json import dumps, loads
from tortoise import fields
from tortoise.indexes import Index


class Migration(migrations.Migration):
    dependencies = [("csms", "0017_covering_indexes")]

    initial = False

    operations = [
        ops.CreateModel(
            name="Notification",
            fields=[
                ("id", fields.UUIDField(primary_key=True, default=new_id, unique=True, db_index=True)),
                ("message_id", fields.UUIDField()),
                ("rule_id", fields.UUIDField()),
                ("rule_name", fields.CharField(max_length=200)),
                ("kind", fields.CharField(max_length=40)),
                ("event", fields.CharField(max_length=20)),
                ("charger_id", fields.UUIDField(null=True)),
                (
                    "matters",
                    fields.JSONField(
                        default=list, encoder=functools.partial(dumps, separators=(",", ":")), decoder=loads
                    ),
                ),
                ("matter_count", fields.IntField(default=1)),
                ("title", fields.CharField(max_length=500)),
                ("text", fields.TextField(unique=False)),
                ("channel", fields.CharField(max_length=20)),
                ("recipient", fields.CharField(max_length=320)),
                ("user_id", fields.UUIDField(null=True)),
                ("state", fields.CharField(max_length=20)),
                ("error", fields.TextField(default="", unique=False)),
                ("attempts", fields.IntField(default=0)),
                ("due_at", fields.DatetimeField(auto_now=False, auto_now_add=False)),
                ("claim", fields.UUIDField(null=True)),
                ("claimed_until", fields.DatetimeField(null=True, auto_now=False, auto_now_add=False)),
                ("letter", fields.UUIDField(null=True)),
                ("created_at", fields.DatetimeField(auto_now=False, auto_now_add=False)),
                ("sent_at", fields.DatetimeField(null=True, auto_now=False, auto_now_add=False)),
            ],
            options={
                "table": "notifications",
                "app": "csms",
                "indexes": [
                    Index(fields=["created_at", "id"]),
                    Index(fields=["state", "due_at"]),
                    Index(fields=["rule_id", "created_at"]),
                    Index(fields=["recipient", "sent_at"]),
                    Index(fields=["message_id"]),
                ],
                "pk_attr": "id",
                "table_description": "One message to one recipient. It stays when its rule is gone.",
            },
            bases=["Row"],
        ),
        ops.CreateModel(
            name="NotificationRule",
            fields=[
                ("id", fields.UUIDField(primary_key=True, default=new_id, unique=True, db_index=True)),
                ("created_at", fields.DatetimeField(auto_now=False, auto_now_add=True)),
                ("updated_at", fields.DatetimeField(auto_now=True, auto_now_add=False)),
                ("name", fields.CharField(max_length=200)),
                ("enabled", fields.BooleanField(default=True)),
                ("kind", fields.CharField(max_length=40)),
                ("critical_only", fields.BooleanField(default=False)),
                (
                    "station_ids",
                    fields.JSONField(
                        default=list, encoder=functools.partial(dumps, separators=(",", ":")), decoder=loads
                    ),
                ),
                (
                    "charger_ids",
                    fields.JSONField(
                        default=list, encoder=functools.partial(dumps, separators=(",", ":")), decoder=loads
                    ),
                ),
                ("after_seconds", fields.IntField(default=0)),
                (
                    "emails",
                    fields.JSONField(
                        default=list, encoder=functools.partial(dumps, separators=(",", ":")), decoder=loads
                    ),
                ),
                (
                    "user_ids",
                    fields.JSONField(
                        default=list, encoder=functools.partial(dumps, separators=(",", ":")), decoder=loads
                    ),
                ),
                (
                    "webhook_ids",
                    fields.JSONField(
                        default=list, encoder=functools.partial(dumps, separators=(",", ":")), decoder=loads
                    ),
                ),
                ("zone", fields.CharField(default="UTC", max_length=64)),
                (
                    "quiet",
                    fields.JSONField(
                        null=True, encoder=functools.partial(dumps, separators=(",", ":")), decoder=loads
                    ),
                ),
                ("repeat_hours", fields.IntField(null=True)),
                ("resolved", fields.BooleanField(default=True)),
                ("active_since", fields.DatetimeField(auto_now=False, auto_now_add=False)),
                ("version", fields.BigIntField(default=0)),
                ("created_by", fields.CharField(default="", max_length=320)),
            ],
            options={
                "table": "notification_rules",
                "app": "csms",
                "indexes": [Index(fields=["enabled"]), Index(fields=["name", "id"])],
                "pk_attr": "id",
                "table_description": "Who is told of what, and when. kind: of csms.charging.notification_kinds. zone: an IANA name, for its times.",
            },
            bases=["DatedRow"],
        ),
        ops.CreateModel(
            name="NotifiedMatter",
            fields=[
                ("id", fields.UUIDField(primary_key=True, default=new_id, unique=True, db_index=True)),
                ("rule_id", fields.UUIDField()),
                ("subject", fields.CharField(max_length=100)),
                ("opened_at", fields.DatetimeField(auto_now=False, auto_now_add=False)),
                ("charger_id", fields.UUIDField(null=True)),
                (
                    "detail",
                    fields.JSONField(
                        default=dict, encoder=functools.partial(dumps, separators=(",", ":")), decoder=loads
                    ),
                ),
                ("told_at", fields.DatetimeField(auto_now=False, auto_now_add=False)),
                ("last_told_at", fields.DatetimeField(auto_now=False, auto_now_add=False)),
                ("gone_at", fields.DatetimeField(null=True, auto_now=False, auto_now_add=False)),
                ("ended_at", fields.DatetimeField(null=True, auto_now=False, auto_now_add=False)),
                ("first_message", fields.UUIDField()),
                ("last_message", fields.UUIDField()),
            ],
            options={
                "table": "notified_matters",
                "app": "csms",
                "unique_together": (("rule_id", "subject", "opened_at"),),
                "indexes": [
                    Index(fields=["rule_id", "ended_at"]),
                    Index(fields=["rule_id", "told_at"]),
                    Index(fields=["charger_id"]),
                ],
                "pk_attr": "id",
                "table_description": "A matter that a rule has told of: once for each opening.",
            },
            bases=["Row"],
        ),
    ]
