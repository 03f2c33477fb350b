"""What there is to install, and what runs where."""

from shouwen.apps.installations.models import Installation, Module
from shouwen.policy.refusal import Refused


def modules() -> list[Module]:
    """Every module, in the product's order."""
    return list(Module.objects.all())


def modules_at(hospital_id: int) -> list[Module]:
    """The modules that run at a hospital, at any of its campuses; while nobody has written any down, all of them."""
    here = Module.objects.filter(installations__campus__hospital=hospital_id, installations__until=None)
    found = list(here.distinct().order_by("order", "pk"))
    return found or ([] if has_record(hospital_id) else modules())


def has_record(hospital_id: int) -> bool:
    """Has anybody written down what this hospital has installed, now or earlier?"""
    return Installation.objects.filter(campus__hospital=hospital_id).exists()


def named_module(hospital_id: int, module_id: int | None) -> Module | None:
    """The module that a form names for a card of this hospital.

    Refused with `field`: `absent`; `module_not_installed` when the hospital's record of installations lacks it.
    """
    if module_id is None:
        return None
    module = Module.objects.filter(pk=module_id).first()
    if module is None:
        raise Refused("absent", field="module")
    here = Installation.objects.filter(campus__hospital=hospital_id)
    if not here.filter(module=module, until=None).exists() and here.exists():
        raise Refused("module_not_installed", field="module")
    return module


def installations_of(hospital_id: int) -> list[Installation]:
    """What runs at a hospital and what ran there, campus by campus, with the changes of version. Two queries."""
    rows = Installation.objects.filter(campus__hospital=hospital_id).select_related("campus", "module")
    found = list(rows.prefetch_related("changes__by").order_by("campus_id", "module__order", "module_id", "-pk"))
    return sorted(found, key=lambda row: (row.campus_id, row.until is not None))
