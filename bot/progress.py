"""A progress bar for the terminal; where there is none, nothing is drawn."""

from typing import TextIO

WIDTH = 30


class Bar:
    """Counts steps and shows how far they are."""

    def __init__(self, total: int, stream: TextIO) -> None:
        self._total = total
        self._done = 0
        self._stream = stream

    def step(self, label: str) -> None:
        """Count one step, and show what it was about."""
        self._done += 1
        if self._stream.isatty():
            filled = WIDTH * self._done // max(1, self._total)
            bar = "#" * filled + "." * (WIDTH - filled)
            self._stream.write(f"\r\033[K[{bar}] {self._done}/{self._total} {label[:60]}")
            self._stream.flush()

    def close(self) -> None:
        """Leave the line empty for what comes next."""
        if self._stream.isatty():
            self._stream.write("\r\033[K")
            self._stream.flush()
