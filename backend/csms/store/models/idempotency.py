"""What was asked under an `Idempotency-Key`, and how it was answered."""

from tortoise import fields

from csms.store.models.base import Row


class IdempotencyKey(Row):
    """One key of one caller. Kept are a keyed hash of it and the answer, sealed with what only the caller knows.

    Without a status it is under way. `taken_at`: since when, by the process that works on it last.
    """

    caller = fields.CharField(max_length=64)
    key_hash = fields.CharField(max_length=64)
    fingerprint = fields.CharField(max_length=64)
    created_at = fields.DatetimeField()
    taken_at = fields.DatetimeField()
    status = fields.IntField(null=True)
    answer = fields.BinaryField(null=True)

    class Meta:
        table = "idempotency_keys"
        unique_together = (("caller", "key_hash"),)
        indexes = (("created_at",),)
