"""Another language in the middle of a form: what was typed is read again in it, and nothing is sent."""

from django.http import QueryDict
from django.utils import translation

from shouwen.apps.people.actions import choose_language
from shouwen.ui.door import Visit


def switched(visit: Visit) -> bool:
    """Was one of the language buttons pressed, not the form's own? Then the language is kept and in force from here."""
    if "language" not in visit.POST:
        return False
    wanted = visit.POST["language"]
    choose_language(visit.user, wanted, at=visit.now)
    translation.activate(wanted)
    return True


def as_typed(typed: QueryDict) -> dict[str, str]:
    """The fields as a new form begins with them; files have to be chosen again."""
    return {name: str(typed[name]) for name in typed if name not in {"csrfmiddlewaretoken", "language"}}
