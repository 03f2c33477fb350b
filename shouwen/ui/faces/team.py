"""A team's name in the reader's language."""

from django.utils.translation import get_language

from shouwen.apps.people.models import Team


def team_name(team: Team) -> str:
    """A team without an English name keeps its own."""
    chinese = (get_language() or "").startswith("zh")
    return team.name_zh if chinese or not team.name_en else team.name_en
