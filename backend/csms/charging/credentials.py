"""Replacing a charger's password, without ever locking the charger out (SEC-08, whitepaper A01)."""

from uuid import UUID

from csms.auth.credentials import ChargerCredentials, generate_authorization_key
from csms.charging.announcer import Announcer
from csms.charging.commands import Commands
from csms.store import sessions
from csms.store.facts import CredentialProposed
from csms.store.journal import Journal


class Credentials:
    """New passwords for chargers."""

    def __init__(
        self, commands: Commands, journal: Journal, credentials: ChargerCredentials, announcer: Announcer
    ) -> None:
        self._commands = commands
        self._journal = journal
        self._credentials = credentials
        self._announcer = announcer

    async def rotate(self, charger_id: UUID, actor: str) -> tuple[str, UUID | None]:
        """A new AuthorizationKey: (the key as 40 hexadecimal digits, the command that carried it).

        Until the charger has accepted it, or come in with it, the old one stays good as well.
        """
        key = generate_authorization_key()
        await self._journal.write(CredentialProposed(charger_id, self._credentials.hash_generated(key)))
        charger = await sessions.charger(charger_id)
        if charger is None or not charger.online:
            return key, None
        request = {"key": "AuthorizationKey", "value": key}
        command_id = await self._commands.send(charger_id, "ChangeConfiguration", request, actor)
        self._announcer.charger(charger_id)
        return key, command_id
