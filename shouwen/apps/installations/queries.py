"""What there is to install, and what runs where."""

from shouwen.apps.installations.models import Module


def modules() -> list[Module]:
    """Every module, in the product's order."""
    return list(Module.objects.all())


def modules_at(hospital_id: int) -> list[Module]:
    """The modules that run at a hospital, at any of its campuses."""
    return list(Module.objects.filter(installations__campus__hospital=hospital_id).distinct().order_by("order", "pk"))
