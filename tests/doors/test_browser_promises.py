"""What every answer tells the browser, whatever it is an answer to."""

import re

import pytest
from django.test import Client, RequestFactory

from shouwen.ui.errors import server_error
from tests.cast import PASSWORD, Cast

LOGIN = "/accounts/login/"
# A page, a page that is not there, the API without a token, health, an address that only redirects.
ANSWERS = (LOGIN, "/nothing/", "/api/v1/tickets", "/api/v1/openapi.json", "/healthz", "/console/", "/portal/")


@pytest.mark.parametrize("url", ANSWERS)
def test_every_answer_has_them(cast: Cast, url: str) -> None:
    answer = Client().get(url, headers={"origin": "https://evil.example"})
    policy = dict(part.split(" ", 1) for part in answer["Content-Security-Policy"].split("; "))
    strict = {name: policy[name] for name in ("default-src", "object-src", "base-uri", "frame-ancestors")}
    assert strict == dict.fromkeys(strict, "'none'")
    assert (policy["script-src"], policy["style-src"]) == ("'self'", "'self'")
    assert (answer["X-Content-Type-Options"], answer["Referrer-Policy"]) == ("nosniff", "same-origin")
    assert answer["Cross-Origin-Opener-Policy"] == "same-origin"
    assert [name for name in answer.headers if name.startswith("Access-Control")] == []
    if answer.content:
        assert re.fullmatch(
            r"(text/(html|plain); charset=utf-8)|(application/(problem\+)?json.*)", answer["Content-Type"]
        )


@pytest.mark.parametrize("url", ["/console/", "/portal/", "/console/me/", "/api/v1/tickets"])
@pytest.mark.parametrize("method", ["TRACE", "CONNECT", "PROPFIND"])
def test_no_other_method_is_answered(cast: Cast, url: str, method: str) -> None:
    client = Client()
    client.force_login(cast.users["ward_a" if "portal" in url else "agent"])
    assert client.generic(method, url).status_code in {401, 405}


def test_who_asks_cannot_choose_his_address(cast: Cast) -> None:
    """Wrong passwords are counted by the address of the connection, whatever the client says of it."""
    client = Client()
    for number in range(6):
        answer = client.post(
            LOGIN,
            {"login": "agent", "password": "wrong"},
            headers={"x-forwarded-for": f"203.0.113.{number}", "x-real-ip": f"203.0.113.{number}"},
        )
    assert answer.status_code == 429
    assert Client().get(LOGIN, headers={"x-forwarded-proto": "https"}).wsgi_request.is_secure() is False
    assert Client().get(LOGIN, headers={"host": "evil.example"}).status_code == 400


def test_a_password_is_typed_hidden_and_may_be_pasted(cast: Cast) -> None:
    client = Client()
    fields = re.findall(r"<input[^>]*password[^>]*>", client.get(LOGIN).content.decode())
    client.post(LOGIN, {"login": "agent", "password": PASSWORD})
    fields += re.findall(r"<input[^>]*password\d[^>]*>", client.get("/accounts/password/change/").content.decode())
    assert len(fields) == 3
    assert [field for field in fields if 'type="password"' not in field or "onpaste" in field] == []
    assert [field for field in fields if 'autocomplete="off"' in field] == []


def test_a_fault_of_ours_tells_nothing(cast: Cast) -> None:
    answer = server_error(RequestFactory().get("/console/"))
    words = answer.content.decode()
    assert (answer.status_code, "Traceback" in words, "shouwen." in words) == (500, False, False)
