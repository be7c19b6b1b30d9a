"""Questions, answers and messages between nodes: one pub/sub channel per node.

Nothing waits in Redis: a letter that cannot be delivered at once is refused, so that no command reaches a
charger long after whoever asked for it gave up. For the same reason each question carries its deadline, in
Redis's time.
"""

import asyncio
import logging
from itertools import count

import msgspec
from msgspec import Struct
from redis.asyncio.client import PubSub

from csms.realtime.broker import (
    AnswerLost,
    AskFailed,
    AskTimeout,
    BrokerError,
    BrokerUnavailable,
    NodeUnreachable,
)
from csms.realtime.redis_link import NOW, REDIS_ERRORS, Link
from csms.realtime.subjects import Subjects

MAX_LETTERS = 10_000  # answers and messages that wait to be sent

# Refuses what reaches Redis so late (after a stall) that the node that asked has given up.
HAND_OVER = (
    NOW
    + """
local beat = redis.call('ZSCORE', KEYS[1], ARGV[1])
if not beat or now - tonumber(beat) > tonumber(ARGV[2]) then return 0 end
if now > tonumber(ARGV[3]) then return -1 end
return redis.call('PUBLISH', KEYS[2], ARGV[4])
"""
)

log = logging.getLogger(__name__)


class Ask(Struct, frozen=True, tag="ask"):
    """deadline: Redis's time in milliseconds."""

    number: int
    sender: str
    subject: str
    deadline: float
    body: bytes


class Answer(Struct, frozen=True, tag="answer"):
    """outcome: "ok", or one of FAILURES; body: the answer, or why there is none."""

    number: int
    outcome: str
    body: bytes


FAILURES: dict[str, type[BrokerError]] = {"failed": AskFailed, "timeout": AskTimeout, "lost": AnswerLost}


class Tell(Struct, frozen=True, tag="tell"):
    subject: str
    body: bytes


LETTERS: "msgspec.msgpack.Decoder[Ask | Answer | Tell]" = msgspec.msgpack.Decoder(Ask | Answer | Tell)


class Question(Struct, eq=False):
    node: str
    answer: "asyncio.Future[Answer]"


class Mail:
    """This node's letterbox."""

    def __init__(self, link: Link, subjects: Subjects) -> None:
        self._link = link
        self._subjects = subjects
        self._outgoing: asyncio.Queue[tuple[str, Answer | Tell]] = asyncio.Queue(MAX_LETTERS)
        self._questions: dict[int, Question] = {}
        self._numbers = count()
        self._hand_over = link.commands.register_script(HAND_OVER)

    async def ask(self, node: str, subject: str, body: bytes, timeout: float) -> bytes:  # noqa: ASYNC109
        if not self._link.up:
            raise BrokerUnavailable("Redis is away: other nodes cannot be reached")
        number = next(self._numbers)
        question = Question(node, asyncio.get_running_loop().create_future())
        self._questions[number] = question
        deadline = self._link.clock.now() + timeout * 1000
        try:
            async with asyncio.timeout(timeout):
                await self._send_question(node, Ask(number, self._link.node, subject, deadline, body))
                return _unfold(await question.answer)
        except TimeoutError as error:
            raise AskTimeout(f"node {node} did not answer {subject} within {timeout:g} s") from error
        finally:
            del self._questions[number]

    async def _send_question(self, node: str, ask: Ask) -> None:
        keys = [self._link.keys.nodes, self._link.keys.inbox(node)]
        latest = self._link.clock.now() + self._link.timing.patience * 900
        letter = msgspec.msgpack.encode(ask)
        try:
            async with asyncio.timeout(self._link.timing.patience):
                listeners = await self._hand_over(keys, [node, self._link.ttl_ms, f"{latest:.0f}", letter])
        except REDIS_ERRORS as error:
            raise BrokerUnavailable("Redis does not answer: other nodes cannot be reached") from error
        if listeners < 0:
            raise BrokerUnavailable("Redis answered too late to hand a question over")
        if listeners == 0:
            raise NodeUnreachable(f"node {node} does not live")

    def tell(self, node: str, subject: str, body: bytes) -> None:
        self._post(node, Tell(subject, body))

    def _post(self, node: str, letter: Answer | Tell) -> None:
        if not self._link.up or self._outgoing.full():
            log.warning("Node %s cannot be reached: a message for it was dropped", node)
            return
        self._outgoing.put_nowait((node, letter))

    async def open(self, inbox: PubSub) -> None:
        """Listens from now on."""
        await inbox.subscribe(self._link.keys.inbox(self._link.node))
        confirmation = await inbox.get_message(timeout=self._link.timing.patience)
        if confirmation is None:
            raise TimeoutError("Redis did not confirm the subscription")

    async def receive(self, inbox: PubSub) -> None:
        """Takes the next letter, if one comes in time."""
        message = await inbox.get_message(ignore_subscribe_messages=True, timeout=self._link.timing.block)
        if message is not None:
            self._take(message["data"])

    def _take(self, data: bytes) -> None:
        try:
            letter = LETTERS.decode(data)
        except msgspec.DecodeError as error:
            log.error("A letter cannot be read and was dropped: %s", error)
            return
        if isinstance(letter, Answer):
            question = self._questions.get(letter.number)
            if question is not None and not question.answer.done():
                question.answer.set_result(letter)
        elif isinstance(letter, Ask):
            self._subjects.spawn(self._reply(letter))
        else:
            self._subjects.spawn(self._subjects.tell(letter.subject, letter.body))

    async def _reply(self, ask: Ask) -> None:
        remaining = (ask.deadline - self._link.clock.now()) / 1000
        if remaining <= 0:
            log.warning("A question about %s came after its deadline and was dropped", ask.subject)
            return
        try:
            answer = Answer(ask.number, "ok", await self._subjects.call(ask.subject, ask.body, remaining))
        except (AskFailed, AskTimeout) as error:
            outcome = "failed" if isinstance(error, AskFailed) else "timeout"
            answer = Answer(ask.number, outcome, str(error).encode())
        self._post(ask.sender, answer)

    async def send(self) -> None:
        """Waits for a letter and sends it, and all that came meanwhile, together."""
        letters = [await self._outgoing.get()]
        while not self._outgoing.empty():
            letters.append(self._outgoing.get_nowait())
        async with self._link.commands.pipeline(transaction=False) as pipeline:
            for node, letter in letters:
                pipeline.publish(self._link.keys.inbox(node), msgspec.msgpack.encode(letter))
            await pipeline.execute()

    def give_up(self, living: set[str]) -> None:
        """Ends the questions to nodes that no longer live."""
        for number, question in self._questions.items():
            if question.node not in living and not question.answer.done():
                reason = f"node {question.node} went away with the question open"
                question.answer.set_result(Answer(number, "lost", reason.encode()))


def _unfold(answer: Answer) -> bytes:
    if answer.outcome == "ok":
        return answer.body
    raise FAILURES[answer.outcome](answer.body.decode())
