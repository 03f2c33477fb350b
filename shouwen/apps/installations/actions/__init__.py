"""The acts on modules and installations, one module per noun."""

from shouwen.apps.installations.actions.installation import change_version, install, uninstall
from shouwen.apps.installations.actions.module import (
    ModuleNames,
    add_module,
    bring_back_module,
    rename_module,
    retire_module,
)

__all__ = [
    "ModuleNames",
    "add_module",
    "bring_back_module",
    "change_version",
    "install",
    "rename_module",
    "retire_module",
    "uninstall",
]
