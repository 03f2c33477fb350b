"""What there is to install, and what runs where."""

from django.db.models import Count, Exists, OuterRef, Q

from shouwen.apps.installations.models import Installation, Module
from shouwen.policy.refusal import Refused


def every_module() -> list[Module]:
    """Every module there is or was, in the product's order: to read names, and to look things up."""
    return list(Module.objects.all())


def offered_modules() -> list[Module]:
    """What is put in, sold and learnt: the modules that are not retired."""
    return list(Module.objects.filter(retired_on=None))


def modules() -> list[Module]:
    """What a card may name when its hospital says nothing: a retired module as long as it runs anywhere."""
    runs = Installation.objects.filter(module=OuterRef("pk"), until=None)
    return list(Module.objects.filter(Q(retired_on=None) | Exists(runs)))


def running_by_module() -> dict[int, int]:
    """At how many campuses each module runs, by its id. One query."""
    rows = Installation.objects.filter(until=None).order_by().values_list("module").annotate(n=Count("pk"))
    return dict(rows)


def offered_module(module_id: int | None) -> Module | None:
    """The module that something new names; None for an unknown one. Refused with `field`: `module_retired`."""
    module = Module.objects.filter(pk=module_id or 0).first()
    if module is not None and module.retired_on is not None:
        raise Refused("module_retired", field="module")
    return module


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

    Refused with `field`: `absent`; `module_not_installed` when the hospital's record of installations lacks it;
    `module_retired` when it runs nowhere any more.
    """
    if module_id is None:
        return None
    module = Module.objects.filter(pk=module_id).first()
    if module is None:
        raise Refused("absent", field="module")
    here = Installation.objects.filter(campus__hospital=hospital_id)
    if here.filter(module=module, until=None).exists():
        return module
    if here.exists():
        raise Refused("module_not_installed", field="module")
    if module.retired_on is not None and not module.installations.filter(until=None).exists():
        raise Refused("module_retired", field="module")
    return module


def installations_of(hospital_id: int) -> list[Installation]:
    """What runs at a hospital and what ran there, campus by campus, with the changes of version. Two queries."""
    rows = Installation.objects.filter(campus__hospital=hospital_id).select_related("campus", "module")
    found = list(rows.prefetch_related("changes__by").order_by("campus_id", "module__order", "module_id", "-pk"))
    return sorted(found, key=lambda row: (row.campus_id, row.until is not None))
