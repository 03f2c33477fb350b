"""Programs that call the API: a client for each of the cast, with a token of its own."""

import json
from typing import Any

from django.test import Client

from shouwen.apps.people.actions import issue_token
from tests.cast import Cast, at

KEY = "key-0123456789abcdef"


class Program(Client):
    """Speaks JSON with a token, and keeps no cookie."""

    def __init__(self, secret: str = "", language: str = "en") -> None:
        super().__init__(raise_request_exception=False)
        self.told = {"HTTP_ACCEPT_LANGUAGE": language} | ({"HTTP_AUTHORIZATION": f"Bearer {secret}"} if secret else {})

    def ask(self, path: str) -> Any:
        return self.get(f"/api/v1/{path}", **self.told)

    def send(self, path: str, body: Any = None, key: str | None = None, *, method: str = "POST", **more: Any) -> Any:
        data = body if isinstance(body, bytes) else b"" if body is None else json.dumps(body).encode()
        headers = self.told | ({"HTTP_IDEMPOTENCY_KEY": key} if key else {})
        kind = more.pop("kind", "application/json")
        return self.generic(method, f"/api/v1/{path}", data, content_type=kind, **headers, **more)


def secret_of(cast: Cast, name: str, scopes: tuple[str, ...] = ("read", "write")) -> str:
    return issue_token(cast.actor(name), "test", scopes, at=at(-60))[1]


def program(cast: Cast, name: str, scopes: tuple[str, ...] = ("read", "write"), language: str = "en") -> Program:
    return Program(secret_of(cast, name, scopes), language)


def fault(answer: Any) -> tuple[int, str, str | None]:
    """Status, code and field; that the whole has the one shape is seen here for every test."""
    error = answer.json()["error"]
    assert set(answer.json()) == {"error"}
    assert set(error) == {"code", "field", "message", "id"}
    assert error["message"]
    assert len(error["id"]) == 16
    return answer.status_code, error["code"], error["field"]
