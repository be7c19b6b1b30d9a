"""The schema in a database, by the server's own migrations. Made once per test run; tests get copies."""

import asyncio
import functools
import subprocess
import sys
import tempfile
from contextlib import closing
from pathlib import Path
from sqlite3 import connect

from csms.store.database import close_database, open_database

BACKEND = Path(__file__).parents[2]


def migrate(url: str) -> None:
    """Brings the database at `url` to the newest schema, in a process of its own: no global state is left."""
    done = subprocess.run(
        [sys.executable, "-m", __name__, url], cwd=BACKEND, capture_output=True, text=True, check=False
    )
    if done.returncode:
        raise RuntimeError(f"the migrations failed:\n{done.stderr}")


def copy_sqlite(target: Path) -> None:
    """A fresh SQLite database with the schema, at `target`."""
    target.write_bytes(_sqlite_template())


@functools.cache
def _sqlite_template() -> bytes:
    with tempfile.TemporaryDirectory(prefix="csms-schema-") as folder:
        file = Path(folder) / "csms.db"
        migrate(f"sqlite://{file}")
        with closing(connect(file)) as connection:
            connection.execute("PRAGMA wal_checkpoint(TRUNCATE)")
        return file.read_bytes()


async def _main(url: str) -> None:
    await open_database(url)
    await close_database()


if __name__ == "__main__":
    asyncio.run(_main(sys.argv[1]))
