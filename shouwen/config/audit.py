"""What pip-audit and npm audit have found, beside the exceptions: what is known fails, silence is said aloud."""

import csv
import json
import sys
from collections.abc import Sequence
from datetime import date
from pathlib import Path
from typing import Any, NamedTuple


class Found(NamedTuple):
    package: str
    vulnerability: str


def of_pypi(text: str) -> list[Found] | None:
    """What pip-audit's JSON tells; None when nothing is known and the service has not answered for every package."""
    told = _json(text)
    packages = told.get("dependencies") if isinstance(told, dict) else None
    if not packages:
        return None
    found = [Found(each["name"], vuln["id"]) for each in packages for vuln in each.get("vulns", ())]
    return None if not found and any("skip_reason" in each for each in packages) else found


def of_npm(text: str) -> list[Found] | None:
    """What npm audit's JSON tells; None when the service has not answered."""
    told = _json(text)
    if not isinstance(told, dict) or "vulnerabilities" not in told:
        return None
    return [
        Found(name, str(via["url"]).rpartition("/")[2])
        for name, entry in told["vulnerabilities"].items()
        for via in entry["via"]
        # A name alone says that another package brought it here, which has its own entry.
        if isinstance(via, dict)
    ]


def excused(text: str, today: date) -> set[Found]:
    """The exceptions that still count: each with a reason and a last day."""
    counts = set()
    for row in csv.DictReader(text.splitlines(), strict=True):
        if not row["reason"].strip():
            raise ValueError(f"{row['package']} {row['vulnerability']}: no reason")
        if today <= date.fromisoformat(row["until"]):
            counts.add(Found(row["package"], row["vulnerability"]))
    return counts


def judged(answers: dict[str, list[Found] | None], excuses: set[Found]) -> tuple[list[str], bool]:
    """What to say, and whether it is well."""
    lines, well = [], True
    for service, found in answers.items():
        if found is None:
            lines.append(f"NOT AUDITED: {service}: the service does not answer. Nothing is known about these packages.")
            continue
        bad = sorted(set(found) - excuses)
        lines += [f"VULNERABLE: {each.package} {each.vulnerability}" for each in bad]
        lines.append(f"audited: {service}: {len(bad)} known, {len(set(found) & excuses)} excused")
        well = well and not bad
    return lines, well


def main(pypi: str, npm: str, exceptions: str, *, today: date) -> int:
    texts = [Path(name).read_text(encoding="utf-8") for name in (pypi, npm, exceptions)]
    answers = {"Python packages": of_pypi(texts[0]), "npm packages": of_npm(texts[1])}
    lines, well = judged(answers, excused(texts[2], today))
    sys.stdout.write("\n".join(lines) + "\n")
    return 0 if well else 1


def _json(text: str) -> Any:
    try:
        return json.loads(text)
    except ValueError:
        return None


def run(arguments: Sequence[str]) -> int:
    pypi, npm, exceptions = arguments
    return main(pypi, npm, exceptions, today=date.today())  # noqa: DTZ011  the operator's own day


if __name__ == "__main__":
    sys.exit(run(sys.argv[1:]))
