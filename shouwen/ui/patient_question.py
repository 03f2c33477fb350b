"""含患者信息?: asked with every picture; and what the writer is told was covered."""

from collections.abc import Mapping

from django import forms
from django.contrib import messages
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext

from shouwen.policy.originals import Shows


class PatientField(forms.ChoiceField):
    """Yes or no; needed with a picture, which only the bytes tell."""

    def __init__(self) -> None:
        super().__init__(
            label=_("Do the files show patient information?"),
            choices=[(Shows.YES.value, _("Yes: keep them sealed")), (Shows.NO.value, _("No"))],
            required=False,
            widget=forms.RadioSelect,
            help_text=_("With a picture please answer. Yes: the card shows it blurred; staff open it with a reason."),
        )


def shows_of(said: Mapping[str, str]) -> Shows | None:
    """The answer of a form; None for any other word."""
    answer = said.get("shows_patient", "")
    return Shows(answer) if answer in {Shows.YES, Shows.NO} else None


def tell_covered(request: HttpRequest, count: int) -> None:
    """Say how many identifiers were covered; nothing when none were."""
    if count:
        told = ngettext("%(num)s identifier was masked.", "%(num)s identifiers were masked.", count) % {"num": count}
        messages.info(request, told)
