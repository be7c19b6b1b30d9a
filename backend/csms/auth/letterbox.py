"""Letters are written and sent after the answer: how long an answer takes does not tell who has an account.

They are in memory only, for they carry secrets of which the database has just the hashes. One that is lost, by a
crash or by a mail server that stays away, can be asked for again.
"""

import asyncio
import logging
from collections.abc import Awaitable, Callable, Sequence

from csms.auth.errors import Busy, EmailDisabled
from csms.mail import Letter, MailUnavailable, MailUndeliverable, Post

log = logging.getLogger(__name__)

Pause = Callable[[float], Awaitable[None]]
Errand = Callable[[], Awaitable[Sequence[Letter]]]

RETRIES = (30.0, 120.0, 600.0, 1800.0)
"""Seconds until a mail server that asks to come again (greylisting) is asked again, and again."""
ROOM = 1000
AT_ONCE = 4


class Letterbox:
    """post: None where no mail can be sent. pause: waits for so many seconds."""

    def __init__(self, post: Post | None, pause: Pause = asyncio.sleep) -> None:
        self._post = post
        self._pause = pause
        self._errands: set[asyncio.Task[None]] = set()
        self._senders = asyncio.Semaphore(AT_ONCE)

    @property
    def has_post(self) -> bool:
        return self._post is not None

    def check(self) -> None:
        """Raises EmailDisabled, and Busy while too many letters wait."""
        if self._post is None:
            raise EmailDisabled
        if len(self._errands) >= ROOM:
            raise Busy

    def later(self, errand: Errand) -> None:
        """Runs what writes the letters, and sends them."""
        self._keep(self._run(errand))

    def drop(self, letter: Letter) -> None:
        """Sends the letter; nothing where there is no post."""
        self._keep(self._deliver(letter))

    async def settled(self) -> None:
        """Returns when nothing waits any more."""
        while self._errands:
            await asyncio.wait(set(self._errands))

    async def close(self) -> None:
        """What still waits is given up."""
        if self._errands:
            log.warning("%d letters were not sent; they can be asked for again", len(self._errands))
        for errand in set(self._errands):
            errand.cancel()
        await self.settled()

    def _keep(self, work: Awaitable[None]) -> None:
        task = asyncio.ensure_future(work)
        self._errands.add(task)
        task.add_done_callback(self._errands.discard)

    async def _run(self, errand: Errand) -> None:
        try:
            letters = await errand()
        except Exception:
            log.exception("A letter could not be written; it can be asked for again")
            return
        for letter in letters:
            self.drop(letter)

    async def _deliver(self, letter: Letter) -> None:
        if self._post is None:
            return
        for wait in (*RETRIES, None):
            try:
                async with self._senders:
                    await self._post.send(letter)
            except MailUndeliverable as error:
                log.warning("A letter was refused for good: %s (%s)", error, letter.subject)
                return
            except MailUnavailable as error:
                if wait is None:
                    log.warning("A letter was given up, it can be asked for again: %s", error)
                    return
                log.info("A letter will be sent again in %.0f s: %s", wait, error)
                await self._pause(wait)
            except Exception:  # a fault of ours: no letter may end the others
                log.exception("A letter could not be sent (%s)", letter.subject)
                return
            else:
                return
