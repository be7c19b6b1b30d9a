"""Who may charge: the central system's word, the cache, and the rules when offline (OCPP 1.6, 3.4-3.6)."""

from collections.abc import Awaitable, Callable
from datetime import datetime

from msgspec import UNSET

from csms.ocpp.v16.core import AuthorizeRequest, AuthorizeResponse
from csms.ocpp.v16.types import IdTagInfo, Message
from csms.simulator.clock import Clock
from csms.simulator.configuration import Configuration
from csms.simulator.link import LinkError

_INVALID = IdTagInfo("Invalid")


class Authorizer:
    """`call` sends a CALL, and raises `LinkError` when there is no answer."""

    def __init__(
        self, clock: Clock, configuration: Configuration, call: Callable[[str, Message], Awaitable[Message]]
    ) -> None:
        self._clock = clock
        self._configuration = configuration
        self._call = call
        self._cache: dict[str, IdTagInfo] = {}

    async def ask(self, id_tag: str) -> IdTagInfo:
        """What holds for `id_tag` now."""
        known = self._cached(id_tag)
        if known is not None and self._configuration.flag("LocalPreAuthorize"):
            return known
        try:
            response = await self._call("Authorize", AuthorizeRequest(id_tag))
        except LinkError:
            return self._offline(known)
        assert isinstance(response, AuthorizeResponse)
        self.learn(id_tag, response.idTagInfo)
        return response.idTagInfo

    def learn(self, id_tag: str, info: IdTagInfo) -> None:
        """Remember what the central system said of `id_tag`."""
        if self._configuration.flag("AuthorizationCacheEnabled"):
            self._cache[id_tag.casefold()] = info

    def same_group(self, one: str, other: str) -> bool:
        """Whether two tags may stop each other's transactions: the same, or with the same parent (3.10)."""
        if one.casefold() == other.casefold():
            return True
        parents = [self._parent(tag) for tag in (one, other)]
        return parents[0] is not None and parents[0] == parents[1]

    def clear(self) -> bool:
        """Empty the cache; False where there is none (CACHE-01)."""
        self._cache.clear()
        return self._configuration.flag("AuthorizationCacheEnabled")

    def _cached(self, id_tag: str) -> IdTagInfo | None:
        info = self._cache.get(id_tag.casefold())
        return info if info is not None and info.status == "Accepted" and not self._expired(info) else None

    def _expired(self, info: IdTagInfo) -> bool:
        return isinstance(info.expiryDate, datetime) and info.expiryDate <= self._clock.now()

    def _offline(self, known: IdTagInfo | None) -> IdTagInfo:
        if known is not None and self._configuration.flag("LocalAuthorizeOffline"):
            return known
        if self._configuration.flag("AllowOfflineTxForUnknownId"):
            return IdTagInfo("Accepted")
        return _INVALID

    def _parent(self, id_tag: str) -> str | None:
        info = self._cache.get(id_tag.casefold())
        return None if info is None or info.parentIdTag is UNSET else info.parentIdTag.casefold()
