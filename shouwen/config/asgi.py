"""The one port: `/live/` to the streams, every page to Django's WSGI handler in a small thread pool."""

import signal
from types import FrameType
from typing import Any, cast

from a2wsgi import WSGIMiddleware
from a2wsgi.wsgi_typing import WSGIApp

from shouwen.config.closing import CLOSING
from shouwen.config.live.hub import Hub
from shouwen.config.live.stream import Receive, Scope, Send, Streams
from shouwen.config.wsgi import application as wsgi

LIVE = "/live/"
pages: Any = WSGIMiddleware(cast("WSGIApp", wsgi), workers=4)
streams: Streams | None = None


async def application(scope: Scope, receive: Receive, send: Send) -> None:
    if scope["type"] == "lifespan":
        await _live(receive, send)
    elif scope["type"] == "http" and scope["path"] == LIVE and streams is not None:
        await streams.answer(scope, receive, send)
    else:
        await pages(scope, receive, send)


async def _live(receive: Receive, send: Send) -> None:
    """The hub lives as long as the server."""
    global streams  # noqa: PLW0603  the server gives no other place that lasts as long
    await receive()
    hub = Hub()
    await hub.start()
    streams = Streams(hub)
    _hear_of_the_end(hub)
    await send({"type": "lifespan.startup.complete"})
    await receive()
    hub.close()
    await send({"type": "lifespan.shutdown.complete"})


def _hear_of_the_end(hub: Hub) -> None:
    """The server waits for open answers before it says that it stops: streams and queue must hear the signal itself."""
    for number in (signal.SIGTERM, signal.SIGINT):
        before = signal.getsignal(number)

        def handle(received: int, frame: FrameType | None, before: Any = before) -> None:
            hub.close()
            CLOSING.begin()
            if callable(before):
                before(received, frame)

        signal.signal(number, handle)
