"""Who did what."""

from typing import Any

from tortoise import fields

from csms.store.models.base import Row


class AuditEntry(Row):
    """One deed of a person or a program. It is written before the deed is done.

    actor_kind: person, key or nobody (yet). operation: as in the OpenAPI document. target: what the address names,
    or what was made. request: without secrets. status: of the answer, empty while there is none, for good when
    we died.
    """

    at = fields.DatetimeField()
    actor_kind = fields.CharField(max_length=20)
    actor_id = fields.UUIDField(null=True)
    actor = fields.CharField(max_length=320)
    address = fields.CharField(max_length=64)
    user_agent = fields.CharField(max_length=500)
    operation = fields.CharField(max_length=100)
    target_kind = fields.CharField(max_length=60)
    target_id = fields.CharField(max_length=64, default="")
    request: Any = fields.JSONField(null=True)
    status = fields.IntField(null=True)

    class Meta:
        table = "audit_entries"
        indexes = (("at", "id"), ("actor_id", "at"), ("target_id", "at"), ("operation", "at"))
