"""A forgotten password, and proving once more to be oneself. Nobody learns who has an account."""

from csms.auth.accounts import Principal
from csms.auth.addresses import fold
from csms.auth.sign_up import Asked, Mailing
from csms.mail import Letter
from csms.store import accounts as people
from csms.store import one_time_tokens as store


class Recovery:
    def __init__(self, mailing: Mailing) -> None:
        self._mailing = mailing

    async def recover(self, email: str, asked: Asked) -> None:
        """Sends the way to a new password. Raises EmailDisabled, InvalidInput, LetterTooSoon, Busy."""
        address = fold(email)
        await self._mailing.claim(address)

        async def write() -> list[Letter]:
            user = await people.user_by_email(address)
            if user is None or user.banned:
                return []
            made = await self._mailing.tokens.issue(user.id, store.RECOVERY, address, asked.challenge)
            return [self._mailing.writer.recover(address, made, asked.redirect_to)]

        self._mailing.box.later(write)

    async def send_nonce(self, principal: Principal) -> None:
        """A code for a change that needs the person once more. Raises EmailDisabled, LetterTooSoon, Busy."""
        user = principal.user
        await self._mailing.claim(user.email)
        made = await self._mailing.tokens.issue(user.id, store.REAUTHENTICATION, user.email)
        self._mailing.box.drop(self._mailing.writer.reauthenticate(user.email, made))
