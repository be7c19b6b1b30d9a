"""Keeps one server alive for exactly as long as the process that asked for it.

Runs as a process of its own between the two. Its standard input is a pipe that only the asking process
holds, so it ends when that process does, however it ends: by leaving, by an exception or by SIGKILL. Then the
server is stopped and its folder removed. Standard library only: it starts within milliseconds.
"""

import argparse
import contextlib
import os
import shutil
import signal
import subprocess
import sys
import threading
from pathlib import Path

GRACE_SECONDS = 20.0


def main() -> int:
    options = _parse()
    with (options.folder / "log").open("ab") as log:
        server = subprocess.Popen(
            options.command,
            stdin=subprocess.DEVNULL,
            stdout=log,
            stderr=log,
            cwd=options.folder,
            user=options.user,
            group=options.group,
            extra_groups=None if options.user is None else [],
        )
    threading.Thread(target=_follow, args=(server, options.signal), daemon=True).start()
    code = server.wait()
    shutil.rmtree(options.folder, ignore_errors=True)
    return code


def _parse() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument(
        "--folder", type=Path, required=True, help="where the server works; removed at the end"
    )
    parser.add_argument("--signal", type=lambda name: signal.Signals[name], required=True)
    parser.add_argument("--user", type=int, help="user id to run the server as")
    parser.add_argument("--group", type=int, help="group id to run the server as")
    parser.add_argument("command", nargs="+")
    return parser.parse_args()


def _follow(server: "subprocess.Popen[bytes]", stop: signal.Signals) -> None:
    while os.read(0, 1):
        pass
    server.send_signal(stop)
    with contextlib.suppress(subprocess.TimeoutExpired):
        server.wait(GRACE_SECONDS)
        return
    server.kill()


if __name__ == "__main__":
    sys.exit(main())
