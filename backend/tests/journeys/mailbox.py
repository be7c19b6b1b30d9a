"""A real mail server for a real server, and a look into every mailbox over HTTP for suites in JavaScript."""

import json
from collections.abc import Iterator
from contextlib import contextmanager
from email import message_from_bytes, policy
from email.message import EmailMessage
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from threading import Thread
from urllib.parse import parse_qs, urlsplit

from aiosmtpd.controller import Controller
from aiosmtpd.smtp import SMTP, Envelope, Session

from tests.services.process import free_port


class Mailbox:
    """`url`?to=ADDRESS answers with the texts of the letters to that address, oldest first, as JSON."""

    def __init__(self, smtp_port: int) -> None:
        self.smtp_port = smtp_port
        self.url = ""
        self._letters: list[tuple[str, str]] = []

    @property
    def settings(self) -> dict[str, str]:
        """What the server's environment has to say."""
        return {
            "SMTP_HOST": "127.0.0.1",
            "SMTP_PORT": str(self.smtp_port),
            "SMTP_SECURITY": "none",
            "MAIL_FROM": "Charging <charging@example.com>",
        }

    def texts(self, to: str) -> list[str]:
        return [text for address, text in list(self._letters) if address == to]

    async def handle_DATA(self, server: SMTP, session: Session, envelope: Envelope) -> str:  # noqa: N802
        assert isinstance(envelope.content, bytes)
        message = message_from_bytes(envelope.content, policy=policy.default)
        assert isinstance(message, EmailMessage)
        for address in envelope.rcpt_tos:
            self._letters.append((address, message.get_content()))
        return "250 OK"


@contextmanager
def open_mailbox() -> Iterator[Mailbox]:
    mailbox = Mailbox(free_port())
    smtp = Controller(mailbox, hostname="127.0.0.1", port=mailbox.smtp_port)
    smtp.start()
    web = ThreadingHTTPServer(("127.0.0.1", 0), _window(mailbox))
    mailbox.url = f"http://127.0.0.1:{web.server_address[1]}/"
    thread = Thread(target=web.serve_forever, daemon=True)
    thread.start()
    try:
        yield mailbox
    finally:
        web.shutdown()
        web.server_close()
        thread.join()
        smtp.stop()


def _window(mailbox: Mailbox) -> type[BaseHTTPRequestHandler]:
    class Window(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            (to,) = parse_qs(urlsplit(self.path).query).get("to", [""])
            body = json.dumps(mailbox.texts(to)).encode()
            self.send_response(200)
            self.send_header("Content-Type", "application/json")
            self.send_header("Content-Length", str(len(body)))
            self.end_headers()
            self.wfile.write(body)

        def log_message(self, format: str, *args: object) -> None:
            """Nothing: the suite's own output is enough."""

    return Window
