"""Who may charge: the central system's word, the local list, the cache, the rules when offline (OCPP 1.6, 3.4-3.6)."""

from collections.abc import Awaitable, Callable
from datetime import datetime

from msgspec import UNSET

from csms.ocpp.v16.core import AuthorizeRequest, AuthorizeResponse
from csms.ocpp.v16.types import IdTagInfo, Message
from csms.simulator.clock import Clock
from csms.simulator.configuration import Configuration
from csms.simulator.failures import LinkError
from csms.simulator.local_list import LocalList

_INVALID = IdTagInfo("Invalid")
# In a list or a cache ConcurrentTx says nothing against the tag (LL-07).
_VALID = ("Accepted", "ConcurrentTx")
# Verdicts on the tag itself; ConcurrentTx is one on a start.
_LASTING = ("Accepted", "Blocked", "Expired", "Invalid")


class Authorizer:
    """`call` sends a CALL, and raises `LinkError` when there is no answer.

    `conflict` hears of a tag on the local list that the central system judges otherwise (3.5.2).
    """

    def __init__(
        self,
        clock: Clock,
        configuration: Configuration,
        local_list: LocalList,
        call: Callable[[str, Message], Awaitable[Message]],
        conflict: Callable[[str], None],
    ) -> None:
        self._clock = clock
        self._configuration = configuration
        self._list = local_list
        self._call = call
        self._conflict = conflict
        self._cache: dict[str, IdTagInfo] = {}

    async def ask(self, id_tag: str) -> IdTagInfo:
        """What holds for `id_tag` now."""
        known = self._known(id_tag)
        if known is not None and known.status == "Accepted" and self._configuration.flag("LocalPreAuthorize"):
            return known
        try:
            return await self._authorize(id_tag)
        except LinkError:
            return self._offline(known)

    def learn(self, id_tag: str, info: IdTagInfo) -> None:
        """Remember what the central system said of `id_tag`."""
        listed = self._list.find(id_tag)
        if listed is not None and self._judged(listed).status != info.status and info.status in _LASTING:
            self._conflict(id_tag)
        if self._configuration.flag("AuthorizationCacheEnabled"):
            self._cache[id_tag.casefold()] = info

    async def parent(self, id_tag: str) -> str | None:
        """The parent of `id_tag`, asked for where the tag is not known (RES-05)."""
        info = self._list.find(id_tag) or self._cache.get(id_tag.casefold())
        try:
            return (info or await self._authorize(id_tag)).parentIdTag or None
        except LinkError:
            return None

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

    async def _authorize(self, id_tag: str) -> IdTagInfo:
        response = await self._call("Authorize", AuthorizeRequest(id_tag))
        assert isinstance(response, AuthorizeResponse)
        self.learn(id_tag, response.idTagInfo)
        return response.idTagInfo

    def _known(self, id_tag: str) -> IdTagInfo | None:
        """What the list, and only then the cache, says (LL-08)."""
        info = self._list.find(id_tag) or self._cache.get(id_tag.casefold())
        return None if info is None else self._judged(info)

    def _judged(self, info: IdTagInfo) -> IdTagInfo:
        """`info` as it holds now."""
        expired = isinstance(info.expiryDate, datetime) and info.expiryDate <= self._clock.now()
        if info.status not in _VALID:
            return info
        return IdTagInfo("Expired" if expired else "Accepted", parentIdTag=info.parentIdTag)

    def _offline(self, known: IdTagInfo | None) -> IdTagInfo:
        """3.5.4: what is known not to be valid is refused, whatever holds for unknown tags (LL-08)."""
        if known is not None and (
            known.status != "Accepted" or self._configuration.flag("LocalAuthorizeOffline")
        ):
            return known
        if self._configuration.flag("AllowOfflineTxForUnknownId"):
            return IdTagInfo("Accepted")
        return _INVALID

    def _parent(self, id_tag: str) -> str | None:
        info = self._list.find(id_tag) or self._cache.get(id_tag.casefold())
        return None if info is None or info.parentIdTag is UNSET else info.parentIdTag.casefold()
