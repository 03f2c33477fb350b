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
    # Retired modules stay, for what names them; they are put in and sold no more.
    retired_on = models.DateField(null=True, blank=True)

    class Meta:
        ordering = ["order", "pk"]

    def __str__(self) -> str:
        return self.code


class Installation(models.Model):
    """A module at a campus, in a version, since a day; until the day on which it was taken out of use."""

    campus = models.ForeignKey("customers.Campus", on_delete=models.PROTECT, related_name="+")
    module = models.ForeignKey(Module, on_delete=models.PROTECT, related_name="installations")
    version = models.CharField(max_length=24)
    since = models.DateField()
    until = models.DateField(null=True, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["campus", "module"], name="installations_running_once", condition=models.Q(until=None)
            )
        ]

    def __str__(self) -> str:
        return f"{self.module_id} {self.version}"


class VersionChange(models.Model):
    """From one version to the next, when and by whom."""

    installation = models.ForeignKey(Installation, on_delete=models.CASCADE, related_name="changes")
    before = models.CharField(max_length=24)
    after = models.CharField(max_length=24)
    changed_on = models.DateField()
    by = models.ForeignKey("people.User", on_delete=models.PROTECT, related_name="+")
    note = models.CharField(max_length=200, blank=True)

    class Meta:
        ordering = ["-changed_on", "-pk"]

    def __str__(self) -> str:
        return f"{self.installation_id} {self.after}"
