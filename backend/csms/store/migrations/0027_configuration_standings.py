from tortoise import migrations
from tortoise.migrations import operations as ops
from csms.store.models.base import new_id
from tortoise.fields.base import OnDelete
from tortoise import fields


class Migration(migrations.Migration):
    dependencies = [("csms", "0026_certificates_in_order")]

    initial = False

    operations = [
        ops.CreateModel(
            name="ConfigurationStanding",
            fields=[
                ("id", fields.UUIDField(primary_key=True, default=new_id, unique=True, db_index=True)),
                (
                    "charger",
                    fields.ForeignKeyField(
                        "csms.Charger",
                        source_field="charger_id",
                        db_constraint=True,
                        to_field="id",
                        related_name="configuration_standings",
                        on_delete=OnDelete.CASCADE,
                    ),
                ),
                ("in_step", fields.IntField(default=0)),
                ("differs", fields.IntField(default=0)),
                ("pending_reboot", fields.IntField(default=0)),
                ("unknown", fields.IntField(default=0)),
                ("read_only", fields.IntField(default=0)),
                ("not_supported", fields.IntField(default=0)),
                ("rejected", fields.IntField(default=0)),
                ("drifting", fields.IntField(default=0)),
                ("contradiction", fields.IntField(default=0)),
                ("moves", fields.IntField(default=0)),
                ("seen", fields.IntField(default=0)),
            ],
            options={
                "table": "configuration_standings",
                "app": "csms",
                "unique_together": (("charger_id",),),
                "pk_attr": "id",
                "table_description": "How many of a charger's wished keys are in each state, as last worked out: what a fleet is listed by.",
            },
            bases=["Row"],
        ),
    ]
