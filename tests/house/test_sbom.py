"""The bill of materials lists everything that is locked, each with its hashes, in the shape of CycloneDX 1.6."""

import json
import re
from typing import Any

from shouwen.config.sbom import bill
from tests.house import tree

REQUIREMENTS = (tree.CHECKOUT / "requirements.txt").read_text(encoding="utf-8")
NPM = (tree.CHECKOUT / "package-lock.json").read_text(encoding="utf-8")
LENGTHS = {"SHA-256": 64, "SHA-512": 128}


def components() -> list[dict[str, Any]]:
    found: list[dict[str, Any]] = bill(REQUIREMENTS, NPM)["components"]
    return found


def test_everything_that_is_locked_is_listed() -> None:
    python = re.findall(r"^([a-z0-9._-]+)==([^ ]+)", REQUIREMENTS, re.MULTILINE)
    npm = {place: entry for place, entry in json.loads(NPM)["packages"].items() if place}
    wanted = [*python, *((place.rpartition("node_modules/")[2], entry["version"]) for place, entry in npm.items())]
    assert (len(python) > 50, len(npm) > 5) == (True, True)
    assert [(each["name"], each["version"]) for each in components()] == wanted
    hashes = {each["content"] for part in components() for each in part["hashes"] if each["alg"] == "SHA-256"}
    assert hashes == set(re.findall(r"sha256:([0-9a-f]{64})", REQUIREMENTS))


def test_each_has_its_hashes_and_a_name_of_its_own() -> None:
    parts = components()
    assert len({part["bom-ref"] for part in parts}) == len(parts)
    for part in parts:
        assert part["hashes"]
        assert re.fullmatch(r"pkg:(pypi/[a-z0-9._-]+|npm/(%40[a-z0-9-]+/)?[a-z0-9._-]+)@[0-9A-Za-z.+-]+", part["purl"])
        for each in part["hashes"]:
            assert re.fullmatch(r"[0-9a-f]+", each["content"])
            assert len(each["content"]) == LENGTHS[each["alg"]]


def test_licences_are_told() -> None:
    without = {part["name"] for part in components() if "licenses" not in part}
    # What another platform installs, and one that does not say it of itself.
    assert without <= {"colorama", "librt", "uvloop", "tzdata", "axe-playwright-python"}


def test_the_head_and_that_it_is_the_same_again() -> None:
    first, second = bill(REQUIREMENTS, NPM), bill(REQUIREMENTS, NPM)
    head = {name: first[name] for name in ("bomFormat", "specVersion", "version")}
    assert head == {"bomFormat": "CycloneDX", "specVersion": "1.6", "version": 1}
    assert re.fullmatch(r"urn:uuid:[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}", first["serialNumber"])
    assert first == second
    assert bill(REQUIREMENTS.replace("==", "==9", 1), NPM)["serialNumber"] != first["serialNumber"]
