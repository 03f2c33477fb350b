"""Another value, and why. What is right is decided by the act."""

from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from shouwen.policy.setting import Amount, Choice, Listed, Setting
from shouwen.ui.code_words import lazy_word
from shouwen.ui.setting_words import VOCABULARY


class SettingForm(forms.Form):
    value = forms.CharField(label=gettext_lazy("From now on"), max_length=6)
    reason = forms.CharField(label=gettext_lazy("Reason"), max_length=200)

    def __init__(self, setting: Setting[Any], **kwargs: Any) -> None:
        super().__init__(auto_id=f"id_{setting.code}_%s", **kwargs)
        field = self.fields["value"]
        if isinstance(setting, Choice):
            choices = [(code, lazy_word(code, VOCABULARY[setting.code])) for code in setting.choices]
            self.fields["value"] = forms.ChoiceField(label=field.label, choices=choices)
        elif isinstance(setting, Listed):
            self.fields["value"] = forms.CharField(label=field.label, max_length=400)
        elif isinstance(setting, Amount):
            field.widget.attrs |= {"inputmode": "numeric"}
            field.help_text = _("From %(least)s to %(most)s.") % {"least": setting.least, "most": setting.most}


class UndoForm(forms.Form):
    reason = forms.CharField(label=gettext_lazy("Reason"), max_length=200)
