"""Addresses of the sample pages; each is a template and its sample context."""

from collections.abc import Callable
from datetime import timedelta
from types import SimpleNamespace as Of
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import include, path

from shouwen.policy.lifecycle import Act
from shouwen.policy.refusal import Refused
from shouwen.ui.form_fields import FILES_ACCEPTED
from tests.screens import forms, sample

Context = Callable[[], dict[str, Any]]


def _console(**context: Any) -> dict[str, Any]:
    return {"viewer": sample.VIEWER, "on_duty": sample.person("周启明")} | context


def _portal(**context: Any) -> dict[str, Any]:
    return {"viewer": sample.CUSTOMER} | context


def _queue(tab: str, rows: list[Of], beside: Of | None) -> Context:
    return lambda: _console(
        tab=tab, tabs=sample.tabs(tab), rows=rows, newer_url="", older_url="?after=9" if rows else "", beside=beside
    )


def _why() -> dict[str, Any]:
    return {
        "ticket": sample.card().ticket,
        "back_url": "/console/card/",
        "clauses": sample.CLAUSES,
        "policy_version": "2026.1",
        "calendar_version": 3,
    }


def _why_clock() -> dict[str, Any]:
    clock = sample.clock(
        "resolution", "running", 700, elapsed_minutes=525, target_minutes=960, calendar="online", provisional=True
    )
    return _console(clock=clock, spans=sample.spans(), grade=3, **_why())


def _why_verdict() -> dict[str, Any]:
    facts = [
        ("受理日", "2026-11-23"),
        ("协议", "XY-2025-018 第 1 行"),
        ("免费维护期", "2025-03-01 至 2027-03-01（实施启动日起算）"),
    ]
    return _console(verdict=sample.card().verdict, facts=facts, trace=sample.TRACE, **_why())


def _report(bad: bool = False) -> Context:
    def context() -> dict[str, Any]:
        form = forms.report_form({"answer": "departments", "text": ""} if bad else None)
        return _portal(form=form, module_icons=forms.MODULE_ICONS, files_accept=FILES_ACCEPTED)

    return context


def _requests() -> list[Of]:
    return [Of(**(vars(row) | {"url": "/portal/ticket/", "department": "门诊收费处"})) for row in sample.rows()[:5]]


HOTLINE = Of(
    number="", hours="08:00–18:00", open_now=False, opens_at=sample.at(1).replace(hour=1, minute=0) + timedelta(days=1)
)
RESULT = Of(
    finding="夜间归档作业锁住门诊明细表。",
    remedy="结束阻塞会话；当晚 22:00 增加索引，并把归档作业移到 02:00。",
    prevention="月末结账前一天不要安排归档。",
    is_workaround=True,
    cause="vendor_regression",
)


def _ticket(state: str = "working", *, sent: bool = False) -> Context:
    def context() -> dict[str, Any]:
        ticket = Of(**(vars(sample.card().ticket) | {"state": state, "hold_reason": "", "hold_words": ""}))
        done = state == "resolved"
        talk = [item for item in sample.story() if item.kind == "message"]
        return _portal(
            ticket=ticket, promise=None if done else sample.clocks()[2], steps=sample.steps(), first_contact=sample.LIN, handler=sample.ZHAO,
            verdict=sample.card().verdict, story=talk, resolution=RESULT if done else None,
            reply=Of(refused=None, url="/act/reply/", form=forms.act_form(Act.REPLY)), just_sent=sent,
            reopen=Of(refused=None if done else Refused("not_now", state=state), url="/act/reopen/", form=forms.act_form(Act.REOPEN)),
        )  # fmt: skip

    return context


def _home(empty: bool = False) -> Context:
    def context() -> dict[str, Any]:
        shown = [] if empty else _requests()
        return _portal(
            open_tickets=shown[:3],
            open_count=len(shown),
            closed_tickets=[] if empty else [_requests()[4]],
            account_manager=sample.LIN,
            deputy=sample.ZHAO,
            hotline=HOTLINE,
        )

    return context


def _tickets() -> dict[str, Any]:
    tabs = [
        Of(code="open", url="?tab=open", count=5, current=True),
        Of(code="all", url="?tab=all", count=None, current=False),
    ]
    return _portal(tabs=tabs, tickets=_requests(), newer_url="", older_url="?after=3")


def _resolved() -> dict[str, Any]:
    card = sample.card("close", resolution=RESULT)
    card.ticket.state = "followed_up"
    card.acts["close"].refused = None
    return _console(card=card)


def _print() -> dict[str, Any]:
    return _console(
        card=sample.card(resolution=RESULT),
        proofs=[(sample.clocks()[2], sample.spans())],
        policy_version="2026.1",
        calendar_version=3,
    )


PAGES: dict[str, tuple[str, Context]] = {
    "console/": ("console/queue.html", _queue("first_contact", sample.rows(), sample.rows()[0])),
    "console/untaken/": ("console/queue.html", _queue("untaken", [], None)),
    "console/card/": ("console/card.html", lambda: _console(card=sample.card())),
    "console/card/hold/": ("console/card.html", lambda: _console(card=sample.card("hold"))),
    "console/card/classify/": ("console/card.html", lambda: _console(card=sample.card("classify"))),
    "console/card/resolve/": ("console/card.html", lambda: _console(card=sample.card("resolve"))),
    "console/card/close/": ("console/card.html", lambda: _console(card=sample.card("close"))),
    "console/card/resolved/": ("console/card.html", _resolved),
    "console/print/": ("console/print.html", _print),
    "why/clock/": ("console/why_clock.html", _why_clock),
    "why/verdict/": ("console/why_verdict.html", _why_verdict),
    "portal/": ("portal/home.html", _home()),
    "portal/empty/": ("portal/home.html", _home(empty=True)),
    "portal/report/": ("portal/report.html", _report()),
    "portal/report/bad/": ("portal/report.html", _report(bad=True)),
    "portal/tickets/": ("portal/tickets.html", _tickets),
    "portal/ticket/": ("portal/ticket.html", _ticket(sent=True)),
    "portal/ticket/resolved/": ("portal/ticket.html", _ticket("resolved")),
    "error/404/": ("ui/error.html", lambda: {"status": 404}),
    "error/500/": ("ui/error.html", lambda: {"status": 500}),
    "locked/": ("ui/locked_out.html", dict),
}


def view(template: str, context: Context) -> Callable[[HttpRequest], HttpResponse]:
    def shown(request: HttpRequest) -> HttpResponse:
        if "flash" in request.GET:
            messages.success(request, "已发送回复。")
        piece = "HX-Request" in request.headers and template == "console/card.html"
        return render(request, "console/card_body.html" if piece else template, context())

    return shown


def _nothing(request: HttpRequest) -> HttpResponse:
    return HttpResponse(status=204)


def _names(namespace: str, *names: tuple[str, str]) -> Any:
    patterns = [path(address, view(*PAGES[f"{namespace}/{address}"]), name=name) for address, name in names]
    return path(f"{namespace}/", include((patterns, namespace)))


urlpatterns = [
    path("accounts/", include("allauth.account.urls")),
    path("language/", _nothing, name="language"),
    _names("console", ("", "queue")),
    _names("portal", ("", "home"), ("report/", "report"), ("tickets/", "tickets")),
    *[path(address, view(*page)) for address, page in PAGES.items()],
]
