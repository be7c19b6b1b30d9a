"""Where the server listens, and how it ends."""

import resource
import signal
import socket

import pytest
import uvicorn

from csms.errors import ConfigurationError
from csms.gateway.serving import UNLIMITED, StoppableServer, allow_many_sockets, bound
from tests.gateway.sockets import application


def test_sockets_do_not_listen_yet() -> None:
    with bound("127.0.0.1", 0) as (one,):
        with pytest.raises(ConnectionRefusedError), socket.create_connection(one.getsockname()):
            pass
        assert one.getsockname()[0] == "127.0.0.1"
    assert one.fileno() == -1


@pytest.mark.parametrize(("host", "port"), [("127.0.0.1", 0), ("no.such.host.invalid", 8000)])
def test_where_nobody_can_listen(host: str, port: int) -> None:
    """One clear line that names the settings."""
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = port or taken.getsockname()[1]
        with pytest.raises(ConfigurationError, match=rf"^HOST, PORT: {host}:{port} "), bound(host, port):
            pass


def test_one_address_of_several_is_enough(monkeypatch: pytest.MonkeyPatch) -> None:
    elsewhere, here = ("203.0.113.1", 0), ("127.0.0.1", 0)
    kind = (socket.AF_INET, socket.SOCK_STREAM, 0, "")
    monkeypatch.setattr(socket, "getaddrinfo", lambda *_, **__: [(*kind, elsewhere), (*kind, here)])
    with bound("localhost", 0) as sockets:
        assert [one.getsockname()[0] for one in sockets] == ["127.0.0.1"]
    monkeypatch.setattr(socket, "getaddrinfo", lambda *_, **__: [(*kind, elsewhere)])
    with pytest.raises(ConfigurationError, match=r"^HOST, PORT: far:0 "), bound("far", 0):
        pass


async def test_a_signal_ends_it_and_nothing_else() -> None:
    """R12: begun and ended are said, and what is around it goes on to its own end."""
    said: list[str] = []
    config = uvicorn.Config(application, lifespan="off", log_config=None)

    def ready() -> None:
        said.append("ready")
        signal.raise_signal(signal.SIGTERM)

    server = StoppableServer(config, ready, lambda: said.append("stopping"))
    with bound("127.0.0.1", 0) as sockets:
        await server.serve(sockets)
    assert said == ["ready", "stopping"]


def test_as_many_files_as_allowed() -> None:
    soft, hard = resource.getrlimit(resource.RLIMIT_NOFILE)
    try:
        resource.setrlimit(resource.RLIMIT_NOFILE, (min(soft, 512), hard))
        allow_many_sockets()
        wanted = UNLIMITED if hard == resource.RLIM_INFINITY else hard
        assert resource.getrlimit(resource.RLIMIT_NOFILE) == (wanted, hard)
    finally:
        resource.setrlimit(resource.RLIMIT_NOFILE, (soft, hard))
