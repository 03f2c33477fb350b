"""The forms of a card's acts. They keep what was typed; what is right is decided by the act."""

from collections.abc import Callable, Sequence
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from shouwen.apps.tickets.actions.follow_up import Method
from shouwen.apps.tickets.actions.words import TITLE_LIMIT
from shouwen.policy.catalogue import Service
from shouwen.policy.clock import PauseReason
from shouwen.policy.coverage import Cause
from shouwen.policy.lifecycle import Act, FollowUpResult
from shouwen.policy.severity import Impact, Kind, Urgency
from shouwen.ui.code_words import lazy_word
from shouwen.ui.form_fields import FilesField, SubmissionForm
from shouwen.ui.patient_question import PatientField

Choices = Sequence[tuple[str, Any]]


def choices(codes: type[Any], vocabulary: str, *, without: Sequence[str] = (), empty: bool = False) -> Choices:
    """The codes of an enumeration with their words, in its own order."""
    found = [(code.value, lazy_word(code.value, vocabulary)) for code in codes if code.value not in without]
    return [("", "—"), *found] if empty else found


class ReplyForm(SubmissionForm):
    text = forms.CharField(label=pgettext_lazy("message", "Reply"), widget=forms.Textarea(attrs={"rows": 4}))
    uploads = FilesField(label=_("Photos and files"))
    shows_patient = PatientField()


class NoteForm(SubmissionForm):
    text = forms.CharField(label=_("Internal note"), widget=forms.Textarea(attrs={"rows": 4}))
    uploads = FilesField(label=_("Photos and files"))
    shows_patient = PatientField()


class ChoicesForm(forms.Form):
    """A form some of whose choices only the database knows."""

    def set_choices(self, field: str, found: Choices) -> None:
        chosen = self.fields[field]
        if isinstance(chosen, forms.ChoiceField):
            chosen.choices = list(found)


class ClassifyForm(ChoicesForm):
    kind = forms.ChoiceField(label=_("Kind"), choices=choices(Kind, "kind", without=["complaint"]))
    impact = forms.ChoiceField(
        label=_("Impact"), choices=choices(Impact, "impact", empty=True), help_text=_("For incidents and questions.")
    )
    urgency = forms.ChoiceField(label=_("Urgency"), choices=choices(Urgency, "urgency", empty=True))
    service = forms.ChoiceField(label=_("Service"), choices=choices(Service, "service"))
    cause = forms.ChoiceField(label=_("Cause"), choices=choices(Cause, "cause"))
    module = forms.ChoiceField(label=_("Module"), required=False)
    reason = forms.CharField(
        label=_("Reason"), required=False, max_length=500, help_text=_("Asked for when the card was classified before.")
    )


class HoldForm(forms.Form):
    reason = forms.ChoiceField(label=_("Waiting for"), choices=choices(PauseReason, "hold_reason"))
    words = forms.CharField(
        label=_("What the hospital reads"), max_length=500, widget=forms.Textarea(attrs={"rows": 2})
    )


class ResolveForm(forms.Form):
    needed = {"cause": "cause_unknown", "finding": "text_missing", "remedy": "text_missing"}

    cause = forms.ChoiceField(label=_("Cause"), choices=choices(Cause, "cause", without=["unknown"], empty=True))
    finding = forms.CharField(label=_("Finding"), widget=forms.Textarea(attrs={"rows": 2}))
    remedy = forms.CharField(label=_("Remedy"), widget=forms.Textarea(attrs={"rows": 2}))
    prevention = forms.CharField(
        label=_("Prevention and advice"), required=False, widget=forms.Textarea(attrs={"rows": 2})
    )
    is_workaround = forms.BooleanField(label=_("This is a workaround; the cause is still there"), required=False)


class FollowUpForm(forms.Form):
    result = forms.ChoiceField(
        label=_("Result"), choices=choices(FollowUpResult, "follow_up_result"), widget=forms.RadioSelect
    )
    method = forms.ChoiceField(label=_("By"), choices=choices(Method, "method"))
    words = forms.CharField(
        label=_("The hospital's own words"), required=False, widget=forms.Textarea(attrs={"rows": 2})
    )


class ReopenForm(forms.Form):
    words = forms.CharField(label=_("What is not solved"), max_length=500, widget=forms.Textarea(attrs={"rows": 2}))


class SubstituteForm(ChoicesForm):
    needed = {"substitute": "unknown_choice", "reason": "text_missing"}

    substitute = forms.ChoiceField(label=_("Substitute"))
    reason = forms.CharField(label=_("Reason"), max_length=200)


class OfferForm(ChoicesForm):
    needed = {"receiver": "unknown_choice", "reason": "text_missing"}

    receiver = forms.ChoiceField(label=_("To"))
    reason = forms.CharField(label=_("Reason"), max_length=500, widget=forms.Textarea(attrs={"rows": 2}))


class DispatchForm(ChoicesForm):
    needed = {"engineer": "unknown_choice", "reason": "text_missing"}

    engineer = forms.ChoiceField(label=_("Who goes"))
    reason = forms.CharField(label=_("Reason"), max_length=500, widget=forms.Textarea(attrs={"rows": 2}))


class ChaseForm(forms.Form):
    words = forms.CharField(label=_("What is urgent"), required=False, max_length=500)


class SettleForm(forms.Form):
    needed = {"upheld": "unknown_choice", "answer": "text_missing"}

    upheld = forms.ChoiceField(
        label=_("The hospital is right"),
        choices=[("yes", pgettext_lazy("dispute", "Yes, classify again")), ("no", pgettext_lazy("dispute", "No"))],
        widget=forms.RadioSelect,
    )
    answer = forms.CharField(label=_("Answer"), max_length=500, widget=forms.Textarea(attrs={"rows": 2}))


class MergeForm(forms.Form):
    into = forms.CharField(label=_("Number of the earlier card"), max_length=24)


class LinkForm(forms.Form):
    into = forms.CharField(label=_("Number of the other card"), max_length=24)
    kind = forms.ChoiceField(
        label=_("Relation"),
        choices=[
            ("related", pgettext_lazy("link", "Related")),
            ("child", pgettext_lazy("link", "Caused by that major incident")),
        ],
    )


class SplitForm(SubmissionForm):
    text = forms.CharField(label=_("The second matter"), widget=forms.Textarea(attrs={"rows": 3}))


class TitleForm(forms.Form):
    title = forms.CharField(label=_("Title"), max_length=TITLE_LIMIT)


class CancelForm(forms.Form):
    outcome = forms.ChoiceField(
        label=_("Outcome"),
        choices=[("not_ours", lazy_word("not_ours", "outcome")), ("cancelled", lazy_word("cancelled", "outcome"))],
    )
    words = forms.CharField(label=_("Reason"), max_length=500, widget=forms.Textarea(attrs={"rows": 2}))


class WithdrawForm(forms.Form):
    words = forms.CharField(label=_("The hospital's own words"), max_length=500)


class ReviseForm(forms.Form):
    words = forms.CharField(label=_("Revision"), max_length=500, widget=forms.Textarea(attrs={"rows": 2}))


FORMS: dict[Act, Callable[..., forms.Form]] = {
    Act.REPLY: ReplyForm,
    Act.NOTE: NoteForm,
    Act.CLASSIFY: ClassifyForm,
    Act.HOLD: HoldForm,
    Act.RESOLVE: ResolveForm,
    Act.FOLLOW_UP: FollowUpForm,
    Act.REOPEN: ReopenForm,
    Act.SUBSTITUTE: SubstituteForm,
    Act.OFFER: OfferForm,
    Act.DISPATCH: DispatchForm,
    Act.CHASE: ChaseForm,
    Act.SETTLE: SettleForm,
    Act.MERGE: MergeForm,
    Act.LINK: LinkForm,
    Act.SPLIT: SplitForm,
    Act.CANCEL: CancelForm,
    Act.WITHDRAW: WithdrawForm,
    Act.REVISE: ReviseForm,
    Act.RETITLE: TitleForm,
}


def auto_id(act: Act) -> str:
    """All forms of a card stand on one page: their fields' ids differ by the act."""
    return f"id_{act.value}_%s"
