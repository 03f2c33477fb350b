"""认证专家: the register of certificates, and who is named for which hospital."""

from django.db import models
from django.db.models import Q

from shouwen.policy import consultation as policy


class Certificate(models.Model):
    """Issued once; a renewal is a row of its own."""

    person = models.ForeignKey("people.User", on_delete=models.PROTECT, related_name="+")
    number = models.CharField(max_length=40, unique=True)
    issued_on = models.DateField()
    expires_on = models.DateField()
    branch = models.CharField(max_length=80)
    specialty = models.CharField(max_length=120)
    registered_at = models.DateTimeField()
    registered_by = models.ForeignKey("people.User", on_delete=models.PROTECT, related_name="+")
    # Withdrawn before its day, and why.
    ended_on = models.DateField(null=True)
    ended_because = models.CharField(max_length=200, blank=True)
    # When its end was told ahead.
    warned_at = models.DateTimeField(null=True)

    class Meta:
        ordering = ["expires_on", "pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(expires_on__gte=models.F("issued_on")), name="consultations_certificate_order"
            ),
        ]
        indexes = [
            models.Index(
                fields=["expires_on", "id"],
                name="consultations_to_warn",
                condition=Q(warned_at__isnull=True, ended_on__isnull=True),
            ),
        ]

    def __str__(self) -> str:
        return self.number

    @property
    def terms(self) -> policy.Certificate:
        return policy.Certificate(self.issued_on, self.expires_on, self.ended_on)


class NamedExpert(models.Model):
    """Who is named for a hospital's green channel."""

    hospital = models.ForeignKey("customers.Hospital", on_delete=models.PROTECT, related_name="+")
    person = models.ForeignKey("people.User", on_delete=models.PROTECT, related_name="+")
    since = models.DateField()
    until = models.DateField(null=True)
    named_by = models.ForeignKey("people.User", on_delete=models.PROTECT, related_name="+")

    class Meta:
        ordering = ["pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["hospital", "person"], name="consultations_named_once", condition=Q(until=None)
            ),
        ]

    def __str__(self) -> str:
        return f"{self.hospital_id} {self.person_id}"
