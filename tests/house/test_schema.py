"""Foreign keys only point down: a walk through the models, because string keys are invisible to import-linter."""

import ast
import tomllib
from collections.abc import Iterator

from django.apps import apps
from django.db import models

from tests.house import tree


def order() -> list[str]:
    """The apps from top to bottom, as the contract in pyproject.toml has them."""
    settings = tomllib.loads((tree.CHECKOUT / "pyproject.toml").read_text(encoding="utf-8"))
    contracts = settings["tool"]["importlinter"]["contracts"]
    (contract,) = [c for c in contracts if c.get("containers") == ["shouwen.apps"]]
    return [layer.strip("()") for layer in contract["layers"]]


Key = models.ForeignKey | models.ManyToManyField


def keys() -> Iterator[tuple[str, Key]]:
    for model in apps.get_models(include_auto_created=False):
        if model.__module__.startswith("shouwen."):
            for field in [*model._meta.local_fields, *model._meta.local_many_to_many]:
                if isinstance(field, Key):
                    yield f"{model._meta.label}.{field.name}", field


def ours(model: type[models.Model]) -> bool:
    return model.__module__.startswith("shouwen.")


def across() -> Iterator[tuple[str, Key]]:
    """Keys from one of our apps into another. Keys to and from third-party models are exempt."""
    for name, field in keys():
        target = field.related_model
        if ours(target) and target._meta.app_label != field.model._meta.app_label:
            yield name, field


def test_models_live_in_apps() -> None:
    faults = {
        model._meta.label
        for model in apps.get_models()
        if ours(model) and not model.__module__.startswith("shouwen.apps.")
    }
    assert faults == set()


def test_there_are_keys_to_look_at() -> None:
    assert len(list(across())) > 5


def test_keys_point_down() -> None:
    place = {name: number for number, name in enumerate(order())}
    faults = {
        name
        for name, field in across()
        if place[field.related_model._meta.app_label] <= place[field.model._meta.app_label]
    }
    assert faults == set()


def test_keys_across_apps_leave_no_name_behind() -> None:
    faults = {name for name, field in across() if field.remote_field.related_name not in {"+"}}
    assert faults == set()


def test_keys_across_apps_protect() -> None:
    faults = {
        name
        for name, field in across()
        if isinstance(field, models.ForeignKey) and field.remote_field.on_delete is not models.PROTECT
    }
    assert faults == set()


def test_keys_inside_an_app_have_a_real_reverse_name() -> None:
    faults = {
        name
        for name, field in keys()
        if field.related_model._meta.app_label == field.model._meta.app_label
        and (field.remote_field.related_name or "+").endswith("+")
    }
    assert faults == set()


def test_the_ledger_has_no_keys() -> None:
    assert [name for name, _field in keys() if name.startswith("ledger.")] == []


def test_keys_across_apps_are_named_by_string() -> None:
    """A class as target must be of the same file; everything else is "app.Model"."""
    kinds = {"ForeignKey", "OneToOneField", "ManyToManyField"}
    faults = set()
    for file, module in tree.modules("apps"):
        here = {node.name for node in module.body if isinstance(node, ast.ClassDef)}
        for name, call in tree.calls(module):
            if name in kinds and call.args and isinstance(call.args[0], ast.Name) and call.args[0].id not in here:
                faults.add((file, call.lineno))
    assert faults == set()
