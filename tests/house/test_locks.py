"""Locks hold hashes and no addresses, so that any mirror serves."""

import json
import re
import tomllib

import pytest

from tests.house import tree

LOCKS = ["requirements.txt", "requirements-node.txt", "requirements-audit.txt"]


@pytest.mark.parametrize("lock", [*LOCKS, "package-lock.json", "package.json", ".npmrc", "pyproject.toml"])
def test_no_address_of_a_registry(lock: str) -> None:
    lines = (tree.CHECKOUT / lock).read_text(encoding="utf-8").splitlines()
    found = [line for line in lines if re.search(r"https?://|--(extra-)?index-url|--find-links", line)]
    assert [line for line in found if '"url": "https://' not in line or "/simple" in line] == []


@pytest.mark.parametrize("lock", LOCKS)
def test_every_package_has_a_version_and_hashes(lock: str) -> None:
    text = (tree.CHECKOUT / lock).read_text(encoding="utf-8")
    packages = re.split(r"^(?=[a-z0-9])", text, flags=re.MULTILINE)[1:]
    assert packages
    assert [p.split(" ")[0] for p in packages if "==" not in p or "--hash=sha256:" not in p] == []


def test_every_npm_package_has_a_hash_and_no_address() -> None:
    lock = json.loads((tree.CHECKOUT / "package-lock.json").read_text(encoding="utf-8"))
    packages = {name: entry for name, entry in lock["packages"].items() if name}
    assert packages
    assert {name for name, entry in packages.items() if "resolved" in entry or "integrity" not in entry} == set()


def test_what_the_project_asks_for_is_locked() -> None:
    project = tomllib.loads((tree.CHECKOUT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    asked = [*project["dependencies"], *(p for extra in project["optional-dependencies"].values() for p in extra)]
    locked = set(re.findall(r"^([a-z0-9.-]+)==", (tree.CHECKOUT / "requirements.txt").read_text(), re.MULTILINE))
    names = {re.split(r"[\[;<>=~! ]", line)[0].lower().replace("_", "-") for line in asked}
    assert names - locked == set()
