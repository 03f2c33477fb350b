"""The second factor: set up, asked for, locked like a password, used once, and needed by some roles."""

import re
from datetime import timedelta

import pytest
import time_machine
from allauth.mfa.models import Authenticator
from allauth.mfa.totp.internal.auth import format_hotp_value, hotp_value
from allauth.mfa.utils import decrypt
from django.test import Client

from tests.cast import MORNING, PASSWORD, Cast

LOGIN = "/accounts/login/"
CODE = "/accounts/second-factor/code/"
SET_UP = "/accounts/second-factor/authenticator/"


def code(secret: str, seconds: int = 0) -> str:
    moment = MORNING + timedelta(seconds=seconds)
    return format_hotp_value(hotp_value(secret, int(moment.timestamp()) // 30))


def sign_in(client: Client, account: str = "agent"):
    return client.post(LOGIN, {"login": account, "password": PASSWORD})


def set_up(cast: Cast, account: str = "agent") -> tuple[Client, str]:
    """Signed in, asked for the password again, and the factor turned on; the secret."""
    client = Client()
    sign_in(client, account)
    assert client.get(SET_UP).url.startswith("/accounts/reauthenticate/")
    again = client.post(f"/accounts/reauthenticate/?next={SET_UP}", {"password": PASSWORD})
    assert again.url == SET_UP
    secret = re.search(r'totp-key">(\w+)<', client.get(SET_UP).content.decode()).group(1)
    assert client.post(SET_UP, {"code": code(secret)}).url == "/accounts/second-factor/recovery-codes/"
    return client, secret


@pytest.fixture(autouse=True)
def clock():
    with time_machine.travel(MORNING, tick=False) as moved:
        yield moved


def test_a_password_alone_no_longer_opens(cast: Cast, clock) -> None:
    _client, secret = set_up(cast)
    client = Client()
    assert sign_in(client).url == CODE
    assert client.get("/console/").status_code == 302
    clock.shift(60)
    assert client.post(CODE, {"code": code(secret, 60)}).status_code == 302
    assert client.get("/console/").status_code == 200


def test_the_secret_is_encrypted_where_it_is_kept(cast: Cast) -> None:
    _client, secret = set_up(cast)
    kept = Authenticator.objects.get(type="totp").data["secret"]
    assert (secret in kept, decrypt(kept)) == (False, secret)


def test_a_code_works_once_also_for_another_session(cast: Cast, clock) -> None:
    _client, secret = set_up(cast)
    clock.shift(60)
    first, second = Client(), Client()
    for client, status in ((first, 302), (second, 200)):
        sign_in(client)
        assert client.post(CODE, {"code": code(secret, 60)}).status_code == status
    clock.shift(40)
    assert second.post(CODE, {"code": code(secret, 60)}).status_code == 200
    assert second.post(CODE, {"code": code(secret, 100)}).status_code == 302


def test_a_recovery_code_works_once(cast: Cast) -> None:
    client, _secret = set_up(cast)
    page = client.get("/accounts/second-factor/recovery-codes/").content.decode()
    codes = re.findall(r"<li><code>(\w+)</code>", page)
    assert len(codes) == 10
    assert client.get("/accounts/second-factor/recovery-codes.txt").content.decode().split() == codes
    for expected in (302, 200):
        fresh = Client()
        sign_in(fresh)
        assert fresh.post(CODE, {"code": codes[0]}).status_code == expected


def test_five_wrong_codes_lock_like_wrong_passwords(cast: Cast, clock) -> None:
    _client, secret = set_up(cast)
    client = Client()
    sign_in(client)
    for _ in range(5):
        client.post(CODE, {"code": "000000"})
    clock.shift(60)
    assert client.post(CODE, {"code": code(secret, 60)}).status_code == 429
    assert sign_in(Client()).status_code == 429
    clock.shift(16 * 60)
    late = Client()
    sign_in(late)
    assert late.post(CODE, {"code": code(secret, 17 * 60)}).status_code == 302


def test_turned_off_with_the_password_only(cast: Cast) -> None:
    client, _secret = set_up(cast)
    assert client.post(SET_UP + "undo/").url == "/accounts/second-factor/"
    assert Authenticator.objects.count() == 0
    assert sign_in(Client()).url == "/"


def test_some_roles_need_it(cast: Cast, settings) -> None:
    settings.MFA_ROLES = frozenset({"admin"})
    admin, agent = Client(), Client()
    sign_in(admin, "admin")
    sign_in(agent)
    assert (admin.get("/console/").url, agent.get("/console/").status_code) == (SET_UP, 200)
    client, _secret = set_up(cast, "admin")
    assert client.get("/console/").status_code == 200
    refused = client.post(SET_UP + "undo/")
    assert (refused.status_code, Authenticator.objects.filter(type="totp").count()) == (200, 1)


@pytest.mark.parametrize(("language", "words"), [("zh-CN", "两步验证"), ("en", "Second factor")])
def test_its_pages_in_both_languages(cast: Cast, language: str, words: str) -> None:
    client, _secret = set_up(cast)
    headers = {"accept-language": language}
    for url in ("", "authenticator/undo/", "recovery-codes/", "recovery-codes/new/"):
        assert client.get(f"/accounts/second-factor/{url}", headers=headers).status_code == 200
    assert words in client.get("/accounts/second-factor/", headers=headers).content.decode()
    fresh = Client(headers=headers)
    sign_in(fresh)
    assert words in fresh.get(CODE).content.decode()
