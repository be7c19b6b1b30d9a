"""The `csms` command: serve (the default), demo, simulate, check-migrations, ledger verify."""

import argparse
import logging
import sys
from collections.abc import Awaitable, Callable

from csms.config import Settings, load_settings
from csms.errors import ConfigurationError

log = logging.getLogger("csms")

Command = Callable[[argparse.Namespace], Awaitable[int]]


def main(arguments: list[str] | None = None) -> int:
    """Run a command; the exit status. A setting that cannot be used is one clear line and status 2."""
    options = _parser().parse_args(arguments)
    try:
        return _run(options.command(options))
    except ConfigurationError as error:
        print(f"csms: {error}", file=sys.stderr)
        return 2
    except KeyboardInterrupt:
        return 130


def _run(work: Awaitable[int]) -> int:
    import uvloop

    async def await_it() -> int:
        return await work

    return uvloop.run(await_it())


def _parser() -> argparse.ArgumentParser:
    from csms.simulator import command as simulate

    parser = argparse.ArgumentParser(
        prog="csms", description="Open central system for EV chargers (OCPP 1.6-J)"
    )
    parser.set_defaults(command=_serve)
    commands = parser.add_subparsers(metavar="command")
    commands.add_parser("serve", help="REST, OCPP and the dashboard on one port").set_defaults(command=_serve)
    commands.add_parser("demo", help="serve, with a simulated fleet that charges").set_defaults(command=_demo)
    simulator = commands.add_parser("simulate", help="a charge point that behaves like a real one")
    simulate.add_arguments(simulator)
    simulator.set_defaults(command=_simulate)
    check = commands.add_parser(
        "check-migrations", help="fail when the models have changes without a migration"
    )
    check.set_defaults(command=_check_migrations)
    ledger = commands.add_parser("ledger", help="the account of every transaction message")
    steps = ledger.add_subparsers(metavar="step", required=True)
    verify = steps.add_parser("verify", help="derive every record anew; status 1 when something differs")
    verify.set_defaults(command=_verify_ledger)
    return parser


async def _serve(options: argparse.Namespace) -> int:
    settings = load_settings()  # before the rest of the program is read, which takes seconds

    from csms.listeners import serve
    from csms.main import Server

    configure_logging(settings)

    def ready(server: Server) -> None:
        _print_welcome(settings, server.admin_password)

    await serve(settings, ready)
    return 0


def _print_welcome(settings: Settings, generated_password: str | None) -> None:
    """Where it is, and on a first start the administrator's password, once."""
    print(f"\n  Dashboard   {settings.base_url}", flush=True)
    print(f"  Chargers    {settings.base_url.replace('http', 'ws', 1)}/ocpp/<charge point id>", flush=True)
    print(f"  API         {settings.base_url}/docs", flush=True)
    if generated_password:
        print(f"\n  Sign in as  {settings.admin_email}", flush=True)
        print(f"  Password    {generated_password}   (shown this once)", flush=True)
    print(flush=True)


async def _demo(options: argparse.Namespace) -> int:
    from csms.demo import run

    settings = load_settings()
    configure_logging(settings)
    await run(settings, on_ready=lambda server: _print_welcome(settings, server.admin_password))
    return 0


async def _simulate(options: argparse.Namespace) -> int:
    from csms.simulator import command

    logging.basicConfig(level=logging.WARNING, format="%(message)s")
    return await command.run(options)


async def _check_migrations(options: argparse.Namespace) -> int:
    from csms.store.schema_check import missing_changes

    missing = await missing_changes()
    for change in missing:
        print(f"csms: the models changed without a migration: {change}", file=sys.stderr)
    return 1 if missing else 0


async def _verify_ledger(options: argparse.Namespace) -> int:
    """Reads the database of the settings, whether or not a server runs on it; changes nothing."""
    from csms.charging.ledger import verify
    from csms.store.database import close_database, connect_database

    await connect_database(load_settings().effective_database_url)
    try:
        found = await verify()
    finally:
        await close_database()
    for difference in found.differences:
        print(difference)
    print(
        f"{found.transactions} transactions, {found.pending} to be worked out again, "
        f"{len(found.differences)} differences"
    )
    return 1 if found.differences else 0


def configure_logging(settings: Settings) -> None:
    """One line per event on standard error, with the request that it was for."""
    from csms.api.request_ids import NamesRequests

    logging.basicConfig(
        level=settings.log_level.upper(),
        format="%(asctime)s %(levelname)-7s %(name)s: %(message)s%(request_id)s",
        datefmt="%Y-%m-%dT%H:%M:%S",
    )
    for handler in logging.root.handlers:
        handler.addFilter(NamesRequests())
    for talkative in ("uvicorn.error", "tortoise", "httpx", "httpcore"):
        logging.getLogger(talkative).setLevel(logging.WARNING)


if __name__ == "__main__":
    sys.exit(main())
