"""What the settings are when the site is served by https: read by a process of its own."""

import json
import os
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

READ = """
import json
from django.conf import settings
from django.contrib.auth.hashers import get_hasher
import django
django.setup()
names = json.loads(input())
print(json.dumps({n: getattr(settings, n) for n in names} | {"hasher": get_hasher().algorithm,
      "rounds": get_hasher().iterations}))
"""
NAMES = (
    "DEBUG", "SECURE_HSTS_SECONDS", "SECURE_PROXY_SSL_HEADER", "SESSION_COOKIE_NAME", "SESSION_COOKIE_SECURE",
    "SESSION_COOKIE_HTTPONLY", "SESSION_COOKIE_SAMESITE", "SESSION_COOKIE_DOMAIN", "SESSION_COOKIE_PATH",
    "CSRF_COOKIE_NAME", "CSRF_COOKIE_SECURE", "CSRF_COOKIE_HTTPONLY", "CSRF_COOKIE_SAMESITE",
    "LANGUAGE_COOKIE_SECURE", "LANGUAGE_COOKIE_HTTPONLY", "LANGUAGE_COOKIE_SAMESITE", "ALLOWED_HOSTS",
)  # fmt: skip


def settings(tmp_path: Path, **more: str) -> dict[str, Any]:
    given = {
        "DJANGO_SETTINGS_MODULE": "shouwen.config.settings",
        "SHOUWEN_DATA": str(tmp_path),
        "SHOUWEN_SITE_URL": "https://desk.example",
        "SHOUWEN_HOSTS": "desk.example",
    }
    base = {name: value for name, value in os.environ.items() if not name.startswith(("SHOUWEN_", "DATABASE_"))}
    said, env = json.dumps(NAMES), base | given | more
    command = [sys.executable, "-c", READ]
    read = subprocess.run(command, input=said, env=env, capture_output=True, text=True, check=False)
    assert read.returncode == 0, read.stderr
    found: dict[str, Any] = json.loads(read.stdout)
    return found


@pytest.fixture(scope="module")
def secure(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Any]:
    return settings(tmp_path_factory.mktemp("data"))


def test_cookies(secure: dict[str, Any]) -> None:
    for which in ("SESSION", "CSRF", "LANGUAGE"):
        flags = [secure[f"{which}_COOKIE_{flag}"] for flag in ("SECURE", "HTTPONLY", "SAMESITE")]
        assert flags == [True, True, "Lax"]
    assert (secure["SESSION_COOKIE_NAME"], secure["CSRF_COOKIE_NAME"]) == ("__Host-session", "__Host-csrf")
    # What the prefix asks for: no domain, the whole site.
    assert (secure["SESSION_COOKIE_DOMAIN"], secure["SESSION_COOKIE_PATH"]) == (None, "/")


def test_transport(secure: dict[str, Any]) -> None:
    assert secure["SECURE_HSTS_SECONDS"] == 31_536_000
    assert (secure["DEBUG"], secure["SECURE_PROXY_SSL_HEADER"], secure["ALLOWED_HOSTS"]) == (
        False,
        None,
        ["desk.example"],
    )


def test_passwords_are_hashed_slowly(secure: dict[str, Any]) -> None:
    assert (secure["hasher"], secure["rounds"] >= 600_000) == ("pbkdf2_sha256", True)


def test_the_key_is_made_once_and_read_by_its_owner_alone(tmp_path: Path) -> None:
    settings(tmp_path)
    kept = tmp_path / "secret-key"
    before = kept.read_text()
    settings(tmp_path)
    assert (len(before), kept.read_text() == before, kept.stat().st_mode & 0o077) == (64, True, 0)
