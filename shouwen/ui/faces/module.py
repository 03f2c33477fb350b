"""A module's name in the reader's language."""

from django.utils.translation import get_language

from shouwen.apps.installations.models import Module


def module_name(module: Module | None) -> str:
    if module is None:
        return ""
    return module.name_zh if (get_language() or "").startswith("zh") else module.name_en
