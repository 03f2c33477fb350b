"""Small rooms: files, functions, and no drawers."""

import ast

from tests.house import tree

LONGEST_FILE = 400
LONGEST_FUNCTION = 60
DRAWERS = {"utils", "util", "helpers", "helper", "common", "misc", "shared", "stuff"}
FURNITURE = {"models", "events", "access", "queries", "actions", "reactions", "jobs", "labels"}
OURS = ("shouwen/", "tests/", "bench/")


def test_files_are_short() -> None:
    lengths = {
        path: len((tree.CHECKOUT / path).read_text(encoding="utf-8").splitlines())
        for path in tree.tracked()
        if path.endswith((".py", ".html", ".css", ".js"))
        and path.startswith(OURS)
        and "/migrations/" not in path
        and (tree.CHECKOUT / path).exists()
    }
    assert {path: lines for path, lines in lengths.items() if lines > LONGEST_FILE} == {}


def test_functions_are_short() -> None:
    faults = {
        (file, node.name): node.end_lineno - node.lineno + 1
        for file, module in tree.modules()
        for node in ast.walk(module)
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef)
        and node.end_lineno is not None
        and node.end_lineno - node.lineno + 1 > LONGEST_FUNCTION
    }
    assert faults == {}


def test_there_are_no_drawers() -> None:
    faults = {path for path in tree.tracked() if {part.split(".")[0] for part in path.split("/")} & DRAWERS}
    assert faults == set()
