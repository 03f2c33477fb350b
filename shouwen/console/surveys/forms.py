"""What is asked, and what is noted of it."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from shouwen.policy.survey import SCORES, Solved
from shouwen.ui.code_words import lazy_word
from shouwen.ui.form_fields import SubmissionForm

_SCORES = [(str(score), lazy_word(str(score), "score")) for score in reversed(SCORES)]


def _score(label: Any, *, required: bool = False) -> forms.ChoiceField:
    return forms.ChoiceField(label=label, required=required, choices=_SCORES, widget=forms.RadioSelect)


class AnswersForm(forms.Form):
    needed = {"solved": "unknown_choice", "overall": "unknown_choice"}

    solved = forms.ChoiceField(
        label=_("Is it solved?"),
        choices=[(each.value, lazy_word(each.value, "survey_solved")) for each in Solved],
        widget=forms.RadioSelect,
        help_text=_("Not solved opens the card again at once."),
    )
    response = _score(_("How quickly we answered"))
    skill = _score(_("How well we know our trade"))
    attitude = _score(_("How we treated you"))
    overall = _score(_("All in all"), required=True)
    advice = forms.CharField(
        label=_("Advice, and what is still missing"), required=False, widget=forms.Textarea(attrs={"rows": 3})
    )


class TryForm(SubmissionForm):
    words = forms.CharField(label=_("What happened"), max_length=200, required=False)


class ReviewForm(forms.Form):
    words = forms.CharField(label=_("What follows from it"), widget=forms.Textarea(attrs={"rows": 4}))
