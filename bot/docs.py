"""`docs`: write the whole knowledge as pages under `docs/knowledge`."""

import argparse
from pathlib import Path

from bot.rendering import pages, stale
from bot.settings import Settings
from knowledge.loader import load_knowledge

FOLDER = Path(__file__).parent.parent / "docs" / "knowledge"


def main(options: argparse.Namespace, _: Settings) -> int:
    """Write the pages, or with `--check` only tell which are out of date (exit code 1)."""
    wanted = pages(load_knowledge().base)
    found = list(stale(FOLDER, wanted))
    if options.check:
        for path in found:
            print(f"docs/knowledge/{path}: out of date; run `python -m bot docs`")
        return int(bool(found))
    for path in found:
        target = FOLDER / path
        if path in wanted:
            target.parent.mkdir(parents=True, exist_ok=True)
            target.write_text(wanted[path], "utf-8")
        else:
            target.unlink()
    print(f"{len(found)} of {len(wanted)} pages written")
    return 0
