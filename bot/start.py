"""`start`: the main job. With a token Discord, without one the playground."""

import argparse
import importlib

from bot.settings import Settings


def main(options: argparse.Namespace, settings: Settings) -> int:
    """Serve Discord if there is a token, else the playground."""
    has_token = settings.discord_token is not None and settings.discord_token.get_secret_value()
    module = importlib.import_module("bot.run" if has_token else "bot.playground")
    options.no_browser = False
    return int(module.main(options, settings))
