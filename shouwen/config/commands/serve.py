"""`shouwen serve`: one command on one loopback port, with demo data unless told otherwise."""

import argparse
import errno
import os
import secrets
import socket
import sys
from contextlib import suppress
from datetime import UTC, datetime
from importlib import import_module
from pathlib import Path

from shouwen.config.commands import ground
from shouwen.config.companion import Companion
from shouwen.config.keeping.marker import use
from shouwen.config.serving import LOOPBACK, announce, serve

DEMO_ACCOUNTS = (
    ("agent", "service centre", "服务中心客服"),
    ("resident", "front line", "前线工程师"),
    ("developer", "development centre", "开发支持"),
    ("pm", "account manager", "项目经理"),
    ("manager", "service director", "服务总监"),
    ("finance", "finance", "财务"),
    ("auditor", "auditor", "审计"),
    ("admin", "administrator", "管理员"),
    ("hospital_a", "IT head of a hospital", "医院信息科主任"),
    ("hospital_b", "IT head of another hospital", "另一家医院信息科主任"),
    ("ward_a", "a ward of the first hospital", "病区护士"),
)


def run(arguments: list[str]) -> int:
    options = _parse(arguments)
    listener = _listen(options.port)
    if listener is None:
        return 1
    address = f"http://{LOOPBACK}:{listener.getsockname()[1]}"
    if options.data:
        os.environ["SHOUWEN_DATA"] = str(options.data.resolve())
    os.environ.setdefault("SHOUWEN_SITE_URL", address)
    ground.start()
    held = use(_data())
    if held is None:
        sys.stderr.write(f"A restore is going on in {_data()}.\n")
        return 1
    ground.migrate()
    announcement = _first_steps(address) if options.empty else _demo(address)
    behind_proxy = import_module("django.conf").settings.BEHIND_PROXY
    with held, suppress(KeyboardInterrupt), Companion():
        serve(listener, announcement, workers=options.workers, behind_proxy=behind_proxy)
    return 0


def _parse(arguments: list[str]) -> argparse.Namespace:
    parser = argparse.ArgumentParser("shouwen serve", description=__doc__)
    parser.add_argument("--port", type=int, default=8000, help="default 8000")
    parser.add_argument(
        "--data", type=Path, metavar="DIR", help="where database, files and keys are kept; default .data"
    )
    parser.add_argument("--workers", type=_workers, default=1, metavar="N", help="processes that answer; default 1")
    parser.add_argument("--empty", action="store_true", help="no demo data; prints a link that makes the first account")
    return parser.parse_args(arguments)


def _workers(given: str) -> int:
    count = int(given)
    if not 1 <= count <= 32:
        raise argparse.ArgumentTypeError("1 to 32")
    return count


def _listen(port: int) -> socket.socket | None:
    listener = socket.socket(socket.AF_INET, socket.SOCK_STREAM)
    listener.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
    try:
        listener.bind((LOOPBACK, port))
    except (OSError, OverflowError) as error:
        taken = isinstance(error, OSError) and error.errno == errno.EADDRINUSE
        why = "is taken by another program" if taken else f"cannot be used ({error})"
        sys.stderr.write(
            f"Port {port} {why}. Choose another one: bin/serve --port {port + 1 if port < 65535 else 8000}\n"
        )
        return None
    return listener


def _data() -> Path:
    directory: Path = import_module("django.conf").settings.DATA
    return directory


def _first_steps(address: str) -> str:
    first_run = import_module("shouwen.config.first_run")
    if first_run.has_people():
        return f"\nShouwen 首问  {address}\n"
    link = f"{address}/setup/{first_run.issue_token()}/"
    return f"\nShouwen 首问  {address}\n\nMake the first account here (works once):\n{link}\n"


def _demo(address: str) -> str:
    """Load the demo into an empty database; print who can sign in when this data is a demo."""
    kept = _data() / "demo-password"
    demo = import_module("shouwen.config.demo.load")
    if demo.is_empty():
        password = _password()
        kept.touch(mode=0o600)
        kept.write_text(password)
        announce("Loading the demo: twelve invented hospitals, three years of cards\n")
        demo.load(password, datetime.now(UTC), say=lambda cards: announce(f"  {cards:,} of {demo.CARDS:,} cards\n"))
    if not kept.exists():
        return f"\nShouwen 首问  {address}\n"
    rows = "".join(f"  {account:<11} {english:<29} {chinese}\n" for account, english, chinese in DEMO_ACCOUNTS)
    return f"\nShouwen 首问  {address}\n\nDemo accounts, password {kept.read_text()}\n{rows}"


def _password() -> str:
    """Easy to type from a screen: three groups of four, no look-alikes; about 59 bits."""
    letters = "abcdefghjkmnpqrstuvwxyz23456789"
    return "-".join("".join(secrets.choice(letters) for _ in range(4)) for _ in range(3))
