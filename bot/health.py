"""Whether the bot is connected: a file that it touches while it is, and the command that looks.

A process can be alive and deaf; supervisors and containers ask this instead.
"""

import argparse
import math
import time
from pathlib import Path

import bot.settings

BEAT_SECONDS = 15.0
STALE_SECONDS = 60.0  # also how long Discord may be silent before discord.py reconnects


def beat(path: Path) -> None:
    """Note that the bot is connected now."""
    path.parent.mkdir(parents=True, exist_ok=True)
    path.touch()


def age_seconds(path: Path) -> float:
    """Return how long ago the last beat was; infinite if there was none."""
    try:
        return max(0.0, time.time() - path.stat().st_mtime)
    except OSError:
        return math.inf


def main(_: argparse.Namespace, settings: bot.settings.Settings) -> int:
    """Return 0 if the bot is connected, else 1."""
    age = age_seconds(settings.health_file)
    if age <= STALE_SECONDS:
        print(f"connected, {age:.0f} s ago")
        return 0
    print("not connected")
    return 1
