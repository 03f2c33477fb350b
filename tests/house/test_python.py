"""What Python in this house does not do."""

import ast

import pytest

from tests.house import tree

RAW_SQL = {"raw", "extra", "cursor", "RawSQL"}
# Where a database's own statement is the point, and nobody's text goes into it.
RAW_SQL_ALLOWED = {
    # A lock that has no table.
    "shouwen/apps/ledger/unit_of_work.py",
    "shouwen/apps/ledger/snapshot.py",
    "shouwen/apps/outbox/claim.py",
    "shouwen/apps/search/engines/postgresql.py",
    "shouwen/apps/search/engines/sqlite.py",
    "shouwen/config/bulk/foundry.py",
    "shouwen/config/keeping/databases.py",
}
GETTEXT = {
    "_",
    "gettext",
    "gettext_lazy",
    "gettext_noop",
    "ngettext",
    "ngettext_lazy",
    "pgettext",
    "pgettext_lazy",
    "npgettext",
    "npgettext_lazy",
}
HOW_MANY_WORDS = {
    "ngettext": 2,
    "ngettext_lazy": 2,
    "pgettext": 2,
    "pgettext_lazy": 2,
    "npgettext": 3,
    "npgettext_lazy": 3,
}


def test_doors_ask_only_for_what_the_reader_may_see() -> None:
    """In a door `.objects` is followed by `.for_actor`, and the managers behind it are not touched."""
    faults = set()
    for file, module in tree.modules(*tree.DOORS):
        scoped = {
            id(node.value) for node in ast.walk(module) if isinstance(node, ast.Attribute) and node.attr == "for_actor"
        }
        for node in ast.walk(module):
            if isinstance(node, ast.Attribute) and (
                (node.attr == "objects" and id(node) not in scoped)
                or node.attr in {"_default_manager", "_base_manager"}
            ):
                faults.add((file, node.lineno))
            if isinstance(node, ast.Name | ast.Attribute) and tree.last_name(node) in {
                "get_object_or_404",
                "get_list_or_404",
            }:
                faults.add((file, node.lineno))
    assert faults == set()


def test_doors_do_not_write() -> None:
    """Only acts write. `.save()` of a form's cleaned data is an act's work too."""
    writes = {"save", "bulk_create", "bulk_update", "get_or_create", "update_or_create", "select_for_update"}
    faults = {
        (file, call.lineno)
        for file, module in tree.modules(*tree.DOORS)
        for name, call in tree.calls(module)
        if name in writes and isinstance(call.func, ast.Attribute)
    }
    assert faults == set()


def test_no_filter_takes_its_keys_from_outside() -> None:
    faults = {
        (file, call.lineno)
        for file, module in tree.modules()
        for name, call in tree.calls(module)
        if name in {"filter", "exclude", "get", "Q"} and any(keyword.arg is None for keyword in call.keywords)
    }
    assert faults == set()


def test_no_raw_sql() -> None:
    faults = {
        (file, call.lineno)
        for file, module in tree.modules()
        for name, call in tree.calls(module)
        if name in RAW_SQL
        and file not in RAW_SQL_ALLOWED
        and (isinstance(call.func, ast.Attribute) or name == "RawSQL")
    }
    assert faults == set()


def test_no_markup_without_escaping() -> None:
    faults = {
        (file, node.lineno)
        for file, module in tree.modules()
        for node in ast.walk(module)
        if isinstance(node, ast.Name | ast.Attribute)
        and tree.last_name(node) in {"mark_safe", "SafeString", "SafeText"}
    }
    assert faults == set()


@pytest.mark.parametrize("name", ["pickle", "marshal", "shelve", "yaml", "dill", "jsonpickle"])
def test_no_format_that_runs_code(name: str) -> None:
    faults = {
        (file, node.lineno)
        for file, module in tree.modules()
        for node in ast.walk(module)
        if (isinstance(node, ast.Import) and name in {alias.name.split(".")[0] for alias in node.names})
        or (isinstance(node, ast.ImportFrom) and (node.module or "").split(".")[0] == name)
    }
    assert faults == set()


def test_no_shell_no_eval() -> None:
    faults = {
        (file, call.lineno)
        for file, module in tree.modules()
        for name, call in tree.calls(module)
        if any(keyword.arg == "shell" for keyword in call.keywords)
        or (isinstance(call.func, ast.Name) and name in {"eval", "exec"})
        or name in {"popen", "getoutput", "getstatusoutput"}
    }
    assert faults == set()


def test_signals_are_wired_in_one_table() -> None:
    faults = {
        (file, node.lineno)
        for file, module in tree.modules()
        for node in ast.walk(module)
        if isinstance(node, ast.FunctionDef)
        for decorator in node.decorator_list
        if tree.last_name(decorator.func if isinstance(decorator, ast.Call) else decorator) == "receiver"
    }
    assert faults == set()


def test_words_are_plain_strings() -> None:
    """gettext of a variable, an f-string or a sum cannot be found by the extractor."""
    faults = set()
    for file, module in tree.modules():
        for name, call in tree.calls(module):
            words = call.args[: HOW_MANY_WORDS.get(name, 1)]
            if name in GETTEXT and not all(isinstance(w, ast.Constant) and isinstance(w.value, str) for w in words):
                faults.add((file, call.lineno))
    assert faults == set()
