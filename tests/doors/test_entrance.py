"""Signing in, languages, headers, and forms that are sent twice or wrongly."""

import pytest
from axes.models import AccessFailureLog, AccessLog
from django.test import Client

from shouwen.apps.tickets.models import Ticket
from tests.cast import PASSWORD, Cast

LOGIN = "/accounts/login/"


def sign_in(client: Client, password: str = PASSWORD, account: str = "agent", **more):
    return client.post(LOGIN, {"login": account, "password": password}, **more)


def test_each_goes_to_his_own_door(cast: Cast) -> None:
    for account, door in (("agent", "/console/"), ("ward_a", "/portal/")):
        client = Client()
        assert sign_in(client, account=account).status_code == 302
        assert client.get("/").url == door


def test_five_wrong_passwords_lock_the_account_for_this_address_only(cast: Cast) -> None:
    client = Client()
    for _ in range(5):
        sign_in(client, "wrong")
    assert sign_in(client).status_code == 429
    assert sign_in(Client(), REMOTE_ADDR="203.0.113.9").status_code == 302
    assert sign_in(Client(), account="pm").status_code == 302


def test_who_came_in_and_who_did_not_is_kept(cast: Cast) -> None:
    client = Client()
    for password in ("wrong", "wrong", PASSWORD):
        sign_in(client, password, REMOTE_ADDR="203.0.113.9")
    kept = [list(log.objects.values_list("username", "ip_address")) for log in (AccessFailureLog, AccessLog)]
    assert kept == [[("agent", "203.0.113.9")] * 2, [("agent", "203.0.113.9")]]


def test_an_unknown_account_answers_as_a_known_one(cast: Cast) -> None:
    known, unknown = sign_in(Client(), "wrong"), sign_in(Client(), "wrong", account="nobody-here")
    strip = lambda answer, account: answer.content.decode().replace(account, "")  # noqa: E731
    token = lambda text: __import__("re").sub(r'(csrfmiddlewaretoken" value=|data-now=)"[^"]*"', "", text)  # noqa: E731
    assert known.status_code == unknown.status_code == 200
    assert token(strip(known, "agent")) == token(strip(unknown, "nobody-here"))


def test_a_disabled_account_is_out_at_once(cast: Cast) -> None:
    client = Client()
    sign_in(client)
    cast.users["agent"].is_active = False
    cast.users["agent"].save()
    assert client.get("/console/").status_code == 302


@pytest.mark.parametrize("target", ["//evil.example", "https://evil.example", "/\\evil.example", "javascript:alert(1)"])
def test_next_leads_only_home(cast: Cast, target: str) -> None:
    client = Client()
    answer = client.post(LOGIN, {"login": "agent", "password": PASSWORD, "next": target})
    assert answer.url == "/"
    assert client.post("/language/", {"language": "en", "next": target}).url == "/"


def test_the_language_is_the_persons_then_the_browsers_then_chinese(cast: Cast) -> None:
    client = Client()
    assert 'lang="zh-Hans"' in client.get(LOGIN).content.decode()
    assert 'lang="en"' in client.get(LOGIN, headers={"accept-language": "en-GB,en"}).content.decode()
    sign_in(client)
    client.post("/language/", {"language": "en"})
    assert 'lang="en"' in client.get("/console/", headers={"accept-language": "zh-CN"}).content.decode()
    fresh = Client()
    sign_in(fresh)
    assert 'lang="en"' in fresh.get("/console/").content.decode()


def test_headers_of_every_page(cast: Cast) -> None:
    client = Client()
    sign_in(client)
    for url, status in (("/console/", 200), ("/nothing/", 404), (LOGIN, 302)):
        answer = client.get(url)
        assert answer.status_code == status
        policy = answer["Content-Security-Policy"]
        assert "script-src 'self'" in policy
        assert "unsafe" not in policy
        assert answer["X-Content-Type-Options"] == "nosniff"
        assert answer["Referrer-Policy"] == "same-origin"
        assert answer["X-Frame-Options"] == "DENY"
        assert answer["Cache-Control"] == "no-store" or "no-store" in answer["Cache-Control"]


def test_cookies_are_strict(cast: Cast) -> None:
    client = Client()
    sign_in(client)
    session = client.cookies["session"]
    assert (session["httponly"], session["samesite"]) == (True, "Lax")


def test_a_form_without_its_token_changes_nothing(cast: Cast) -> None:
    client = Client(enforce_csrf_checks=True)
    client.force_login(cast.users["ward_a"])
    answer = client.post("/portal/report/", {"answer": "question", "text": "问题"})
    assert (answer.status_code, Ticket.objects.count()) == (403, 0)


def test_a_report_sent_twice_is_one_card_and_keeps_what_was_typed(cast: Cast) -> None:
    client = Client()
    client.force_login(cast.users["ward_a"])
    wrong = client.post("/portal/report/", {"answer": "", "text": "打印机坏了", "submission": "k" * 24})
    assert wrong.status_code == 422
    assert "打印机坏了" in wrong.content.decode()
    for _ in range(2):
        sent = client.post("/portal/report/", {"answer": "question", "text": "打印机坏了", "submission": "k" * 24})
        assert sent.status_code == 302
    assert Ticket.objects.count() == 1


@pytest.mark.parametrize(
    "text", ["\x00", "\ud800", "a\u202eb", "Z̷̡̛" * 2000, "𝒳" * 3000, "<script>alert(1)</script>", "{{7*7}}"]
)
def test_odd_text_is_kept_or_refused_never_a_fault(cast: Cast, text: str) -> None:
    client = Client()
    client.force_login(cast.users["ward_a"])
    body = {"answer": "question", "text": "x" + text}
    encoded = "&".join(f"{key}={quote(value)}" for key, value in body.items())
    answer = client.post("/portal/report/", encoded, content_type="application/x-www-form-urlencoded")
    assert answer.status_code in {302, 422}
    if answer.status_code == 302:
        page = client.get(answer.url).content.decode()
        assert "<script>alert" not in page
        if text == "{{7*7}}":
            assert "x{{7*7}}" in page


def quote(text: str) -> str:
    return "".join(f"%{byte:02X}" for byte in text.encode("utf-8", "surrogatepass"))


@pytest.mark.parametrize("field", ["module", "department"])
@pytest.mark.parametrize("value", ["-1", "1e3", "９９", "99999999999999999999999", "x", "1 or 1=1"])
def test_odd_ids_are_refused_at_their_field(cast: Cast, field: str, value: str) -> None:
    client = Client()
    client.force_login(cast.users["hospital_a"])
    answer = client.post("/portal/report/", {"answer": "question", "text": "问题", field: value})
    assert (answer.status_code, Ticket.objects.count()) == (422, 0)


@pytest.mark.parametrize(
    "query", ["tab=x", "after=-1", "after=9999999999999999999999", "after=%00", "card=%F0%9F", "tab[]=1"]
)
def test_odd_queries_of_the_queue(cast: Cast, query: str) -> None:
    client = Client()
    client.force_login(cast.users["agent"])
    for url in ("/console/", "/portal/tickets/"):
        who = "agent" if "console" in url else "hospital_a"
        client.force_login(cast.users[who])
        assert client.get(f"{url}?{query}").status_code == 200
