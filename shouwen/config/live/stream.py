"""`/live/`: Server-Sent Events for who is signed in; with `?since=N` a plain question, where streams do not pass."""

import asyncio
import json
import random
from collections.abc import Awaitable, Callable, Iterable, MutableMapping
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from http import HTTPStatus
from typing import Any
from urllib.parse import parse_qs

from django.db import Error

from shouwen.config.live.hub import Hub
from shouwen.config.live.tail import Change
from shouwen.config.live.viewer import viewer_of
from shouwen.policy.roles import Actor

Scope = MutableMapping[str, Any]
Receive = Callable[[], Awaitable[MutableMapping[str, Any]]]
Send = Callable[[MutableMapping[str, Any]], Awaitable[None]]

HEARTBEAT = 15.0
# A stream ends after a while, so that the session is looked at again; not all at once.
SHORTEST, LONGEST = 300.0, 600.0
MOST_STREAMS, MOST_OF_ONE = 1000, 12
# Together with the heartbeat it keeps what waits for a client that does not read small.
MOST_NUMBERS = 200
# Signing in is looked up apart from the pages, so that slow pages do not keep streams from opening.
DOORKEEPERS = ThreadPoolExecutor(max_workers=2, thread_name_prefix="live-door")


class Streams:
    """The streams of one process."""

    def __init__(self, hub: Hub) -> None:
        self.hub = hub
        self._open: dict[int, int] = {}

    async def answer(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["method"] != "GET":
            await _say(send, HTTPStatus.METHOD_NOT_ALLOWED, headers=[(b"allow", b"GET")])
            return
        cookies = b"; ".join(value for name, value in scope["headers"] if name == b"cookie").decode("latin-1")
        try:
            viewer = await asyncio.get_running_loop().run_in_executor(DOORKEEPERS, viewer_of, cookies)
        except Error:
            await _say(send, HTTPStatus.SERVICE_UNAVAILABLE, headers=[(b"retry-after", b"10")])
            return
        if viewer is None or viewer.id is None:
            await _say(send, HTTPStatus.UNAUTHORIZED)
            return
        asked = parse_qs(scope["query_string"].decode("latin-1")).get("since", [""])[0]
        if asked:
            await self._tell_once(viewer, asked, send)
        elif sum(self._open.values()) >= MOST_STREAMS or self._open.get(viewer.id, 0) >= MOST_OF_ONE:
            await _say(send, HTTPStatus.SERVICE_UNAVAILABLE, headers=[(b"retry-after", b"60")])
        else:
            self._open[viewer.id] = self._open.get(viewer.id, 0) + 1
            try:
                await self._stream(viewer, receive, send)
            finally:
                self._open[viewer.id] -= 1

    async def _stream(self, viewer: Actor, receive: Receive, send: Send) -> None:
        gone = asyncio.ensure_future(_gone(receive))
        place, ends = self.hub.place, self.hub.loop.time() + random.uniform(SHORTEST, LONGEST)  # noqa: S311
        await _start(send, HTTPStatus.OK, [(b"content-type", b"text/event-stream"), (b"x-accel-buffering", b"no")])
        await _more(send, "retry: 2000\n\n")
        try:
            while not gone.done() and not self.hub.closing and self.hub.loop.time() < ends:
                waiting = asyncio.ensure_future(self.hub.wait(place, HEARTBEAT))
                await asyncio.wait({waiting, gone}, return_when=asyncio.FIRST_COMPLETED)
                waiting.cancel()
                if gone.done():
                    break
                found, place = self.hub.since(place), self.hub.place
                await _more(send, _words(viewer, found))
        finally:
            gone.cancel()
        with suppress(OSError):
            await send({"type": "http.response.body", "body": b"", "more_body": False})

    async def _tell_once(self, viewer: Actor, since: str, send: Send) -> None:
        event = int(since) if since.isascii() and since.isdigit() and len(since) < 19 else 0
        found = self.hub.after(event)
        numbers = _numbers(viewer, found)
        if not numbers and event:
            await _say(send, HTTPStatus.NO_CONTENT)
            return
        newest = max((change.place for change in found), default=event)
        body = json.dumps({"at": newest or 1, "numbers": numbers if event else []}).encode()
        await _say(send, HTTPStatus.OK, body, [(b"content-type", b"application/json")])


def _words(viewer: Actor, found: Iterable[Change] | None) -> str:
    if found is None:
        return "event: reset\ndata: []\n\n"
    numbers = _numbers(viewer, found)
    return f"event: cards\ndata: {json.dumps(numbers)}\n\n" if numbers else ": still here\n\n"


def _numbers(viewer: Actor, found: Iterable[Change]) -> list[str]:
    return list(dict.fromkeys(change.number for change in found if change.is_for(viewer)))[-MOST_NUMBERS:]


async def _gone(receive: Receive) -> None:
    while (await receive())["type"] != "http.disconnect":
        pass


async def _start(send: Send, status: HTTPStatus, headers: Iterable[tuple[bytes, bytes]]) -> None:
    kept = [(b"cache-control", b"no-store"), (b"x-content-type-options", b"nosniff"), *headers]
    await send({"type": "http.response.start", "status": status.value, "headers": kept})


async def _more(send: Send, text: str) -> None:
    await send({"type": "http.response.body", "body": text.encode(), "more_body": True})


async def _say(send: Send, status: HTTPStatus, body: bytes = b"", headers: Iterable[tuple[bytes, bytes]] = ()) -> None:
    length = [] if status is HTTPStatus.NO_CONTENT else [(b"content-length", str(len(body)).encode())]
    await _start(send, status, [*headers, *length])
    await send({"type": "http.response.body", "body": body, "more_body": False})
