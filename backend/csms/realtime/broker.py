"""The seam between those who know something and those who must hear of it, wherever they are.

CsmsError
`-- BrokerError
    |-- NodeUnreachable     that node does not live: nothing was handed over
    |-- BrokerUnavailable   the way to other nodes is down: nothing was handed over
    |-- AskTimeout          no answer in time: the outcome is unknown
    |   `-- AnswerLost      the node or the way back from it went away: the outcome is unknown
    `-- AskFailed           the node has no handler for the subject, or its handler failed
"""

from collections.abc import Awaitable, Callable
from typing import Protocol

from csms.errors import CsmsError
from csms.realtime.events import Event
from csms.realtime.hub import Subscription
from csms.realtime.presence import Claims

TICK = 0.05  # seconds events wait for others of their kind

Handler = Callable[[bytes], Awaitable[bytes]]


class BrokerError(CsmsError):
    """Base of what can go wrong between nodes."""


class NodeUnreachable(BrokerError):
    """That node does not live. Nothing was handed over."""


class BrokerUnavailable(BrokerError):
    """The way to other nodes is down. Nothing was handed over."""


class AskTimeout(BrokerError):
    """No answer came in time. Whether the question had an effect is unknown."""


class AnswerLost(AskTimeout):
    """The node, or the way back from it, went away. Whether the question had an effect is unknown."""


class AskFailed(BrokerError):
    """The node has no handler for the subject, or its handler failed; that node's log says why."""


class Broker(Protocol):
    """One process's end of the realtime network. Everything but `start` to `stop` runs on one event loop."""

    @property
    def node(self) -> str:
        """Unique id of this process, new with every start."""

    @property
    def healthy(self) -> bool:
        """Whether other nodes can be reached. Everything within this process works either way."""

    @property
    def claims(self) -> Claims:
        """Who holds which charger."""

    async def start(self) -> None:
        """Joins the network. Returns although it cannot be reached: it is joined as soon as it can be."""

    async def stop(self) -> None:
        """Delivers what waits, gives up all claims, ends all subscriptions."""

    def end_subscriptions(self) -> None:
        """Ends the subscriptions there are: this process is about to stop. Everything else goes on."""

    def publish(self, event: Event) -> None:
        """Tells the subscribers of all nodes with the next tick. Never waits; an overflow is a `reset`."""

    def subscribe(self, last_event_id: str | None = None) -> Subscription:
        """Events from now on, or after `last_event_id`; first a `reset` when that one is forgotten."""

    async def ask(self, node: str, subject: str, body: bytes, timeout: float) -> bytes:  # noqa: ASYNC109
        """The answer of exactly that node, once, within `timeout` seconds. Raises the errors above."""

    def answer(self, subject: str, handler: Handler) -> None:
        """Makes `handler` answer the questions this node is asked. Once per subject (ValueError)."""

    def tell(self, node: str, subject: str, body: bytes) -> None:
        """Hands a message to that node's handler of the subject, if it can be reached. Says no more of it."""

    async def alive(self) -> set[str]:
        """Nodes that live and can be reached, this one included."""
