"""The source as the house tests read it."""

import ast
import subprocess
from collections.abc import Iterator
from functools import cache
from pathlib import Path

CHECKOUT = Path(__file__).resolve().parent.parent.parent
PRODUCT = CHECKOUT / "shouwen"
DOORS = ("console", "portal", "api")


@cache
def modules(*folders: str) -> tuple[tuple[str, ast.Module], ...]:
    """Every Python file of the product (or of these folders of it), parsed; migrations are written by a machine."""
    roots = [PRODUCT / folder for folder in folders] or [PRODUCT]
    files = sorted(file for root in roots for file in root.rglob("*.py") if "migrations" not in file.parts)
    return tuple((name_of(file), ast.parse(file.read_text(encoding="utf-8"))) for file in files)


def templates() -> Iterator[tuple[str, str]]:
    """Every template of the product: Jinja2's, and Django's for allauth."""
    for pattern in ("**/jinja2/**/*.html", "ui/templates/**/*.html"):
        for file in sorted(PRODUCT.glob(pattern)):
            yield name_of(file), file.read_text(encoding="utf-8")


def name_of(file: Path) -> str:
    return file.relative_to(CHECKOUT).as_posix()


def calls(tree: ast.AST) -> Iterator[tuple[str, ast.Call]]:
    """Every call with the last part of the name that is called."""
    for node in ast.walk(tree):
        if isinstance(node, ast.Call):
            yield last_name(node.func), node


def last_name(node: ast.expr) -> str:
    if isinstance(node, ast.Attribute):
        return node.attr
    return node.id if isinstance(node, ast.Name) else ""


def tracked() -> list[str]:
    """The paths that are in the repository; those of the working tree where there is no repository."""
    command = ["git", "ls-files", "--cached", "--others", "--exclude-standard"]
    listed = subprocess.run(command, cwd=CHECKOUT, capture_output=True, text=True, check=False)
    if listed.returncode == 0:
        return listed.stdout.split("\n")[:-1]
    folders = ("bin", "bench", "docs", "shouwen", "tests")
    return [name_of(file) for folder in folders for file in (CHECKOUT / folder).rglob("*") if file.is_file()]
