"""The promises of docs/asvs.csv: each that is said to hold names tests which are there and are run."""

import ast
import csv
import re
from pathlib import Path

import pytest

from tests.house import tree

FILE = tree.CHECKOUT / "docs" / "asvs.csv"
# Words in a mark, a decorator or a call by which a test would not be run, or would pass when it fails.
NOT_RUN = {"skip", "skipif", "xfail", "skipTest", "importorskip"}


def rows(text: str | None = None) -> list[dict[str, str]]:
    said = FILE.read_text(encoding="utf-8") if text is None else text
    return list(csv.DictReader(said.splitlines(), strict=True))


def fault(test: str, root: Path = tree.CHECKOUT) -> str:
    """Why this test proves nothing, or "": no such file, no such test, or one that is not run."""
    path, _, name = test.partition("::")
    if not (path.startswith("tests/") and (root / path).is_file() and Path(path).name.startswith("test_")):
        return "no such file"
    module = ast.parse((root / path).read_text(encoding="utf-8"))
    found = [node for node in module.body if isinstance(node, ast.FunctionDef) and node.name == name]
    if not (found and name.startswith("test_")):
        return "no such test"
    marks = [node for node in module.body if isinstance(node, ast.Assign) and "pytestmark" in ast.unparse(node.targets)]
    outside = [node for node in module.body if isinstance(node, ast.Expr)]
    for part in [*found, *marks, *outside]:
        for node in ast.walk(part):
            if (isinstance(node, ast.Attribute) and node.attr in NOT_RUN) or (
                isinstance(node, ast.Name) and node.id in NOT_RUN
            ):
                return "not run"
    return ""


def faults(table: list[dict[str, str]], root: Path = tree.CHECKOUT) -> list[tuple[str, str]]:
    wrong, seen = [], set()
    for row in table:
        requirement, tests = row["requirement"], row["test"].split()
        if requirement in seen:
            wrong.append((requirement, "twice"))
        seen.add(requirement)
        if row["applies"] not in {"yes", "no", "partly"}:
            wrong.append((requirement, "applies"))
        if not row["how"].strip():
            wrong.append((requirement, "how"))
        if row["applies"] == "yes" and not tests:
            wrong.append((requirement, "no test"))
        wrong += [(requirement, f"{test}: {why}") for test in tests if (why := fault(test, root))]
    return wrong


def test_every_promise_is_proved() -> None:
    table = rows()
    assert len(table) > 150
    assert list(table[0]) == ["requirement", "applies", "how", "test"]
    assert faults(table) == []


def test_what_dengbao_names_is_there_and_run() -> None:
    named = re.findall(
        r"`([a-z_/]+\.py::test_\w+)`", (tree.CHECKOUT / "docs" / "dengbao.md").read_text(encoding="utf-8")
    )
    named += re.findall(r"`([a-z_/]+\.py::test_\w+)`", (tree.CHECKOUT / "docs" / "threat-model.md").read_text("utf-8"))
    assert len(named) > 50
    assert {test: why for test in named if (why := fault(f"tests/{test}"))} == {}


def test_requirements_stand_in_their_order() -> None:
    numbers = [tuple(int(part) for part in row["requirement"].removeprefix("V").split(".")) for row in rows()]
    assert numbers == sorted(numbers)


@pytest.mark.parametrize(
    ("row", "wrong"),
    [
        ("V1.1.1,yes,so,", "no test"),
        ("V1.1.1,yes,,tests/test_a.py::test_runs", "how"),
        ("V1.1.1,maybe,so,", "applies"),
        ("V1.1.1,yes,so,tests/test_a.py::test_gone", "tests/test_a.py::test_gone: no such test"),
        ("V1.1.1,yes,so,tests/test_b.py::test_runs", "tests/test_b.py::test_runs: no such file"),
        ("V1.1.1,yes,so,tests/test_a.py::test_runs tests/test_a.py::test_s", "tests/test_a.py::test_s: not run"),
        ("V1.1.1,partly,so,tests/test_a.py::test_x", "tests/test_a.py::test_x: not run"),
        ("V1.1.1,yes,so,tests/test_a.py::test_i", "tests/test_a.py::test_i: not run"),
        ("V1.1.1,yes,so,tests/test_m.py::test_runs", "tests/test_m.py::test_runs: not run"),
        ("V1.1.1,no,so,\nV1.1.1,no,so,", "twice"),
    ],
)
def test_what_proves_nothing_is_found(tmp_path: Path, row: str, wrong: str) -> None:
    (tmp_path / "tests").mkdir()
    (tmp_path / "tests" / "test_a.py").write_text(
        "import pytest\ndef test_runs(): pass\n@pytest.mark.skip\ndef test_s(): pass\n"
        "@pytest.mark.xfail(reason='x')\ndef test_x(): pass\ndef test_i():\n    pytest.skip('x')\n"
    )
    (tmp_path / "tests" / "test_m.py").write_text(
        "import pytest\npytestmark = pytest.mark.skipif(True)\ndef test_runs(): pass\n"
    )
    assert faults(rows(f"requirement,applies,how,test\n{row}\n"), tmp_path) == [("V1.1.1", wrong)]
