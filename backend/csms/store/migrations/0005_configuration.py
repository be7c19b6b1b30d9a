from typing import Any

from tortoise import migrations
from tortoise.migrations import operations as ops
import functools
from csms.store.models.base import new_id
from json import dumps, loads
from tortoise.fields.base import OnDelete
from tortoise import fields

# The history of statuses grows like the message log: partitions by month on PostgreSQL, as in 0002.
STATUSES = (
    "ALTER TABLE connector_statuses RENAME TO connector_statuses_plain",
    "CREATE TABLE connector_statuses (LIKE connector_statuses_plain INCLUDING DEFAULTS)"
    " PARTITION BY RANGE (received_at)",
    "CREATE SEQUENCE connector_statuses_number AS bigint OWNED BY connector_statuses.id",
    "ALTER TABLE connector_statuses ALTER COLUMN id SET DEFAULT nextval('connector_statuses_number')",
    "DROP TABLE connector_statuses_plain",
    "ALTER TABLE connector_statuses ADD PRIMARY KEY (id, received_at)",
    "CREATE TABLE connector_statuses_default PARTITION OF connector_statuses DEFAULT",
)
INDEX = "CREATE INDEX idx_connector_statuses ON connector_statuses (charger_id, received_at, id)"


async def partition(_apps: Any, editor: Any) -> None:
    for sql in (*(STATUSES if editor.DIALECT == "postgres" else ()), INDEX):
        await editor._run_sql(sql)


class Migration(migrations.Migration):
    dependencies = [("csms", "0004_local_lists")]

    initial = False

    operations = [
        ops.CreateModel(
            name="ConfigurationAttempt",
            fields=[
                ("id", fields.UUIDField(primary_key=True, default=new_id, unique=True, db_index=True)),
                (
                    "charger",
                    fields.ForeignKeyField(
                        "csms.Charger",
                        source_field="charger_id",
                        db_constraint=True,
                        to_field="id",
                        related_name="configuration_attempts",
                        on_delete=OnDelete.CASCADE,
                    ),
                ),
                ("key_folded", fields.CharField(max_length=255)),
                ("value", fields.TextField(null=True, unique=False)),
                ("status", fields.TextField(unique=False)),
                ("firmware", fields.TextField(null=True, unique=False)),
                ("at", fields.DatetimeField(auto_now=False, auto_now_add=False)),
            ],
            options={
                "table": "configuration_attempts",
                "app": "csms",
                "unique_together": (("charger_id", "key_folded"),),
                "pk_attr": "id",
                "table_description": "What came of the last try to change a key. A firmware may know what the one before it did not.",
            },
            bases=["Row"],
        ),
        ops.CreateModel(
            name="ConfigurationTemplate",
            fields=[
                ("id", fields.UUIDField(primary_key=True, default=new_id, unique=True, db_index=True)),
                ("created_at", fields.DatetimeField(auto_now=False, auto_now_add=True)),
                ("updated_at", fields.DatetimeField(auto_now=True, auto_now_add=False)),
                ("name", fields.CharField(max_length=200)),
                ("name_folded", fields.CharField(unique=True, max_length=200)),
                ("vendor", fields.CharField(default="", max_length=500)),
                ("model", fields.CharField(default="", max_length=500)),
                ("firmware", fields.CharField(default="", max_length=500)),
                ("note", fields.CharField(default="", max_length=2000)),
                ("apply", fields.CharField(default="on_request", max_length=20)),
                (
                    "keys",
                    fields.JSONField(
                        default=list, encoder=functools.partial(dumps, separators=(",", ":")), decoder=loads
                    ),
                ),
            ],
            options={
                "table": "configuration_templates",
                "app": "csms",
                "pk_attr": "id",
                "table_description": "What chargers of a vendor, a model, a firmware are to be configured to. `keys`: [[key, value], ...].",
            },
            bases=["DatedRow"],
        ),
        ops.CreateModel(
            name="ConfigurationWish",
            fields=[
                ("id", fields.UUIDField(primary_key=True, default=new_id, unique=True, db_index=True)),
                ("created_at", fields.DatetimeField(auto_now=False, auto_now_add=True)),
                ("updated_at", fields.DatetimeField(auto_now=True, auto_now_add=False)),
                (
                    "charger",
                    fields.ForeignKeyField(
                        "csms.Charger",
                        source_field="charger_id",
                        db_constraint=True,
                        to_field="id",
                        related_name="configuration_wishes",
                        on_delete=OnDelete.CASCADE,
                    ),
                ),
                ("apply", fields.CharField(default="on_request", max_length=20)),
                (
                    "keys",
                    fields.JSONField(
                        default=list, encoder=functools.partial(dumps, separators=(",", ":")), decoder=loads
                    ),
                ),
            ],
            options={
                "table": "configuration_wishes",
                "app": "csms",
                "unique_together": (("charger_id",),),
                "pk_attr": "id",
                "table_description": "What one charger is to be configured to, whatever the templates say. `keys` as in a template.",
            },
            bases=["DatedRow"],
        ),
        ops.CreateModel(
            name="ConnectorStatus",
            fields=[
                ("id", fields.BigIntField(generated=True, primary_key=True, unique=True, db_index=True)),
                ("charger_id", fields.UUIDField()),
                ("evse_id", fields.IntField()),
                ("status", fields.TextField(unique=False)),
                ("error_code", fields.TextField(unique=False)),
                ("info", fields.TextField(null=True, unique=False)),
                ("vendor_id", fields.TextField(null=True, unique=False)),
                ("vendor_error_code", fields.TextField(null=True, unique=False)),
                ("occurred_at", fields.DatetimeField(auto_now=False, auto_now_add=False)),
                ("received_at", fields.DatetimeField(auto_now=False, auto_now_add=False)),
                ("applied", fields.BooleanField()),
            ],
            options={
                "table": "connector_statuses",
                "app": "csms",
                "pk_attr": "id",
                "table_description": "One StatusNotification, kept whatever its clock says (STAT-05). `applied`: whether it became the current one.",
            },
            bases=["Model"],
        ),
        ops.AddField(
            model_name="Charger",
            name="configured_boot_at",
            field=fields.DatetimeField(null=True, auto_now=False, auto_now_add=False),
        ),
        ops.AlterModelOptions(
            name="ConfigurationKey",
            options={
                "table": "configuration_keys",
                "app": "csms",
                "unique_together": (("charger_id", "component", "key_folded"),),
                "pk_attr": "id",
                "table_description": "One configuration value as the charger reported it, or accepted it.",
            },
        ),
        ops.AddField(
            model_name="Connector",
            name="availability_sent_at",
            field=fields.DatetimeField(null=True, auto_now=False, auto_now_add=False),
        ),
        ops.RunPython(partition),
    ]
