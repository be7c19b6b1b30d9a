"""Mail to people: over SMTP, or into the log of a development server.

`Post` is what senders know; `MemoryPost` is the one that tests read.
"""

import logging
from dataclasses import dataclass
from email.headerregistry import Address
from email.message import EmailMessage
from typing import Protocol

import aiosmtplib

from csms.errors import CsmsError
from csms.said import Said, msg

log = logging.getLogger(__name__)

TIMEOUT = 20.0
"""Seconds for one letter, the connection included."""


MAIL_SERVER, SERVER_LOG = "mail_server", "server_log"
"""Where a `Post` puts letters."""


SERVER_SAID = msg("The mail server said {words}")


class MailUndeliverable(CsmsError):
    """The mail server refused this letter for good (5xx of RFC 5321): sending it again will not help."""


class MailUnavailable(CsmsError):
    """The mail server cannot be reached, or asks to come again (4xx of RFC 5321): send it again later."""


@dataclass(frozen=True, slots=True)
class Letter:
    """One mail to one person. `to`: an address. `text`: plain text, lines as they are."""

    to: str
    subject: str
    text: str


class Post(Protocol):
    @property
    def via(self) -> str:
        """Where letters go: MAIL_SERVER or SERVER_LOG."""

    async def send(self, letter: Letter) -> None:
        """Hands the letter to the mail server. Raises MailUndeliverable, MailUnavailable."""


@dataclass(frozen=True, slots=True)
class SmtpPost:
    """A mail server. security: `starttls`, `tls` or `none`. sender: an address, perhaps with a name."""

    host: str
    port: int
    security: str
    username: str
    password: str
    sender: str

    @property
    def via(self) -> str:
        return MAIL_SERVER

    async def send(self, letter: Letter) -> None:
        try:
            await aiosmtplib.send(
                compose(letter, self.sender),
                hostname=self.host,
                port=self.port,
                use_tls=self.security == "tls",
                start_tls=self.security == "starttls",
                username=self.username or None,
                password=self.password or None,
                timeout=TIMEOUT,
            )
        except aiosmtplib.SMTPRecipientsRefused as error:
            raise _failure(error.recipients[0].code, error.recipients[0].message) from error
        except aiosmtplib.SMTPAuthenticationError as error:  # ours to mend, no fault of the letter
            raise MailUnavailable(f"SMTP_USERNAME, SMTP_PASSWORD: {error.message}") from error
        except aiosmtplib.SMTPResponseException as error:
            raise _failure(error.code, error.message) from error
        except (aiosmtplib.SMTPException, OSError) as error:
            raise MailUnavailable(f"SMTP_HOST {self.host}:{self.port}: {error}") from error


class LogPost:
    """Where no mail server is set: the letter is in the log, for whoever runs the server to pass on."""

    via = SERVER_LOG

    async def send(self, letter: Letter) -> None:
        log.warning("No SMTP_HOST is set. Mail to %s: %s\n%s", letter.to, letter.subject, letter.text)


class MemoryPost:
    """Keeps what was sent. `failure` is raised instead, as long as it is set."""

    via = MAIL_SERVER

    def __init__(self) -> None:
        self.letters: list[Letter] = []
        self.failure: CsmsError | None = None

    async def send(self, letter: Letter) -> None:
        if self.failure is not None:
            raise self.failure
        self.letters.append(letter)


def compose(letter: Letter, sender: str) -> EmailMessage:
    """The letter with its headers. Line breaks cannot get into a header: `email` refuses them."""
    message = EmailMessage()
    message["From"] = sender
    message["To"] = Address(addr_spec=letter.to)
    message["Subject"] = letter.subject
    message["Auto-Submitted"] = "auto-generated"  # RFC 3834: no out-of-office answers
    message.set_content(letter.text)
    return message


def _failure(code: int, words: str) -> CsmsError:
    kind = MailUndeliverable if code >= 500 else MailUnavailable  # RFC 5321, 4.2.1
    return kind(str(Said(SERVER_SAID, {"words": f"{code} {words}"})))
