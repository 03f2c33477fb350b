"""What a hospital's person may write on a request."""

from django import forms
from django.utils.translation import gettext_lazy as _

from shouwen.policy.lifecycle import Act
from shouwen.ui.code_words import lazy_word
from shouwen.ui.form_fields import FilesField, SubmissionForm
from shouwen.ui.patient_question import PatientField


class ReplyForm(SubmissionForm):
    text = forms.CharField(label=_("Your message"), widget=forms.Textarea(attrs={"rows": 3}))
    uploads = FilesField(label=_("Photo or file"))
    shows_patient = PatientField()


class ReopenForm(forms.Form):
    words = forms.CharField(label=_("What is not solved?"), max_length=500, widget=forms.Textarea(attrs={"rows": 2}))


class ConfirmForm(forms.Form):
    """A button and nothing else."""


class ChaseForm(forms.Form):
    words = forms.CharField(label=_("Why is it urgent?"), required=False, max_length=500)


class DisputeForm(forms.Form):
    words = forms.CharField(label=_("Why is the grade not right?"), max_length=500)


class WithdrawForm(forms.Form):
    words = forms.CharField(label=_("Why is it no longer needed?"), max_length=500)


class RateForm(forms.Form):
    score = forms.ChoiceField(
        label=_("How satisfied are you?"),
        choices=[(score, lazy_word(score, "score")) for score in ("5", "4", "3", "2", "1")],
        widget=forms.RadioSelect,
    )
    words = forms.CharField(label=_("Anything you would like to add"), required=False, max_length=500)


FORMS: dict[Act, type[forms.Form]] = {
    Act.REPLY: ReplyForm,
    Act.REOPEN: ReopenForm,
    Act.CONFIRM: ConfirmForm,
    Act.CHASE: ChaseForm,
    Act.DISPUTE: DisputeForm,
    Act.WITHDRAW: WithdrawForm,
    Act.RATE: RateForm,
}
