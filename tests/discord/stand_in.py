"""A stand-in for Discord's REST and gateway on loopback, for what SimCord doesn't simulate.

Just enough for a bot to log in and connect: it takes or refuses the token, and accepts the gateway
connection or closes it with a code.
"""

import asyncio
import json
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from typing import Any

import discord
import pytest
import yarl
from aiohttp import WSMsgType, web

BOT = {"id": "1000", "username": "rolecall", "discriminator": "0", "avatar": None, "bot": True}


def _json(data: object, status: int = 200) -> web.Response:
    """Answer as Discord does: discord.py wants the content type without a character set."""
    return web.Response(
        body=json.dumps(data).encode(), status=status, content_type="application/json"
    )


class StandIn:
    """The answers that it gives; set before the bot starts."""

    def __init__(
        self, *, takes_token: bool = True, close_code: int | None = None, stalls: bool = False
    ) -> None:
        self.takes_token = takes_token
        self.close_code = close_code
        self.stalls = stalls  # never answers the login
        self.logging_in = asyncio.Event()
        self.identified = 0
        self.base = ""

    async def rest(self, request: web.Request) -> web.StreamResponse:
        """Answer a REST call."""
        self.logging_in.set()
        if self.stalls:
            await asyncio.sleep(20)
        if not self.takes_token:
            return _json({"message": "401: Unauthorized", "code": 0}, status=401)
        if request.path.endswith("/users/@me"):
            return _json(BOT)
        if request.path.endswith("/oauth2/applications/@me"):
            return _json(
                {"id": "1000", "name": "rolecall", "description": "", "bot_public": True,
                 "bot_require_code_grant": False, "verify_key": "", "flags": 0, "icon": None,
                 "team": None, "owner": BOT}
            )  # fmt: skip
        if request.path.endswith("/gateway/bot"):
            limit = {"total": 1000, "remaining": 1000, "reset_after": 0, "max_concurrency": 1}
            url = self.base.replace("http", "ws") + "/ws"
            return _json({"url": url, "shards": 1, "session_start_limit": limit})
        return _json([])

    async def gateway(self, request: web.Request) -> web.StreamResponse:
        """Take a gateway connection."""
        socket = web.WebSocketResponse()
        await socket.prepare(request)
        await socket.send_json({"op": 10, "d": {"heartbeat_interval": 45000}, "s": None, "t": None})
        async for message in socket:
            if message.type is not WSMsgType.TEXT:
                break
            payload = json.loads(message.data)
            if payload["op"] == 1:
                await socket.send_json({"op": 11, "d": None, "s": None, "t": None})
            if payload["op"] != 2:
                continue
            self.identified += 1
            if self.close_code is not None:
                await socket.close(code=self.close_code)
                break
            await socket.send_json({"op": 0, "t": "READY", "s": 1, "d": self._ready()})
        return socket

    def _ready(self) -> dict[str, Any]:
        return {
            "v": 10,
            "user": BOT,
            "guilds": [],
            "session_id": "session",
            "resume_gateway_url": self.base.replace("http", "ws") + "/ws",
            "shard": [0, 1],
            "application": {"id": "1000", "flags": 0},
        }


@asynccontextmanager
async def standing_in(stand_in: StandIn, monkeypatch: pytest.MonkeyPatch) -> AsyncIterator[StandIn]:
    """Serve `stand_in` on loopback, and make discord.py talk to it."""
    app = web.Application()
    app.router.add_get("/ws/", stand_in.gateway)
    app.router.add_get("/ws", stand_in.gateway)
    app.router.add_route("*", "/{tail:.*}", stand_in.rest)
    runner = web.AppRunner(app, shutdown_timeout=0.1)
    await runner.setup()
    site = web.TCPSite(runner, "127.0.0.1", 0)
    await site.start()
    host, port = runner.addresses[0][:2]
    stand_in.base = f"http://{host}:{port}"
    monkeypatch.setattr(discord.http.Route, "BASE", stand_in.base)
    gateway = yarl.URL(stand_in.base.replace("http", "ws") + "/ws")
    monkeypatch.setattr(discord.gateway.DiscordWebSocket, "DEFAULT_GATEWAY", gateway)
    try:
        yield stand_in
    finally:
        await runner.cleanup()
