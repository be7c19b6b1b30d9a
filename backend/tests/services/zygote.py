"""A process that has read the program and forks into servers, each of which saves itself the reading.

A script of its own (see `nursery`). Its standard input is a socket that only the process of the tests holds: each
message there is what one server shall be, with its log file beside it; the answer is its process id. It ends when the
tests do.
"""

from __future__ import annotations

import ctypes
import gc
import importlib
import json
import os
import resource
import signal
import socket
import sys
import time
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from fastapi import APIRouter, FastAPI

    from csms.api.app import Lifespan

BACKEND = Path(__file__).parents[2]
PROGRAM = ("csms.cli", "csms.simulator.command", "csms.listeners", "csms.demo", "uvloop")
LONGEST = 256 * 1024

_PR_SET_PDEATHSIG = 1


class Job(NamedTuple):
    """What a server shall be. open_files: the soft and the hard limit that it begins with."""

    arguments: list[str]
    folder: str
    environment: dict[str, str]
    open_files: tuple[int, int] | None


def main() -> int:
    sys.path[0] = str(BACKEND)  # as for main.py
    for module in PROGRAM:
        importlib.import_module(module)
    _make_routes()
    gc.collect()
    gc.freeze()  # what servers share with us stays where it is
    with socket.socket(fileno=os.dup(0)) as control:
        found = _serve(control)
    if found is None:
        return 0
    job, log = found
    _become(job, log)
    from csms.cli import main as program

    return program(job.arguments)


def _make_routes() -> None:
    """A server makes them once, in half a second: ours find them made."""
    from csms.api import app
    from csms.api.routers import auth, auth_elsewhere

    made = {id(accounts): app._bare(None, accounts) for accounts in (auth.router, auth_elsewhere.router)}

    def found(lifespan: Lifespan | None = None, accounts: APIRouter = auth.router) -> FastAPI:
        return made[id(accounts)]

    app._bare = found


def _serve(control: socket.socket) -> tuple[Job, int] | None:
    """Until there is nobody left to serve; in each server it returns what that is to be."""
    while True:
        message, files, _, _ = socket.recv_fds(control, LONGEST, 1)
        if not message:
            return None
        (log,) = files
        job = Job(*json.loads(message))
        heard, said = os.pipe()
        middle = os.fork()
        if middle == 0:
            parent = os.getpid()
            if (child := os.fork()) == 0:
                _adopted(parent)
                os.close(heard)
                os.close(said)
                return job, log
            os.write(said, str(child).encode())
            os._exit(0)
        os.waitpid(middle, 0)
        os.close(said)
        os.close(log)
        control.send(os.read(heard, 32))
        os.close(heard)


def _adopted(parent: int) -> None:
    """Returns as a child of the tests' process, with which it dies."""
    while os.getppid() == parent:
        time.sleep(0.001)
    ctypes.CDLL(None).prctl(_PR_SET_PDEATHSIG, signal.SIGKILL)


def _become(job: Job, log: int) -> None:
    """What `main.py` would have been started with."""
    if job.open_files is not None:
        resource.setrlimit(resource.RLIMIT_NOFILE, job.open_files)
    os.chdir(job.folder)
    os.environ.clear()
    os.environ.update(job.environment)
    nothing = os.open(os.devnull, os.O_RDONLY)
    for own, standard in ((nothing, 0), (log, 1), (log, 2)):
        os.dup2(own, standard)
    os.close(nothing)
    os.close(log)
    sys.argv = [str(BACKEND / "main.py"), *job.arguments]


if __name__ == "__main__":
    sys.exit(main())
