"""What a hospital's person may write on a request."""

from django import forms
from django.utils.translation import gettext_lazy as _

from shouwen.policy.lifecycle import Act
from shouwen.ui.form_fields import FilesField, SubmissionForm


class ReplyForm(SubmissionForm):
    text = forms.CharField(label=_("Your message"), widget=forms.Textarea(attrs={"rows": 3}))
    uploads = FilesField(label=_("Photo or file"))
    shows_patient = forms.BooleanField(label=_("The pictures show patient information"), required=False)


class ReopenForm(forms.Form):
    words = forms.CharField(label=_("What is not solved?"), max_length=500, widget=forms.Textarea(attrs={"rows": 2}))


FORMS: dict[Act, type[forms.Form]] = {Act.REPLY: ReplyForm, Act.REOPEN: ReopenForm}
