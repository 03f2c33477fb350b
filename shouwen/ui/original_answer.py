"""An original that somebody opened: the form that asks why, and its bytes."""

from django import forms
from django.http import HttpResponse
from django.utils.http import content_disposition_header
from django.utils.translation import gettext_lazy as _

from shouwen.apps.originals.models import Original
from shouwen.ui.file_answer import SANDBOX

PICTURES = "image/"


class OpenForm(forms.Form):
    why = forms.CharField(
        label=_("Why you need it"),
        max_length=200,
        help_text=_("It stands on the card's record and in the list of openings, with your name."),
    )


def is_picture(original: Original) -> bool:
    return original.media_type.startswith(PICTURES)


def original_answer(original: Original, content: bytes) -> HttpResponse:
    """A picture is shown, anything else is a download."""
    shown = is_picture(original)
    answer = HttpResponse(content, content_type=original.media_type if shown else "application/octet-stream")
    answer["Content-Disposition"] = content_disposition_header(not shown, original.label or "original") or "attachment"
    answer["Content-Security-Policy"] = SANDBOX
    answer["X-Content-Type-Options"] = "nosniff"
    answer["Cache-Control"] = "private, no-store"
    return answer
