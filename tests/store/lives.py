"""Lives of a program that saves without a pause, each ended by SIGKILL at a random moment.

Run as `python -m tests.store.lives URL LIVES SEED`. Everything is imported once; each life is a
fork, so that it costs milliseconds. Prints a line `entry number` for each acknowledged save.
"""

import asyncio
import os
import random
import select
import signal
import sys
import time
from collections.abc import Iterator

from knowledge.store.revision import Conflict, Draft, EntryKey, Saved
from knowledge.store.store import open_store

GUILD = 1
MAX_SECONDS = 0.12  # before a life ends
PADDING = 20_000  # a document takes several pages of the database, so that halves could show


def entry(name: str) -> EntryKey:
    return EntryKey(GUILD, "role", name)


def document(name: str, number: int) -> str:
    """The text that revision `number` of an entry must have, whole."""
    line = f"{name} {number}\n"
    return line * (PADDING // len(line)) + "end\n"


async def save_for_ever(url: str, acknowledgements: int) -> None:
    """Save on two entries in turn, on top of what is there; write down each that was saved."""
    async with open_store(url) as store:
        os.write(acknowledgements, b"\n")  # open: saving begins
        numbers = {"a": 0, "b": 0}
        while True:
            for name, number in numbers.items():
                draft = Draft(entry(name), document(name, number + 1), number)
                match await store.revisions.save(draft, author_id=1):
                    case Saved():
                        os.write(acknowledgements, f"{name} {number + 1}\n".encode())
                        numbers[name] += 1
                    case Conflict((current,)):  # what an earlier life left
                        numbers[name] = current.number


def live(url: str, seconds: float, *, is_opened: bool) -> Iterator[str]:
    """Live one life that ends after `seconds`; yield what it wrote down.

    The time counts from when the store is opened, or from birth.
    """
    reads, writes = os.pipe()
    child = os.fork()
    if child == 0:
        os.close(reads)
        asyncio.run(save_for_ever(url, writes))
        os._exit(1)  # can't be
    os.close(writes)
    with os.fdopen(reads, "rb") as pipe:
        if is_opened:
            select.select([pipe], [], [], 30)
        time.sleep(seconds)
        os.kill(child, signal.SIGKILL)
        _, status = os.waitpid(child, 0)
        if os.WTERMSIG(status) != signal.SIGKILL:
            raise RuntimeError("a life ended by itself")
        yield from pipe.read().decode().split("\n")


def main() -> None:
    url, lives, seed = sys.argv[1], int(sys.argv[2]), int(sys.argv[3])
    dice = random.Random(seed)
    for _ in range(lives):
        seconds = dice.uniform(0, MAX_SECONDS)
        for line in filter(None, live(url, seconds, is_opened=dice.random() < 0.8)):
            sys.stdout.write(f"{line}\n")


if __name__ == "__main__":
    main()
