"""The C echo server that every round trip is compared with; compiled when it is first needed."""

import shutil
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

SOURCE = Path(__file__).with_name("epoll_echo.c")


@dataclass(frozen=True, slots=True)
class Floor:
    pid: int
    port: int


@contextmanager
def floor_server(directory: Path) -> Iterator[Floor]:
    """Compiles into `directory`, serves on a free port of 127.0.0.1 until the block ends.

    Raises `RuntimeError` when there is no C compiler.
    """
    program = compile_floor(directory)
    with subprocess.Popen([program], stdout=subprocess.PIPE, text=True) as process:
        assert process.stdout is not None
        try:
            yield Floor(process.pid, int(process.stdout.readline()))
        finally:
            process.terminate()


def compile_floor(directory: Path) -> Path:
    compiler = shutil.which("gcc") or shutil.which("cc")
    if compiler is None:
        raise RuntimeError("The floor is written in C: install gcc, or run the other benchmarks alone.")
    program = directory / "epoll_echo"
    subprocess.run([compiler, "-O2", "-Wall", "-Wextra", "-Werror", "-o", program, SOURCE], check=True)
    return program
