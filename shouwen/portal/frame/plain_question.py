"""The plain question, how much is affected, as every form of the portal asks it."""

from typing import Any

from django.utils.translation import gettext_lazy as _

from shouwen.policy.severity import PlainAnswer

ANSWERS: tuple[tuple[str, Any], ...] = (
    (PlainAnswer.WHOLE_HOSPITAL.value, _("The whole hospital")),
    (PlainAnswer.DEPARTMENTS.value, _("Several departments")),
    (PlainAnswer.DEPARTMENT.value, _("One department")),
    (PlainAnswer.WORKSTATION.value, _("One computer")),
    (PlainAnswer.QUESTION.value, _("Only a question")),
)
