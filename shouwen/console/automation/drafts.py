"""A rule while it is being written: its rows, as they were sent, and the form that shows them."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

from django import forms
from django.http import QueryDict
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from shouwen.apps.aids.queries import in_use_by_kind
from shouwen.apps.automation.actions import Said
from shouwen.apps.automation.models import Version
from shouwen.apps.automation.things import safe_macros
from shouwen.apps.customers.queries import hospitals_for
from shouwen.apps.installations.queries import every_module
from shouwen.apps.people.queries import qualified_staff, staff, teams
from shouwen.console.automation.wording import VOCABULARY, english
from shouwen.policy.aids import VARIABLES
from shouwen.policy.macros import WORD_AFTER
from shouwen.policy.roles import Actor
from shouwen.policy.rules import (
    CODES,
    MAY_BE_NOBODY,
    MOST_ACTIONS,
    MOST_CONDITIONS,
    NOBODY,
    NUMBERS,
    SPEAKS,
    TEXTS,
    TOLD,
    Action,
    Condition,
    Do,
    Field,
    When,
    ops_of,
    words_of,
)
from shouwen.ui.code_words import word
from shouwen.ui.faces.module import module_name
from shouwen.ui.faces.team import team_name
from shouwen.ui.time_words import minutes_words

Choices = list[tuple[str, Any]]
# The aids that an action names.
AIDS = {Do.CHECKLIST: "checklist", Do.DRAFT: "reply", Do.MACRO: "macro"}
# The longest line of words that one types for a condition.
LINE = 900


@dataclass(frozen=True)
class Draft:
    """What stands in the form."""

    name_zh: str = ""
    name_en: str = ""
    about: str = ""
    events: tuple[str, ...] = ()
    conditions: tuple[Condition, ...] = ()
    actions: tuple[Action, ...] = ()
    # The card on which it is tried alone, "" for all.
    number: str = ""
    # The newest version that was there when the form was opened.
    base: int | None = None

    @property
    def said(self) -> Said:
        return Said(self.name_zh, self.events, self.actions, self.conditions, self.name_en, self.about)


def draft_of(version: Version) -> Draft:
    """As it stands now."""
    return Draft(
        version.name_zh,
        version.name_en,
        version.about,
        tuple(version.events),
        tuple(version.asked),
        tuple(version.done),
        base=version.number,
    )


def draft_in(said: QueryDict) -> Draft:
    """As it was sent: the rows in their order, whatever their numbers."""
    base = said.get("base", "")
    return Draft(
        said.get("name_zh", ""),
        said.get("name_en", ""),
        said.get("about", ""),
        tuple(dict.fromkeys(said.getlist("events")))[: len(When) + 1],
        tuple(_condition(said, row) for row in _rows(said, "field", MOST_CONDITIONS)),
        tuple(_action(said, row) for row in _rows(said, "do", MOST_ACTIONS)),
        said.get("number", "").strip()[:24],
        int(base) if base.isascii() and base.isdigit() and len(base) < 9 else None,
    )


def changed(draft: Draft, step: str, said: QueryDict) -> Draft:
    """With one row more, or less: `add_condition`, `add_action`, `drop_condition_2`, `drop_action_1`."""
    field, do = said.get("new_field", ""), said.get("new_do", "")
    if step == "add_condition" and field in set(Field) and len(draft.conditions) < MOST_CONDITIONS:
        asked = Condition(field, ops_of(Field(field))[0].value, ())
        return replace(draft, conditions=(*draft.conditions, asked))
    if step == "add_action" and do in set(Do) and len(draft.actions) < MOST_ACTIONS:
        return replace(draft, actions=(*draft.actions, Action(do)))
    what, _mark, place = step.removeprefix("drop_").partition("_")
    if not (place.isascii() and place.isdigit() and len(place) < 3):
        return draft
    if what == "condition":
        return replace(draft, conditions=_without(draft.conditions, int(place)))
    return replace(draft, actions=_without(draft.actions, int(place))) if what == "action" else draft


def form_of(draft: Draft, actor: Actor) -> "RuleForm":
    """The form in which this stands; without a word on what is missing yet."""
    form = RuleForm(data=_typed(draft))
    shelves = _Shelves(actor)
    for place, condition in enumerate(draft.conditions, 1):
        form.add_condition(place, condition, shelves)
    for place, action in enumerate(draft.actions, 1):
        form.add_action(place, action, shelves)
    form.errors.clear()
    return form


class RuleForm(forms.Form):
    needed = {"name_zh": "text_missing"}

    base = forms.CharField(required=False, widget=forms.HiddenInput)
    name_zh = forms.CharField(label=_("Name in Chinese"), max_length=60)
    name_en = forms.CharField(label=_("Name in English"), max_length=60, required=False)
    about = forms.CharField(label=_("What it is for"), max_length=300, required=False)
    events = forms.MultipleChoiceField(label=_("When one of these happens"), widget=forms.CheckboxSelectMultiple)
    number = forms.CharField(
        label=_("Try it on this card alone"), max_length=24, required=False, help_text=_("The number; empty for all.")
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.set("events", [(each.value, word(each, "rule_event")) for each in When])
        self.rows: list[dict[str, Any]] = []
        self.todo: list[dict[str, Any]] = []

    def set(self, name: str, choices: Choices) -> None:
        found = self.fields[name]
        if isinstance(found, forms.ChoiceField):
            found.choices = choices

    def add_condition(self, place: int, condition: Condition, shelves: "_Shelves") -> None:
        """A row: what is asked, how, and for what."""
        known = condition.field in set(Field)
        label = word(condition.field, "rule_field") if known else condition.field[:40]
        self.fields[f"field{place}"] = forms.CharField(widget=forms.HiddenInput)
        ops = ops_of(Field(condition.field)) if known else ()
        self.fields[f"op{place}"] = forms.ChoiceField(
            label=_("How “%(field)s” is asked") % {"field": label},
            choices=[(op.value, word(op, "rule_op")) for op in ops],
        )
        self.fields[f"condition{place}"] = _asked(condition, label, shelves)
        self.rows.append({"place": place, "label": label, "op": self[f"op{place}"], "asked": self[f"condition{place}"],
                          "field": self[f"field{place}"]})  # fmt: skip

    def add_action(self, place: int, action: Action, shelves: "_Shelves") -> None:
        """A row: what is done, to or with what, and the words that go with it."""
        known = action.do in set(Do)
        label = word(action.do, "rule_do") if known else action.do[:40]
        choices = shelves.of_action(Do(action.do)) if known else []
        if choices is not None and action.do != Do.WORD:
            # Nobody gets cards, or is told, because he stands first in a list.
            choices = [("", _("Please choose")), *choices]
        self.fields[f"do{place}"] = forms.CharField(widget=forms.HiddenInput)
        self.fields[f"action{place}"] = (
            forms.ChoiceField(label=label, choices=_with_kept(choices, [action.value]))
            if choices is not None
            else forms.CharField(required=False, widget=forms.HiddenInput)
        )
        # Words that came with an odd action are shown too: nothing that was typed is lost.
        speaks = Do(action.do) in SPEAKS if known else bool(action.words)
        if speaks:
            self.fields[f"words{place}"] = _words_field(action.do)
        self.todo.append({"place": place, "label": label, "do": self[f"do{place}"], "named": self[f"action{place}"],
                          "words": self[f"words{place}"] if speaks else None})  # fmt: skip


def _words_field(do: str) -> forms.CharField:
    names = " ".join(f"{{{name}}}" for name in VARIABLES)
    if do == Do.NOTE:
        return forms.CharField(label=_("Text of the note"), max_length=2000,
                               help_text=_("Variables: %(names)s") % {"names": names},
                               widget=forms.Textarea(attrs={"rows": 3}))  # fmt: skip
    return forms.CharField(
        label=_("The reason that is given"),
        max_length=300,
        required=False,
        help_text=_("The reason that is given; empty for the rule's name."),
    )


def _asked(condition: Condition, label: str, shelves: "_Shelves") -> forms.Field:
    """Boxes for codes, a list for what has names, a line for words, a number."""
    if condition.field in TEXTS:
        return forms.CharField(
            label=label, max_length=LINE, help_text=_("Words with a comma between them; one of them is enough.")
        )
    if condition.field in NUMBERS:
        least, most = NUMBERS[Field(condition.field)]
        attrs = {"inputmode": "numeric", "maxlength": "3"}
        return forms.CharField(
            label=label,
            max_length=3,
            help_text=_("From %(least)s to %(most)s.") % {"least": least, "most": most},
            widget=forms.TextInput(attrs=attrs),
        )
    choices = _with_kept(shelves.of_condition(condition.field), condition.values)
    if condition.field in CODES:
        return forms.MultipleChoiceField(label=label, choices=choices, widget=forms.CheckboxSelectMultiple)
    attrs = {"size": str(min(max(len(choices), 2), 8))}
    return forms.MultipleChoiceField(label=label, choices=choices, widget=forms.SelectMultiple(attrs=attrs))


class _Shelves:
    """What can be chosen, asked for once and only when a row wants it."""

    def __init__(self, actor: Actor) -> None:
        self._actor = actor
        self._kept: dict[str, Choices] = {}
        self._found: Mapping[str, Choices] | None = None

    def of_condition(self, name: str) -> Choices:
        if name in CODES:
            codes = CODES[Field(name)]
            return [(code, word(code, VOCABULARY.get(Field(name), name))) for code in codes]
        makers = {
            Field.HOSPITAL: lambda: [(str(each.pk), each.name) for each in hospitals_for(self._actor)],
            Field.MODULE: lambda: [(str(each.pk), module_name(each)) for each in every_module()],
            Field.TEAM: self._teams,
            Field.HANDLER: self._people,
            Field.FIRST_CONTACT: self._people,
        }
        if name not in makers:
            return []
        nobody = [(NOBODY, pgettext_lazy("rule", "none") if name == Field.MODULE else pgettext_lazy("rule", "nobody"))]
        return [*(nobody if name in MAY_BE_NOBODY else []), *self._once(name, makers[Field(name)])]

    def of_action(self, do: Do) -> Choices | None:
        """None for what has nothing to choose."""
        if do is Do.NOTE:
            return None
        if do is Do.WORD:
            return [(each, minutes_words(int(each))) for each in WORD_AFTER]
        if do is Do.TELL:
            people = self._once("staff", lambda: [(f"person-{each.pk}", each.name) for each in staff()])
            return [*((each, word(each, "rule_told")) for each in TOLD), *people]
        if do is Do.OFFER:
            return self._people()
        return self._teams() if do is Do.TEAM else self._aids().get(AIDS[do], [])

    def _people(self) -> Choices:
        return self._once("people", lambda: [(str(each.pk), each.name) for each in qualified_staff()])

    def _teams(self) -> Choices:
        return self._once("teams", lambda: [(str(each.pk), team_name(each)) for each in teams()])

    def _aids(self) -> Mapping[str, Choices]:
        if self._found is None:
            safe, found = safe_macros(), in_use_by_kind(english=english())
            macros = [each for each in found.get(AIDS[Do.MACRO], []) if each[0] in safe]
            self._found = {**found, AIDS[Do.MACRO]: macros}
        return self._found

    def _once(self, name: str, make: Callable[[], Choices]) -> Choices:
        if name not in self._kept:
            self._kept[name] = make()
        return self._kept[name]


def _with_kept(choices: Choices, kept: Iterable[str]) -> Choices:
    """What a row names and is gone stays a choice: a form that is sent unread drops nothing unsaid."""
    known = {value for value, _label in choices}
    return [*choices, *((each[:40], _("No longer there")) for each in kept if each and each not in known)]


def _rows(said: QueryDict, name: str, most: int) -> list[int]:
    """The places at which a row was sent; a few more than may be kept, so that too many are told."""
    return [row for row in range(1, most + 2) if said.get(f"{name}{row}")]


def _condition(said: QueryDict, row: int) -> Condition:
    field, values = said.get(f"field{row}", ""), said.getlist(f"condition{row}")
    if field in TEXTS:
        values = list(words_of(said.get(f"condition{row}", "")[: LINE + 1]))
    return Condition(field, said.get(f"op{row}", ""), tuple(value for value in values if value)[:60])


def _action(said: QueryDict, row: int) -> Action:
    return Action(said.get(f"do{row}", ""), said.get(f"action{row}", ""), said.get(f"words{row}", ""))


def _without(rows: Sequence[Any], place: int) -> tuple[Any, ...]:
    return tuple(each for number, each in enumerate(rows, 1) if number != place)


def _typed(draft: Draft) -> QueryDict:
    """The draft as if it had just been sent, its rows numbered from one."""
    typed = QueryDict(mutable=True)
    for name in ("name_zh", "name_en", "about", "number"):
        typed[name] = getattr(draft, name)
    typed["base"] = "" if draft.base is None else str(draft.base)
    typed.setlist("events", list(draft.events))
    for place, condition in enumerate(draft.conditions, 1):
        typed[f"field{place}"], typed[f"op{place}"] = condition.field, condition.op
        values = ["、".join(condition.values)] if condition.field in TEXTS else list(condition.values)
        typed.setlist(f"condition{place}", values)
    for place, action in enumerate(draft.actions, 1):
        typed[f"do{place}"], typed[f"action{place}"], typed[f"words{place}"] = action.do, action.value, action.words
    return typed
