"""Letters handed to a real mail server, and what its refusals mean."""

import contextlib
import ssl
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from aiosmtpd.controller import Controller
from aiosmtpd.smtp import SMTP, AuthResult, Envelope, LoginPassword, Session

from csms.errors import CsmsError
from csms.mail import Letter, LogPost, MailUnavailable, MailUndeliverable, MemoryPost, SmtpPost, compose
from tests.services.process import free_port
from tests.smtp_certificate import write_certificate

LETTER = Letter("ines@example.com", "Confirm your address – CSMS", "Grüße,\nthe charging people\n.\nend")
SENDER = "Charging at Example <charging@example.com>"


class Mailbox:
    """Takes every letter, unless `refusal` says otherwise for a recipient."""

    def __init__(self) -> None:
        self.envelopes: list[Envelope] = []
        self.refusal = ""

    async def handle_RCPT(  # noqa: N802 - the name that aiosmtpd asks for
        self, server: SMTP, session: Session, envelope: Envelope, address: str, options: list[str]
    ) -> str:
        if self.refusal:
            return self.refusal
        envelope.rcpt_tos.append(address)
        return "250 OK"

    async def handle_DATA(self, server: SMTP, session: Session, envelope: Envelope) -> str:  # noqa: N802
        self.envelopes.append(envelope)
        return "250 OK"


@pytest.fixture
def mailbox() -> Mailbox:
    return Mailbox()


@contextlib.contextmanager
def serving(mailbox: Mailbox, **options: Any) -> Iterator[SmtpPost]:
    """A mail server that keeps what it gets, and the post that knows it."""
    controller = Controller(mailbox, hostname="127.0.0.1", port=free_port(), **options)
    controller.start()
    try:
        yield SmtpPost("127.0.0.1", controller.port, "none", "", "", SENDER)
    finally:
        controller.stop()


async def test_a_letter_arrives_as_it_was_written(mailbox: Mailbox) -> None:
    with serving(mailbox) as post:
        await post.send(LETTER)
    (envelope,) = mailbox.envelopes
    assert (envelope.mail_from, envelope.rcpt_tos) == ("charging@example.com", ["ines@example.com"])
    wire = envelope.content
    assert isinstance(wire, bytes)
    assert b"Auto-Submitted: auto-generated" in wire
    assert b"From: Charging at Example <charging@example.com>" in wire
    message = compose(LETTER, SENDER)
    assert message["Subject"] == LETTER.subject
    assert message.get_content().splitlines() == LETTER.text.splitlines()


@pytest.mark.parametrize(
    ("answer", "kind"),
    [
        ("550 5.1.1 no such mailbox", MailUndeliverable),
        ("553 5.1.3 the address is no good", MailUndeliverable),
        ("451 4.7.1 greylisted, come again", MailUnavailable),
        ("421 4.3.2 closing down", MailUnavailable),
    ],
)
async def test_what_the_server_says_of_a_recipient(
    mailbox: Mailbox, answer: str, kind: type[CsmsError]
) -> None:
    mailbox.refusal = answer
    with serving(mailbox) as post, pytest.raises(kind, match=answer[:3]):
        await post.send(LETTER)
    assert mailbox.envelopes == []


async def test_a_server_that_is_not_there_can_be_asked_again() -> None:
    post = SmtpPost("127.0.0.1", free_port(), "none", "", "", SENDER)
    with pytest.raises(MailUnavailable, match="SMTP_HOST 127"):
        await post.send(LETTER)


@pytest.fixture
def trusted(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The certificate of a mail server that this machine vouches for."""
    certificate = write_certificate(tmp_path / "smtp.pem")
    monkeypatch.setattr(ssl, "create_default_context", _trusting(certificate))
    return certificate


class TestAuthentication:
    async def test_the_right_password(self, mailbox: Mailbox, trusted: Path) -> None:
        with serving(mailbox, **_authentication("u", "p"), **_tls(trusted, "starttls")) as post:
            await SmtpPost(post.host, post.port, "starttls", "u", "p", SENDER).send(LETTER)
        assert len(mailbox.envelopes) == 1

    async def test_a_wrong_one_is_ours_to_mend_and_no_fault_of_the_letter(
        self, mailbox: Mailbox, trusted: Path
    ) -> None:
        with (
            serving(mailbox, **_authentication("u", "p"), **_tls(trusted, "starttls")) as post,
            pytest.raises(MailUnavailable, match="SMTP_USERNAME"),
        ):
            await SmtpPost(post.host, post.port, "starttls", "u", "wrong", SENDER).send(LETTER)

    async def test_no_login_where_one_is_needed(self, mailbox: Mailbox, trusted: Path) -> None:
        with (
            serving(mailbox, **_authentication("u", "p"), **_tls(trusted, "starttls")) as post,
            pytest.raises(CsmsError, match="530"),
        ):
            await SmtpPost(post.host, post.port, "starttls", "", "", SENDER).send(LETTER)


class TestTls:
    async def test_starttls_where_the_server_has_none(self, mailbox: Mailbox) -> None:
        """Asked for encryption, it never goes on without."""
        with serving(mailbox) as post, pytest.raises(MailUnavailable):
            await SmtpPost(post.host, post.port, "starttls", "", "", SENDER).send(LETTER)
        assert mailbox.envelopes == []

    @pytest.mark.parametrize("security", ["starttls", "tls"])
    async def test_a_certificate_that_nobody_vouches_for_is_refused(
        self, mailbox: Mailbox, tmp_path: Path, security: str
    ) -> None:
        options = _tls(write_certificate(tmp_path / "smtp.pem"), security)
        with serving(mailbox, **options) as post, pytest.raises(MailUnavailable):
            await SmtpPost(post.host, post.port, security, "", "", SENDER).send(LETTER)
        assert mailbox.envelopes == []

    @pytest.mark.parametrize("security", ["starttls", "tls"])
    async def test_a_certificate_that_is_trusted(
        self, mailbox: Mailbox, trusted: Path, security: str
    ) -> None:
        with serving(mailbox, **_tls(trusted, security)) as post:
            await SmtpPost(post.host, post.port, security, "", "", SENDER).send(LETTER)
        assert len(mailbox.envelopes) == 1


@pytest.mark.parametrize("field", ["subject", "to"])
def test_no_line_break_gets_into_a_header(field: str) -> None:
    letter = {"to": LETTER.to, "subject": LETTER.subject, "text": ""}
    letter[field] += "\r\nBcc: everybody@example.com"
    with pytest.raises(ValueError, match=r"."):
        compose(Letter(**letter), SENDER)


async def test_without_a_mail_server_the_letter_is_in_the_log(caplog: pytest.LogCaptureFixture) -> None:
    await LogPost().send(LETTER)
    assert LETTER.to in caplog.text
    assert LETTER.text in caplog.text


async def test_memory_keeps_or_fails() -> None:
    post = MemoryPost()
    await post.send(LETTER)
    post.failure = MailUnavailable("away")
    with pytest.raises(MailUnavailable):
        await post.send(LETTER)
    assert post.letters == [LETTER]


def _authentication(name: str, password: str) -> dict[str, Any]:
    def check(server: SMTP, session: Session, envelope: Envelope, mechanism: str, data: Any) -> AuthResult:
        assert isinstance(data, LoginPassword)
        right = (data.login, data.password) == (name.encode(), password.encode())
        return AuthResult(success=right, handled=right)

    return {"authenticator": check, "auth_required": True}


def _tls(certificate: Path, security: str) -> dict[str, Any]:
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(certificate)
    return {"ssl_context": context} if security == "tls" else {"tls_context": context}


def _trusting(certificate: Path) -> Callable[..., ssl.SSLContext]:
    real = ssl.create_default_context

    def make(*purpose: Any, **options: Any) -> ssl.SSLContext:
        context = real(*purpose, **options)
        context.load_verify_locations(certificate)
        return context

    return make
