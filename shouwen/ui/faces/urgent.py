"""Urgent units in a sentence."""

from django.utils.translation import gettext as _
from django.utils.translation import ngettext


def units_words(left: int) -> str:
    """How many are left this year; none left means that a quote is needed."""
    if left == 0:
        return _("No urgent response is left this year: a quote is needed first.")
    return ngettext(
        "%(num)s urgent response is left this year.", "%(num)s urgent responses are left this year.", left
    ) % {"num": left}
