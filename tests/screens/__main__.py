"""Take a picture of every sample page, in both languages, on a desk and on a phone; report what the browser says."""

import os
import sys
import tempfile
import threading
from pathlib import Path
from socketserver import ThreadingMixIn
from typing import Any
from wsgiref.simple_server import WSGIRequestHandler, WSGIServer, make_server

SIZES = {"desk": (1440, 900), "phone": (390, 844)}
LANGUAGES = {"zh": "zh-CN", "en": "en-GB"}


class Server(ThreadingMixIn, WSGIServer):
    daemon_threads = True


class Quiet(WSGIRequestHandler):
    def log_message(self, *args: Any) -> None:
        pass


def serve() -> str:
    os.environ.setdefault("SHOUWEN_SECRET_KEY", "sample")
    os.environ["SHOUWEN_DATA"] = tempfile.mkdtemp()
    os.environ["DJANGO_SETTINGS_MODULE"] = "tests.screens.settings"
    from django.contrib.staticfiles.handlers import StaticFilesHandler
    from django.core.wsgi import get_wsgi_application

    app = StaticFilesHandler(get_wsgi_application())
    server = make_server("127.0.0.1", 0, app, server_class=Server, handler_class=Quiet)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    return f"http://127.0.0.1:{server.server_port}"


def main(folder: Path, only: str = "", scheme: str = "light") -> None:
    from playwright.sync_api import sync_playwright

    base = serve()
    from tests.screens.pages import PAGES

    addresses = [address for address in [*PAGES, "accounts/login/", "accounts/password/reset/"] if only in address]
    folder.mkdir(parents=True, exist_ok=True)
    with sync_playwright() as play:
        browser = play.chromium.launch(
            executable_path=os.environ.get("CHROMIUM", "/usr/bin/chromium"), args=["--no-sandbox"]
        )
        for language, locale in LANGUAGES.items():
            for size, (width, height) in SIZES.items():
                context = browser.new_context(
                    locale=locale, viewport={"width": width, "height": height}, color_scheme=scheme
                )
                page = context.new_page()
                page.on("console", lambda said: said.type in {"error", "warning"} and print(said.location, said.text))
                page.on("pageerror", lambda error: print("script:", error))
                for address in addresses:
                    answer = page.goto(f"{base}/{address}", wait_until="networkidle")
                    wide = page.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth")
                    if wide > 0 or answer is None or answer.status >= 400:
                        print(f"{address} {language} {size}: status {answer and answer.status}, {wide} px too wide")
                    name = address.strip("/").replace("/", "-") or "home"
                    page.screenshot(path=folder / f"{name}.{size}.{language}.png", full_page=size == "phone")
                context.close()
        browser.close()


if __name__ == "__main__":
    main(Path(sys.argv[1] if len(sys.argv) > 1 else "screenshots"), *sys.argv[2:])
