"""The list of modules: added, renamed, retired, brought back. What anything names is never deleted."""

from dataclasses import asdict, dataclass
from datetime import datetime

from django.core.exceptions import ValidationError
from django.core.validators import validate_slug
from django.db.models import Max
from django.utils import timezone

from shouwen.apps.installations.access import lock_module, need_keeper
from shouwen.apps.installations.events import ModuleCode, record_module
from shouwen.apps.installations.models import Module
from shouwen.apps.ledger.unit_of_work import act
from shouwen.policy.plain_text import checked_text
from shouwen.policy.refusal import Refused
from shouwen.policy.roles import Actor


@dataclass(frozen=True)
class ModuleNames:
    """`group`: the part of the product, a word of the product's own."""

    name_zh: str
    name_en: str
    group: str


@act
def add_module(actor: Actor, code: str, names: ModuleNames, *, at: datetime) -> Module:
    """A new module, at the end of the list. Its code is the key in agreements, on cards and in files, and stays.

    Refused: `not_your_role`; with `field`: `text_missing`, `text_too_long`, `code_odd`, `code_taken`, `already_there`.
    """
    need_keeper(actor)
    wanted = checked_text(code, "code", limit=40)
    try:
        validate_slug(wanted)
    except ValidationError:
        raise Refused("code_odd", field="code") from None
    if Module.objects.filter(code=wanted).exists():
        raise Refused("code_taken", field="code")
    told = _checked(names, None)
    last = Module.objects.aggregate(last=Max("order"))["last"]
    module = Module.objects.create(
        code=wanted,
        name_zh=told.name_zh,
        name_en=told.name_en,
        group=told.group,
        order=0 if last is None else min(last + 1, 32_000),
    )
    record_module(module, ModuleCode.ADDED, actor, at, module=wanted)
    return module


@act
def rename_module(actor: Actor, module_id: int, names: ModuleNames, *, at: datetime) -> Module:
    """Other names, or another part of the product; whatever names the module shows the new ones.

    Refused: `not_your_role`, `absent`; with `field`: `text_missing`, `text_too_long`, `already_there`,
    `nothing_changed`.
    """
    module = lock_module(actor, module_id)
    told = _checked(names, module)
    changed = sorted(name for name, value in asdict(told).items() if getattr(module, name) != value)
    if not changed:
        raise Refused("nothing_changed", field="name_zh")
    module.name_zh, module.name_en, module.group = told.name_zh, told.name_en, told.group
    module.save(update_fields=["name_zh", "name_en", "group"])
    record_module(module, ModuleCode.RENAMED, actor, at, module=module.code, fields=changed)
    return module


@act
def retire_module(actor: Actor, module_id: int, *, at: datetime) -> Module:
    """The module is sold and put in no more. Where it runs it goes on, and cards there still name it.

    Refused: `not_your_role`, `absent`.
    """
    module = lock_module(actor, module_id)
    if module.retired_on is not None:
        raise Refused("absent")
    module.retired_on = timezone.localdate(at)
    module.save(update_fields=["retired_on"])
    record_module(module, ModuleCode.RETIRED, actor, at, module=module.code)
    return module


@act
def bring_back_module(actor: Actor, module_id: int, *, at: datetime) -> Module:
    """A retired module is offered again. Refused: `not_your_role`, `absent`."""
    module = lock_module(actor, module_id)
    if module.retired_on is None:
        raise Refused("absent")
    module.retired_on = None
    module.save(update_fields=["retired_on"])
    record_module(module, ModuleCode.BROUGHT_BACK, actor, at, module=module.code)
    return module


def _checked(names: ModuleNames, module: Module | None) -> ModuleNames:
    """Two modules of one name could not be told apart, on a card or in a file."""
    told = ModuleNames(
        checked_text(names.name_zh, "name_zh", limit=40),
        checked_text(names.name_en, "name_en", limit=60),
        checked_text(names.group, "group", limit=24),
    )
    others = Module.objects.exclude(pk=module.pk) if module else Module.objects.all()
    if others.filter(name_zh=told.name_zh).exists():
        raise Refused("already_there", field="name_zh")
    if others.filter(name_en__iexact=told.name_en).exists():
        raise Refused("already_there", field="name_en")
    return told
