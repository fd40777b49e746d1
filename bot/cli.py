"""The command line: what `python -m bot` and `rolecall` do.

Each command is a module with a `main(arguments, settings) -> int`, imported only when it runs, so
that `ask` doesn't pay for Discord's library and the bot doesn't for the playground's.
"""

import argparse
import importlib
import logging
import secrets
import sys
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from bot.settings import SettingsError, load_settings
from knowledge.issues import ContentError

log = logging.getLogger(__name__)

EXIT_OK, EXIT_UNUSABLE = 0, 2


@dataclass(frozen=True, slots=True)
class Command:
    """A command, the module that does it, and its line of help."""

    module: str
    help: str


COMMANDS: Mapping[str, Command] = {
    "start": Command("bot.start", "serve Discord if there is a token, else the playground"),
    "run": Command("bot.run", "serve Discord (needs DISCORD_TOKEN)"),
    "playground": Command("bot.playground", "try the bot in a web page, without a token"),
    "ask": Command("bot.terminal", "ask a question here, or many as JSON lines"),
    "check": Command("bot.check", "check all knowledge and phrases"),
    "docs": Command("bot.docs", "write the whole knowledge as pages under docs/knowledge"),
    "schema": Command("bot.schema", "write the JSON Schemas that editors use"),
    "health": Command("bot.health", "tell whether a running bot is connected"),
}


def main(arguments: Sequence[str] | None = None) -> int:
    """Run one command and return its exit code: 0 well, 1 problems found, 2 can't be done."""
    options = _parser().parse_args(arguments)
    try:
        settings = load_settings()
        logging.basicConfig(
            level=settings.log_level, format="%(asctime)s %(levelname)s %(name)s: %(message)s"
        )
        # At DEBUG discord.py logs whole messages; what people write is logged at no level.
        logging.getLogger("discord").setLevel(max(logging.INFO, logging.getLogger().level))
        logging.getLogger("alembic").setLevel(logging.WARNING)  # its own set-up interests nobody
        module = importlib.import_module(COMMANDS[options.command].module)
        return int(module.main(options, settings))
    except SettingsError as error:
        print(f"A setting can't be used: {error}", file=sys.stderr)
    except ContentError as error:
        print(error, file=sys.stderr)
        print(f"{len(error.issues)} problems: the bot can't start", file=sys.stderr)
    except ModuleNotFoundError as error:
        if error.name is None or error.name.partition(".")[0] in {"bot", "intents", "knowledge"}:
            raise
        print(f"{error.name} isn't installed; run `make setup`", file=sys.stderr)
    except KeyboardInterrupt:
        return EXIT_OK
    except Exception:
        incident = secrets.token_hex(4)
        log.exception("incident %s", incident)
        print(f"That broke on our side: incident {incident}, see the log above.", file=sys.stderr)
    return EXIT_UNUSABLE


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="rolecall", description="Answers about AI/ML roles.")
    commands = parser.add_subparsers(dest="command", required=True, metavar="COMMAND")
    parsers = {
        name: commands.add_parser(name, help=command.help, description=command.help)
        for name, command in COMMANDS.items()
    }
    parsers["ask"].add_argument("question", nargs="*", help="the question; none: a conversation")
    parsers["ask"].add_argument(
        "--jsonl", action="store_true", help="read JSON lines from standard input, write JSON lines"
    )
    parsers["check"].add_argument(
        "directory", nargs="?", type=Path, help="knowledge to check; default: what is shipped"
    )
    kinds = parsers["check"].add_mutually_exclusive_group()
    kinds.add_argument("--coverage", action="store_true", help="how complete each role is")
    kinds.add_argument("--due", action="store_true", help="what should be looked at again")
    kinds.add_argument(
        "--links", action="store_true", help="ask every link, and date those that work"
    )
    for name, what in (("schema", "schemas"), ("docs", "pages")):
        parsers[name].add_argument(
            "--check", action="store_true", help=f"only tell whether the written {what} are current"
        )
    parsers["playground"].add_argument(
        "--no-browser", action="store_true", help="only print the address"
    )
    return parser
