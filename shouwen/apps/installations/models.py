"""What runs where."""

from django.db import models


class Module(models.Model):
    """A module of the product. `code` is the key in agreements and on cards."""

    code = models.SlugField(max_length=40, unique=True)
    name_zh = models.CharField(max_length=40)
    name_en = models.CharField(max_length=60)
    group = models.CharField(max_length=24)
    icon = models.CharField(max_length=32, blank=True)
    order = models.PositiveSmallIntegerField(default=0)

    class Meta:
        ordering = ["order", "pk"]

    def __str__(self) -> str:
        return self.code


class Installation(models.Model):
    """A module at a campus, in a version, since a day."""

    campus = models.ForeignKey("customers.Campus", on_delete=models.PROTECT, related_name="+")
    module = models.ForeignKey(Module, on_delete=models.PROTECT, related_name="installations")
    version = models.CharField(max_length=24)
    since = models.DateField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["campus", "module"], name="installations_once")]

    def __str__(self) -> str:
        return f"{self.module_id} {self.version}"
