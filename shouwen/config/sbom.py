"""The bill of materials: what the two locks name, as CycloneDX 1.6; the same locks give the same bill."""

import base64
import json
import re
import sys
import uuid
from collections.abc import Iterator
from importlib.metadata import PackageNotFoundError, metadata
from pathlib import Path
from typing import Any
from urllib.parse import quote

CHECKOUT = Path(__file__).resolve().parent.parent.parent
NAMED = re.compile(r"^([a-z0-9][a-z0-9._-]*)(?:\[[^]]*])?==([^ ;\\]+)", re.MULTILINE)
HASH = re.compile(r"--hash=sha256:([0-9a-f]{64})")
# A licence in the words of SPDX, as far as its shape tells.
EXPRESSION = re.compile(r"^[A-Za-z0-9.+-]+( (AND|OR|WITH) [A-Za-z0-9.+-]+)*$")


def bill(requirements: str, npm: str) -> dict[str, Any]:
    """From the text of requirements.txt and of package-lock.json."""
    parts = [*_python(requirements), *_npm(json.loads(npm))]
    number = uuid.uuid5(uuid.NAMESPACE_URL, json.dumps(parts, sort_keys=True))
    return {
        "bomFormat": "CycloneDX",
        "specVersion": "1.6",
        "serialNumber": f"urn:uuid:{number}",
        "version": 1,
        "metadata": {"component": {"type": "application", "bom-ref": "shouwen", "name": "shouwen"}},
        "components": parts,
    }


def _python(text: str) -> Iterator[dict[str, Any]]:
    for part in re.split(r"^(?=[a-z0-9])", text, flags=re.MULTILINE):
        found = NAMED.match(part)
        if found:
            name, version = found.groups()
            hashes = [{"alg": "SHA-256", "content": content} for content in HASH.findall(part)]
            yield _component(name, version, f"pkg:pypi/{name}@{version}", hashes, _licence(name))


def _npm(lock: dict[str, Any]) -> Iterator[dict[str, Any]]:
    for place, entry in lock["packages"].items():
        if place:
            name, version = place.rpartition("node_modules/")[2], entry["version"]
            algorithm, _, content = entry["integrity"].partition("-")
            hashes = [{"alg": algorithm.upper().replace("SHA", "SHA-"), "content": base64.b64decode(content).hex()}]
            yield _component(name, version, f"pkg:npm/{quote(name)}@{version}", hashes, entry.get("license", ""))


def _component(name: str, version: str, purl: str, hashes: list[dict[str, str]], licence: str) -> dict[str, Any]:
    found = {"type": "library", "bom-ref": purl, "name": name, "version": version, "purl": purl, "hashes": hashes}
    if EXPRESSION.match(licence):
        return found | {"licenses": [{"expression": licence}]}
    return found | ({"licenses": [{"license": {"name": licence}}]} if licence else {})


def _licence(name: str) -> str:
    """As the installed package says; "" for one that is only for another platform."""
    try:
        told = metadata(name)
    except PackageNotFoundError:
        return ""
    classified = [
        each.rpartition(" :: ")[2] for each in told.get_all("Classifier", []) if each.startswith("License ::")
    ]
    expression, said = told.get_all("License-Expression", []), told.get_all("License", [])
    return "".join(expression) or "; ".join(classified) or "".join(said).strip().split("\n")[0][:80]


def main() -> None:
    texts = [(CHECKOUT / name).read_text(encoding="utf-8") for name in ("requirements.txt", "package-lock.json")]
    json.dump(bill(*texts), sys.stdout, ensure_ascii=False, indent=1)


if __name__ == "__main__":
    main()
