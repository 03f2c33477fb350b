"""A form filled in as somebody would who means well: the ground on which one field at a time goes wrong."""

from tests.cast import PASSWORD
from tests.input.forms_of import Field, Form

# What a field of this name holds, where its type alone does not tell. `address:name` before `name`.
KNOWN: dict[str, str] = {
    "credit_code": "",
    "email": "a@b.example",
    "account": "",
    "code": "spare-one",
    "console:add_module:code": "spare_one",
    "console:new_person:username": "newcomer",
    "console:contact_account:username": "newcomer",
    "console:retitle:title": "另一个标题",
    "console:change_version:version": "5.3.0",
    "console:change_free_end:free_until": "2025-04-01",
    "console:change_period_end:ends_on": "2027-06-01",
    "console:change_setting:value": "signing",
    "console:rename_module:name_en": "Ward",
    "console:put_on:starts_at": "2026-04-03T09:30",
    "console:put_on:ends_at": "2026-04-03T19:30",
    "language:language": "en",
    "fax": "0755-8335 0000",
    "console:log_fax:number": "0755-8335 0000",
    "console:log_fax:card": "",
    "console:make_fax:number": "0755-8335 0000",
    "into": "SW-20260303-0008",
    "console:bind_problem:card": "SW-20260303-0009",
    "console:set_targets:response_1": "10",
    "arrival": "",
    "arrival_uncovered": "",
} | {f"{clock}_{grade}": "" for clock in ("response", "resolution") for grade in range(1, 6)}
BY_KIND = {
    "date": "2026-03-05",
    "datetime-local": "2026-03-03T09:30",
    "time": "09:30",
    "number": "1",
    "email": "a@b.example",
    "tel": "010-5550-1234",
    "url": "https://hook.example/x",
    "password": PASSWORD,
}
NOT_PRESSED = frozenset({"language"})
Filled = dict[str, list[str]]


def filled(form: Form, address: str = "") -> Filled:
    """Each field with what would be sent; files are not among them."""
    return {
        name: found
        for name, each in form.fields.items()
        if each.kind != "file" and (found := _value(each, form, address)) is not None
    }


def _value(field: Field, form: Form, address: str) -> list[str] | None:
    for key in (f"{address}:{field.name}", field.name):
        if key in KNOWN:
            return [KNOWN[key]]
    if field.kind in {"button", "submit"}:
        alone = len(form.fields) <= 2
        return None if field.name in NOT_PRESSED and not alone else field.options[-1:] or field.values[-1:]
    if any(field.values):
        return field.values
    if field.options:
        return next(([option] for option in field.options if option), field.options[:1])
    if field.kind == "hidden":
        return field.values
    return [BY_KIND.get(field.kind, "一句话")]
