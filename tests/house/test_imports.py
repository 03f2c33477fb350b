"""What import-linter's contracts (pyproject.toml) cannot say."""

import ast
import sys

from tests.house import tree

# Commands start Django first and import what needs it afterwards, by name.
IMPORTS_BY_NAME = {
    "shouwen/config/commands/ground.py",
    "shouwen/config/cli.py",
    "shouwen/config/commands/deliveries.py",
    "shouwen/config/commands/demo.py",
    "shouwen/config/commands/serve.py",
    "shouwen/config/serving.py",
    "shouwen/config/commands/backup.py",
    "shouwen/config/commands/restore.py",
    "shouwen/config/commands/verify_ledger.py",
    "shouwen/config/commands/worker.py",
}


def imported(module: ast.Module) -> set[str]:
    found = set()
    for node in ast.walk(module):
        if isinstance(node, ast.Import):
            found |= {alias.name for alias in node.names}
        if isinstance(node, ast.ImportFrom):
            found.add("." * node.level + (node.module or ""))
    return found


def test_policy_stands_on_the_standard_library_alone() -> None:
    allowed = sys.stdlib_module_names | {"shouwen"}
    faults = {
        (file, name)
        for file, module in tree.modules("policy")
        for name in imported(module)
        if name.split(".")[0] not in allowed or (name.startswith("shouwen") and not name.startswith("shouwen.policy"))
    }
    assert faults == set()


def test_policy_has_no_clock_and_no_chance() -> None:
    clocks = {"now", "utcnow", "today", "time", "monotonic", "time_ns", "sleep"}
    chance = {"random", "secrets", "uuid", "time", "os", "subprocess", "socket"}
    faults = {
        (file, node.lineno)
        for file, module in tree.modules("policy")
        for name, node in tree.calls(module)
        if name in clocks
        and isinstance(node.func, ast.Attribute)
        and tree.last_name(node.func.value) in {"datetime", "date", "time"}
    }
    faults |= {(file, 0) for file, module in tree.modules("policy") if chance & imported(module)}
    assert faults == set()


def test_imports_stand_at_the_top() -> None:
    """Inside a function only where Django asks for it: AppConfig.ready."""
    faults = {
        (file, node.lineno)
        for file, module in tree.modules()
        for function in ast.walk(module)
        if isinstance(function, ast.FunctionDef | ast.AsyncFunctionDef)
        and not (file.endswith("/apps.py") and function.name == "ready")
        for node in ast.walk(function)
        if isinstance(node, ast.Import | ast.ImportFrom)
    }
    assert faults == set()


def test_imports_are_absolute() -> None:
    faults = {file for file, module in tree.modules() for name in imported(module) if name.startswith(".")}
    assert faults == set()


def test_only_commands_import_by_name() -> None:
    faults = {
        file
        for file, module in tree.modules()
        for name, _call in tree.calls(module)
        if name in {"import_module", "__import__", "import_string"}
    }
    assert faults <= IMPORTS_BY_NAME, faults - IMPORTS_BY_NAME


def test_every_folder_is_a_package() -> None:
    """A folder without __init__.py is invisible to the contracts."""
    faults = {
        tree.name_of(file.parent) for file in tree.PRODUCT.rglob("*.py") if not (file.parent / "__init__.py").exists()
    }
    assert faults == set()
