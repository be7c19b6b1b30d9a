"""Questions about what chargers are configured to do."""

from uuid import UUID

from csms.store.models import ConfigurationKey
from csms.store.values import View


async def keys(charger_id: UUID) -> list[View]:
    """Configuration keys by name, as the charger last reported them."""
    query = ConfigurationKey.filter(charger_id=charger_id).order_by("component", "key_folded")
    return list(await query.values("key", "value", "readonly", "pending_value", "reported_at"))
