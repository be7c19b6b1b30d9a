"""Who holds which charger: the fast routing table. The truth, the epochs, is in the database."""

from typing import NamedTuple, Protocol


class Owner(NamedTuple):
    """The node whose connection to a charger has the highest epoch heard of."""

    node: str
    epoch: int


class Claims(Protocol):
    """Claims of all nodes, of which this node makes its own.

    A claim is known here at once and elsewhere within a tick. One with a lower epoch than the standing one
    has no effect, nor has the release of another epoch than the standing one (R13).
    """

    def claim(self, charger_id: str, epoch: int) -> None:
        """This node has the connection of that epoch."""

    def release(self, charger_id: str, epoch: int) -> None:
        """The connection of that epoch is gone from this node."""

    async def owner(self, charger_id: str) -> Owner | None:
        """Who holds it, among the nodes that live. None means not known here: ask the database."""


class LocalClaims:
    """The claims of one node, in memory."""

    def __init__(self, node: str) -> None:
        self._node = node
        self._epochs: dict[str, int] = {}

    def claim(self, charger_id: str, epoch: int) -> None:
        if epoch > self._epochs.get(charger_id, -1):
            self._epochs[charger_id] = epoch

    def release(self, charger_id: str, epoch: int) -> None:
        if self._epochs.get(charger_id) == epoch:
            del self._epochs[charger_id]

    async def owner(self, charger_id: str) -> Owner | None:
        return self.held(charger_id)

    def held(self, charger_id: str) -> Owner | None:
        """This node's own claim."""
        epoch = self._epochs.get(charger_id)
        return None if epoch is None else Owner(self._node, epoch)

    def all(self) -> list[tuple[str, int]]:
        """Charger and epoch of every claim."""
        return list(self._epochs.items())
