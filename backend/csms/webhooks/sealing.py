"""Secrets of webhooks at rest: sealed with the server's own secret, so that a copy of the database signs nothing."""

import base64

from cryptography.fernet import Fernet, InvalidToken

from csms.auth.keys import derive
from csms.errors import CsmsError
from csms.store.stored_words import ANOTHER_SEAL


class Unreadable(CsmsError):
    """The sealed text is of another server's secret, or damaged."""


class Seal:
    """server_secret: 32 bytes that only this installation knows."""

    def __init__(self, server_secret: bytes) -> None:
        self._fernet = Fernet(base64.urlsafe_b64encode(derive(server_secret, "webhook secrets")))

    def close(self, text: str) -> str:
        return self._fernet.encrypt(text.encode()).decode()

    def open(self, sealed: str) -> str:
        """Raises Unreadable."""
        try:
            return self._fernet.decrypt(sealed.encode()).decode()
        except InvalidToken:
            raise Unreadable(ANOTHER_SEAL) from None
