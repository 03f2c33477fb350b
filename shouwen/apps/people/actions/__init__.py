"""The acts on people's accounts, one module per noun."""

from shouwen.apps.people.actions.language import choose_language
from shouwen.apps.people.actions.token import issue_token, revoke_token

__all__ = ["choose_language", "issue_token", "revoke_token"]
