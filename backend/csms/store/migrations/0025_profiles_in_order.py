"""When charging profiles hold, and their places in the order in which people count."""

import json
from typing import Any

from tortoise import fields, migrations
from tortoise.indexes import Index
from tortoise.migrations import operations as ops

from csms.store.folding import natural
from csms.store.profile_spans import span
from csms.store.values import moment

READ = """
SELECT p.id, p.kind, p.valid_from, p.valid_to, p.schedule, p.evse_id, c.charge_point_id_natural
FROM charging_profiles p LEFT JOIN chargers c ON c.id = p.charger_id
"""
UPDATE = {
    "postgres": "UPDATE charging_profiles SET begins_at = $1, ends_at = $2, place_natural = $3 WHERE id = $4",
    "sqlite": "UPDATE charging_profiles SET begins_at = ?1, ends_at = ?2, place_natural = ?3 WHERE id = ?4",
}


async def fill(_apps: Any, editor: Any) -> None:
    for row in await editor.client.execute_query_dict(READ):
        place = f"{row['charge_point_id_natural'] or ''} {natural(str(row['evse_id']))}"
        await editor.client.execute_query(UPDATE[editor.DIALECT], [*_span(row), place, row["id"]])


def _span(row: dict[str, Any]) -> tuple[Any, Any]:
    schedule = row["schedule"]
    schedule = json.loads(schedule) if isinstance(schedule, str) else schedule
    valid_from, valid_to = (row[name] and moment(row[name]) for name in ("valid_from", "valid_to"))
    return span(row["kind"], valid_from, valid_to, schedule)


class Migration(migrations.Migration):
    dependencies = [("csms", "0024_refusals_and_stops_in_order")]

    initial = False

    operations = [
        ops.AddField(
            model_name="ChargingProfile",
            name="begins_at",
            field=fields.DatetimeField(null=True, auto_now=False, auto_now_add=False),
        ),
        ops.AddField(
            model_name="ChargingProfile",
            name="ends_at",
            field=fields.DatetimeField(null=True, auto_now=False, auto_now_add=False),
        ),
        ops.AddField(
            model_name="ChargingProfile",
            name="place_natural",
            field=fields.CharField(default="", db_default="", max_length=720),
        ),
        ops.RunPython(fill),
        ops.AddIndex(
            model_name="ChargingProfile",
            index=Index(fields=["place_natural", "id"]),
        ),
        ops.AddIndex(
            model_name="ChargingProfile",
            index=Index(fields=["stack_level", "id"]),
        ),
        ops.AddIndex(
            model_name="ChargingProfile",
            index=Index(fields=["kind", "recurrence", "id"]),
        ),
    ]
