"""Find out whether addresses still lead somewhere: concurrent, and polite to each host.

The only module beside Discord's library that uses the network, and only when a host asks for it
(`python -m bot check --links`).
"""

import asyncio
from collections import defaultdict
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from http import HTTPStatus
from typing import Literal
from urllib.parse import urlsplit

import aiohttp

Finding = Literal["fine", "moved", "gone", "unsure"]

AT_ONCE = 12  # requests under way, over all hosts
PAUSE_SECONDS = 1.0  # between two requests to one host, which never run at the same time
TIMEOUT_SECONDS = 20.0
_HEADERS = {"User-Agent": "rolecall-link-check (checks the links of a public knowledge base)"}
_PERMANENT = {HTTPStatus.MOVED_PERMANENTLY, HTTPStatus.PERMANENT_REDIRECT}
_GONE = {HTTPStatus.NOT_FOUND, HTTPStatus.GONE}


@dataclass(frozen=True, slots=True)
class Verdict:
    """What became of one address."""

    url: str
    finding: Finding
    detail: str = ""  # where it moved to, or why nobody can say


async def check_links(
    urls: Iterable[str],
    on_verdict: Callable[[Verdict], None] = lambda _: None,
    pause_seconds: float = PAUSE_SECONDS,
) -> list[Verdict]:
    """Return a verdict for each address, each asked once, in their order.

    Args:
        urls: Addresses, http or https.
        on_verdict: Called with each verdict as it comes, for a progress bar.
        pause_seconds: How long a host is left alone after a request.
    """
    unique = list(dict.fromkeys(urls))
    places: dict[str, asyncio.Lock] = defaultdict(asyncio.Lock)
    free = asyncio.Semaphore(AT_ONCE)
    timeout = aiohttp.ClientTimeout(total=TIMEOUT_SECONDS)
    async with aiohttp.ClientSession(headers=_HEADERS, timeout=timeout) as session:

        async def one(url: str) -> Verdict:
            async with places[urlsplit(url).netloc]:
                async with free:
                    verdict = await _verdict(session, url)
                on_verdict(verdict)
                await asyncio.sleep(pause_seconds)
            return verdict

        return list(await asyncio.gather(*map(one, unique)))


async def _verdict(session: aiohttp.ClientSession, url: str) -> Verdict:
    verdict = Verdict(url, "unsure", "no answer")
    for method in ("HEAD", "GET"):  # some servers know only the second
        try:
            async with session.request(method, url, allow_redirects=True) as response:
                verdict = judge(url, response.status, _moved_to(response))
        except (aiohttp.ClientError, TimeoutError, ValueError) as error:
            verdict = Verdict(url, "unsure", f"no answer: {type(error).__name__}")
        if verdict.finding in {"fine", "moved"}:
            break
    return verdict


def judge(url: str, status: int, moved_to: str | None) -> Verdict:
    """Return what an answer's status means; `moved_to` is where it leads for good, if elsewhere."""
    if status in _GONE:
        return Verdict(url, "gone", f"the server says {status}")
    if status >= HTTPStatus.BAD_REQUEST:
        return Verdict(url, "unsure", f"the server says {status}; look by hand")
    return Verdict(url, "moved", moved_to) if moved_to else Verdict(url, "fine")


def _moved_to(response: aiohttp.ClientResponse) -> str | None:
    steps: Sequence[aiohttp.ClientResponse] = response.history
    is_permanent = bool(steps) and all(step.status in _PERMANENT for step in steps)
    return str(response.url) if is_permanent else None
