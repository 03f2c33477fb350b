"""What is written of a reply or a checklist."""

from django import forms
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from shouwen.policy.aids import VARIABLES
from shouwen.policy.severity import Kind
from shouwen.ui.code_words import lazy_word

KINDS = [(each.value, lazy_word(each.value, "kind")) for each in Kind if each is not Kind.COMPLAINT]


class AidForm(forms.Form):
    needed = {"name_zh": "text_missing", "text_zh": "text_missing"}

    name_zh = forms.CharField(label=_("Name in Chinese"), max_length=60)
    name_en = forms.CharField(label=_("Name in English"), max_length=60, required=False)
    card_kind = forms.ChoiceField(
        label=_("For cards of the kind"), required=False, choices=[("", pgettext_lazy("kind", "All kinds")), *KINDS]
    )
    module = forms.ChoiceField(label=_("For the module"), required=False)
    text_zh = forms.CharField(label=_("Text in Chinese"), widget=forms.Textarea(attrs={"rows": 7}))
    text_en = forms.CharField(label=_("Text in English"), required=False, widget=forms.Textarea(attrs={"rows": 7}))

    def explain(self, kind: str) -> None:
        """What the text is made of."""
        names = " ".join(f"{{{name}}}" for name in VARIABLES)
        more: dict[str, str] = {
            "reply": _("Variables: %(names)s") % {"names": names},
            "checklist": str(_("A line for each step.")),
        }
        self.fields["text_zh"].help_text = more.get(kind, "")
        if kind == "macro":
            for name, label in {"text_zh": _("When it is of use"), "text_en": _("The same in English")}.items():
                self.fields[name].label = label
                self.fields[name].widget.attrs["rows"] = 2
