"""One database of one size, measured; prints a line of JSON for each figure. The environment names the database."""

import argparse
import json
import random
import secrets
import sys
from collections.abc import Callable
from datetime import UTC, datetime
from urllib.parse import quote, urlencode

from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from bench.rig import clients, raw
from bench.rig.acts import written_by
from bench.rig.application import BARE
from bench.rig.cards import RARE, load
from bench.rig.clients import Ask
from bench.rig.server import memory_of, served
from shouwen.apps.customers.access import actor_of
from shouwen.apps.people.models import User
from shouwen.apps.tickets import actions
from shouwen.apps.tickets.models import Ticket
from shouwen.config.commands import ground

TOKEN = "b" * 32
REPORT = "/portal/report/"


class Desk:
    """Who asks, and for what."""

    def __init__(self) -> None:
        self.dice = random.Random(3)
        self.numbers = list(Ticket.objects.order_by("pk").values_list("number", flat=True))
        self.open = list(Ticket.objects.filter(state__in=("working", "responded")).values_list("number", flat=True))
        self.agent, self.hospital = (User.objects.get(username=name) for name in ("agent", "hospital_a"))

    def queue(self) -> Ask:
        return "GET", "/console/?tab=all", None

    def home(self) -> Ask:
        return "GET", "/console/", None

    def card(self) -> Ask:
        return "GET", f"/console/tickets/{self.dice.choice(self.numbers)}/", None

    def search(self) -> Ask:
        return "GET", f"/console/search/?q={quote(RARE)}", None

    def bare(self) -> Ask:
        return "GET", BARE, None

    def report(self) -> Ask:
        return "POST", REPORT, _form(answer="workstation", text="打印机不出纸，换了墨盒也一样。")

    def reply(self) -> Ask:
        path = f"/console/tickets/{self.dice.choice(self.open)}/replies/"
        return "POST", path, _form(text="正在远程查看，请稍等。")

    def session(self, user: User) -> str:
        """Headers of somebody who has signed in."""
        client = Client()
        client.force_login(user)
        name, key = next((name, each.value) for name, each in client.cookies.items() if "session" in name)
        return f"Cookie: {name}={key}; csrf={TOKEN}\r\n"


def _form(**fields: str) -> str:
    return urlencode(fields | {"csrfmiddlewaretoken": TOKEN, "submission": secrets.token_urlsafe(18)})


def statements(user: User, ask: Ask) -> int:
    client = Client(headers={"host": "127.0.0.1"})
    client.force_login(user)
    method, path, form = ask
    for _twice in range(2):  # calendars are read once a process
        with CaptureQueriesContext(connection) as caught:
            if form is None:
                client.get(path)
            else:
                _method, _path, fresh = (method, path, form.split("&submission=")[0])
                again = f"{fresh}&submission={secrets.token_urlsafe(18)}"
                client.post(path, again, content_type="application/x-www-form-urlencoded")
    return len(caught)


def tell(**figures: object) -> None:
    sys.stdout.write(json.dumps(figures) + "\n")
    sys.stdout.flush()


def measure(cards: int, seconds: float, workers: int) -> None:
    desk, db = Desk(), connection.vendor
    rows: list[tuple[str, User, Callable[[], Ask], int]] = [
        ("queue", desk.agent, desk.queue, 200),
        ("home", desk.agent, desk.home, 200),
        ("card", desk.agent, desk.card, 200),
        ("search", desk.agent, desk.search, 200),
        ("open", desk.hospital, desk.report, 302),
        ("reply", desk.agent, desk.reply, 302),
    ]
    with served(workers) as (port, process):
        for name, user, ask, status in rows:
            headers = desk.session(user)
            clients.run(port, headers, ask, status, clients=8, seconds=1)
            for at_once in (1, 8):
                bare = clients.run(port, "", desk.bare, 200, clients=at_once, seconds=1)
                told = clients.run(port, headers, ask, status, clients=at_once, seconds=seconds)
                tell(
                    db=db, cards=cards, what=name, clients=at_once, rate=told.rate, bare=bare.rate, bytes=told.size,
                    p50=told.percentile(0.5), p95=told.percentile(0.95), statements=statements(user, ask()),
                )  # fmt: skip
        tell(db=db, cards=cards, what="memory", megabytes=memory_of(process))
    _raw(desk, cards, seconds)


def _raw(desk: Desk, cards: int, seconds: float) -> None:
    """What the disk gives for the same rows, without anything of ours."""
    now = datetime.now(UTC)
    agent, customer = actor_of(desk.agent), actor_of(desk.hospital)
    said = actions.Report("workstation", "打印机不出纸，换了墨盒也一样。")
    acts: dict[str, Callable[[], object]] = {
        "open": lambda: actions.report(customer, said, at=now, submission=secrets.token_urlsafe(18)),
        "reply": lambda: actions.reply(
            agent, desk.open[0], "正在远程查看，请稍等。", at=now, submission=secrets.token_urlsafe(18)
        ),
    }
    for name, act in acts.items():
        rows = written_by(act)
        for at_once in (1, 8):
            rate = raw.commits(rows, clients=at_once, seconds=seconds)
            tell(db=connection.vendor, cards=cards, what=f"raw {name}", clients=at_once, rate=rate, rows=len(rows))


def main() -> None:
    parser = argparse.ArgumentParser()
    parser.add_argument("cards", type=int)
    parser.add_argument("--seconds", type=float, default=4)
    parser.add_argument("--workers", type=int, default=2)
    options = parser.parse_args()
    ground.start()
    ground.migrate()
    if not User.objects.exists():
        load(options.cards, datetime.now(UTC))
    measure(options.cards, options.seconds, options.workers)


if __name__ == "__main__":
    main()
