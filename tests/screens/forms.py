"""The doors' own forms with choices that would come from the database."""

from django import forms

from shouwen.console.card.forms import FORMS, auto_id
from shouwen.policy.lifecycle import Act
from shouwen.portal.report.forms import ReportForm

MODULES = {
    "1": ("门诊收费", "bi-cash-coin"), "2": ("门诊医生站", "bi-clipboard2-pulse"), "3": ("住院护士站", "bi-hospital"),
    "4": ("门诊药房", "bi-capsule"), "5": ("药库管理", "bi-box-seam"), "6": ("医保接口", "bi-shield-plus"),
    "7": ("检验 LIS", "bi-droplet"), "8": ("电子病历", "bi-file-medical"), "9": ("自助机与互联网医院", "bi-phone"),
}  # fmt: skip
MODULE_ICONS = {code: icon for code, (_, icon) in MODULES.items()}


def _offer(form: forms.Form, name: str, choices: list[tuple[str, str]]) -> None:
    field = form.fields.get(name)
    if isinstance(field, forms.ChoiceField):
        field.choices = choices


def act_form(act: Act) -> forms.Form | None:
    """The form of an act on a card, or None when it needs none."""
    if act not in FORMS:
        return None
    form = FORMS[act](auto_id=auto_id(act))
    _offer(form, "module", [(code, name) for code, (name, _) in MODULES.items()])
    _offer(form, "substitute", [("1", "林晓梅"), ("2", "欧阳建国")])
    return form


def report_form(data: dict[str, str] | None = None) -> ReportForm:
    form = ReportForm(data)
    _offer(form, "module", [(code, name) for code, (name, _) in MODULES.items()])
    _offer(form, "department", [("1", "东院区 · 心血管内科二病区")])
    return form
