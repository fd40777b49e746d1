"""The link checker, against a server on loopback."""

import asyncio
from collections.abc import AsyncIterator, Awaitable, Callable
from pathlib import Path

import pytest
from aiohttp import web
from aiohttp.test_utils import TestServer

from bot.cli import main as command
from bot.links import Verdict, check_links, judge
from tests.content.trees import plant

Handler = Callable[[web.Request], Awaitable[web.StreamResponse]]


class Site:
    """A server that counts how many requests it is asked to answer at the same time."""

    def __init__(self) -> None:
        self.at_once = self.most_at_once = 0
        self.asked: list[tuple[str, str]] = []

    async def answer(self, request: web.Request) -> web.StreamResponse:
        self.at_once += 1
        self.most_at_once = max(self.most_at_once, self.at_once)
        self.asked.append((request.method, request.path))
        await asyncio.sleep(0.01)
        self.at_once -= 1
        match request.path:
            case "/gone":
                return web.Response(status=404)
            case "/no-head" if request.method == "HEAD":
                return web.Response(status=405)
            case "/old":
                return web.Response(status=301, headers={"Location": "/new"})
            case "/today":
                return web.Response(status=302, headers={"Location": "/new"})
            case "/closed-to-robots":
                return web.Response(status=403)
        return web.Response(text="hello")


@pytest.fixture
async def site() -> AsyncIterator[tuple[Site, str]]:
    site = Site()
    app = web.Application()
    app.router.add_route("*", "/{path:.*}", site.answer)
    async with TestServer(app) as server:
        yield site, str(server.make_url("")).rstrip("/")


async def test_each_link_gets_its_verdict(site: tuple[Site, str]) -> None:
    _, root = site
    names = ("fine", "gone", "no-head", "old", "today", "closed-to-robots")

    found = await check_links([f"{root}/{name}" for name in names], pause_seconds=0)

    assert [verdict.finding for verdict in found] == [
        *("fine", "gone", "fine", "moved", "fine", "unsure")
    ]
    assert found[3].detail == f"{root}/new"


async def test_one_host_is_asked_one_thing_at_a_time_and_nothing_twice(
    site: tuple[Site, str],
) -> None:
    server, root = site
    seen: list[Verdict] = []

    await check_links([f"{root}/{n % 5}" for n in range(10)], seen.append, pause_seconds=0)

    assert server.most_at_once == 1
    assert len(server.asked) == len(set(server.asked)) == len(seen) == 5


async def test_a_host_that_is_not_there_is_no_dead_link() -> None:
    (verdict,) = await check_links(["http://127.0.0.1:9/x"], pause_seconds=0)

    assert verdict.finding == "unsure"
    assert "no answer" in verdict.detail


@pytest.mark.parametrize(
    ("status", "finding"),
    [
        (200, "fine"),
        (404, "gone"),
        (410, "gone"),
        (403, "unsure"),
        (429, "unsure"),
        (500, "unsure"),
    ],
)
def test_a_status_is_judged_with_care(status: int, finding: str) -> None:
    assert judge("https://example.org", status, None).finding == finding


async def test_the_command_says_what_is_gone_and_dates_the_rest(
    site: tuple[Site, str], tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    _, root = site
    tree = plant(tmp_path)
    for path in tree.rglob("*.yaml"):
        text = path.read_text().replace("https://example.org", root)
        path.write_text(text.replace(f"{root}/leaf", f"{root}/gone"))

    code = await asyncio.to_thread(command, ["check", str(tree), "--links"])

    out = capsys.readouterr().out
    assert code == 1
    assert f"{root}/gone: this link is gone (the server says 404)" in out
    assert "1 are gone" in out
    assert "checked: 20" in (tree / "roles" / "tea-taster.yaml").read_text()
    assert "checked" not in (tree / "resources.yaml").read_text()
