"""The forms of a complaint's steps."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from shouwen.apps.complaints.actions.filing import CHANNELS
from shouwen.policy.complaint import Grade, Kind, Verdict
from shouwen.ui.code_words import lazy_word
from shouwen.ui.form_fields import FilesField, SubmissionForm
from shouwen.ui.patient_question import PatientField


def _of(codes: Any, vocabulary: str) -> list[tuple[str, Any]]:
    return [(str(code), lazy_word(str(code), vocabulary)) for code in codes]


def _area(label: Any, rows: int = 3, **more: Any) -> forms.CharField:
    return forms.CharField(label=label, widget=forms.Textarea(attrs={"rows": rows}), **more)


class FileForm(SubmissionForm):
    needed = {"text": "text_missing"}

    channel = forms.ChoiceField(
        label=_("How it came"), choices=_of(CHANNELS, "complaint_channel"), widget=forms.RadioSelect, initial="phone"
    )
    hospital = forms.ChoiceField(label=_("Hospital"))
    kind = forms.ChoiceField(
        label=_("What it is about"), choices=_of(Kind, "complaint_kind"), widget=forms.RadioSelect, initial="other"
    )
    text = _area(_("What the customer says"), 5)
    uploads = FilesField(label=_("Photos or files"))
    shows_patient = PatientField()
    about = forms.CharField(
        label=_("Who is meant, in the customer's words"),
        max_length=120,
        required=False,
        help_text=_("A colleague whose name stands here or in the text loses sight of the complaint at once."),
    )
    people = forms.MultipleChoiceField(
        label=_("Complained of"), required=False, widget=forms.SelectMultiple(attrs={"size": "6"})
    )
    card = forms.CharField(
        label=_("Card that it is about"),
        max_length=24,
        required=False,
        help_text=_("Its first contact and its handler count as complained of."),
    )
    earlier = forms.CharField(label=_("Earlier complaint that it repeats"), max_length=24, required=False)
    caller_name = forms.CharField(label=_("Name"), max_length=64, required=False)
    caller_phone = forms.CharField(label=_("Phone"), max_length=32, required=False)
    withholds_name = forms.BooleanField(label=_("The engineer is not to be told who complained"), required=False)
    received_at = forms.CharField(
        label=_("When it came, if earlier"),
        required=False,
        widget=forms.DateTimeInput(attrs={"type": "datetime-local"}),
    )


class GradeForm(forms.Form):
    grade = forms.ChoiceField(
        label=pgettext_lazy("complaint", "Grade"), choices=_of(Grade, "complaint_grade"), widget=forms.RadioSelect
    )
    reason = _area(_("Reason"), 2, required=False, help_text=_("Needed for a lower grade."))


class NameForm(forms.Form):
    person = forms.ChoiceField(label=_("Complained of"))
    reason = _area(_("Reason"), 2)


class ClearForm(forms.Form):
    person = forms.ChoiceField(label=_("Not complained of after all"))
    reason = _area(_("Reason"), 2)


class AssignForm(forms.Form):
    handler = forms.ChoiceField(
        label=_("Looks into it"),
        help_text=_("Only who is not complained of, nor deputy of one who is, nor under one who is."),
    )


class TextForm(SubmissionForm):
    text = _area(_("Words"), 4)


class ProposalForm(forms.Form):
    verdict = forms.ChoiceField(
        label=_("What was found"), choices=_of(Verdict, "complaint_verdict"), widget=forms.RadioSelect
    )
    finding = _area(_("Finding"), 4)
    remedy = _area(_("What is to be done"), 4)


class DecisionForm(forms.Form):
    approved = forms.ChoiceField(
        label=_("The proposal"),
        choices=[
            ("yes", pgettext_lazy("proposal", "Approve")),
            ("no", pgettext_lazy("proposal", "Send back")),
        ],
        widget=forms.RadioSelect,
    )
    reason = _area(_("Reason"), 2, required=False, help_text=_("Needed when it is sent back."))


class WordForm(TextForm):
    uploads = FilesField(label=_("Photos or files"))
    shows_patient = PatientField()


class AnswerForm(forms.Form):
    text = _area(_("Answer to the customer"), 6)
    uploads = FilesField(label=_("Photos or files"))
    shows_patient = PatientField()


class ReplyForm(forms.Form):
    words = _area(_("What the customer said, and how we heard it"), 3)


class CorrectionForm(forms.Form):
    cause = _area(_("Cause"), 3)
    correction = _area(_("Corrective action"), 3)
    by = forms.CharField(label=_("Who does it"), max_length=64)
    until = forms.CharField(label=_("Until when"), widget=forms.DateInput(attrs={"type": "date"}))
