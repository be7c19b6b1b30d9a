"""Connectors that are kept for a driver."""

from tortoise import fields

from csms.store.models.base import DatedRow


class Reservation(DatedRow):
    """One reservation. `evse_id` 0 is any connector of the charger.

    state: requested, active, used, cancelled, expired, refused, ended, or unknown when the answer was lost.
    """

    charger_id = fields.UUIDField()
    charge_point_id = fields.CharField(max_length=255, default="")
    evse_id = fields.IntField()
    ocpp_reservation_id = fields.IntField()
    id_token = fields.CharField(max_length=255)
    id_token_folded = fields.CharField(max_length=255)
    parent_token = fields.CharField(max_length=255, null=True)
    parent_token_folded = fields.CharField(max_length=255, null=True)
    expires_at = fields.DatetimeField()
    state = fields.CharField(max_length=20)
    detail = fields.TextField(default="")
    command_id = fields.UUIDField(null=True)
    transaction_id = fields.UUIDField(null=True)
    conflict_transaction_id = fields.UUIDField(null=True)
    ended_at = fields.DatetimeField(null=True)

    class Meta:
        table = "reservations"
        unique_together = (("charger_id", "ocpp_reservation_id"),)
        indexes = (
            ("charger_id", "state"),
            ("state", "expires_at"),
            ("created_at", "id"),
            ("expires_at", "id"),
        )
