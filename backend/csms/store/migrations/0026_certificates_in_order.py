"""Certificates in the order of their chargers, and all that a list asks for in one index."""

from typing import Any

from tortoise import fields, migrations
from tortoise.indexes import Index
from tortoise.migrations import operations as ops

FILL = """
UPDATE charger_certificates SET charge_point_id_natural = COALESCE(
  (SELECT c.charge_point_id_natural FROM chargers c WHERE c.id = charger_certificates.charger_id), '')
"""


async def fill(_apps: Any, editor: Any) -> None:
    await editor.client.execute_query(FILL)


class Migration(migrations.Migration):
    dependencies = [("csms", "0025_profiles_in_order")]

    initial = False

    operations = [
        ops.AddField(
            model_name="ChargerCertificate",
            name="charge_point_id_natural",
            field=fields.CharField(default="", db_default="", max_length=700),
        ),
        ops.RunPython(fill),
        ops.RemoveIndex(model_name="ChargerCertificate", name=None, fields=["requested_at", "id"]),
        ops.AddIndex(
            model_name="ChargerCertificate",
            index=Index(
                fields=[
                    "state",
                    "not_after",
                    "id",
                    "common_name",
                    "charge_point_id_natural",
                    "charger_id",
                    "requested_at",
                ]
            ),
        ),
    ]
