"""A real browser against a real server. Marker `browser`; bin/test finds Chromium and sets SHOUWEN_CHROMIUM."""

from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, ConsoleMessage, Page, Response


def is_fault(message: ConsoleMessage) -> bool:
    """An error of a script or of the content policy; an answer of 4xx is for the test to judge."""
    return message.type == "error" and not message.text.startswith("Failed to load resource")


def is_lost(answer: Response) -> bool:
    return "/static/" in answer.url and answer.status >= 400


@pytest.fixture(params=["zh-CN", "en"])
def page(request: pytest.FixtureRequest, chromium: Browser) -> Iterator[Page]:
    """A fresh window in each language; a page that logs an error or a blocked resource fails the test."""
    context = chromium.new_context(locale=request.param, viewport={"width": 1280, "height": 800})
    page = context.new_page()
    complaints: list[str] = []
    page.on("pageerror", lambda error: complaints.append(str(error)))
    page.on("console", lambda message: complaints.append(message.text) if is_fault(message) else None)
    page.on("response", lambda answer: complaints.append(answer.url) if is_lost(answer) else None)
    page.set_default_timeout(10_000)
    yield page
    context.close()
    assert complaints == []
