"""`python -m bot`."""

import sys

try:
    from bot.cli import main
except ModuleNotFoundError as error:
    if (error.name or "").partition(".")[0] in {"bot", "intents", "knowledge"}:
        raise
    sys.exit(f"{error.name} isn't installed: run `make setup`, then `. .venv/bin/activate`")

sys.exit(main(sys.argv[1:]))
