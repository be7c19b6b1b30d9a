"""A new charger gets a key of its own before it may work (BOOT-10, SEC-09): pending, new key, accepted."""

import logging

from csms.charging.commands import Commands
from csms.charging.credentials import Credentials
from csms.charging.registration import PENDING
from csms.store.facts import ChargerBooted, CredentialSettled
from csms.store.models import Charger

log = logging.getLogger(__name__)

ONBOARDING, ACCEPTED = "onboarding", "accepted"
SENDER = "onboarding"


class Onboarding:
    """Reactions to a boot that was answered with Pending, and to a key that was taken."""

    def __init__(self, commands: Commands, credentials: Credentials) -> None:
        self._commands = commands
        self._credentials = credentials

    async def booted(self, fact: ChargerBooted) -> None:
        if fact.registration_status == PENDING and await self._is_new(fact):
            await self._credentials.rotate(fact.charger_id, SENDER)

    async def settled(self, fact: CredentialSettled) -> None:
        """The charger has its key: the next boot is accepted, and asked for now (BOOT-05)."""
        if not fact.accepted:
            return
        query = Charger.filter(id=fact.charger_id, registration_policy=ONBOARDING)
        if await query.update(registration_policy=ACCEPTED):
            log.info("charger %s has its own key, and may work", fact.charger_id)
            trigger = {"requestedMessage": "BootNotification"}
            await self._commands.send(fact.charger_id, "TriggerMessage", trigger, SENDER)

    async def _is_new(self, fact: ChargerBooted) -> bool:
        return await Charger.exists(id=fact.charger_id, registration_policy=ONBOARDING)
