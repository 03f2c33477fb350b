"""The acts on people's accounts, one module per noun."""

from shouwen.apps.people.actions.absence import be_back, go_away
from shouwen.apps.people.actions.account import add_person, change_person, change_phone, let_back
from shouwen.apps.people.actions.email import ask_email, confirm_email
from shouwen.apps.people.actions.language import choose_language
from shouwen.apps.people.actions.password import change_password, issue_link, set_password
from shouwen.apps.people.actions.security import (
    end_sessions,
    grant_role,
    lock_account,
    remove_second_factor,
    unlock_account,
    withdraw_role,
)
from shouwen.apps.people.actions.team import add_team, dissolve_team, rename_team, set_skills, set_teams
from shouwen.apps.people.actions.token import issue_token, revoke_token
from shouwen.apps.people.actions.view import drop_view, move_view, rename_view, restore_view, save_view, share_view

__all__ = [
    "add_person",
    "add_team",
    "ask_email",
    "be_back",
    "change_password",
    "change_person",
    "change_phone",
    "choose_language",
    "confirm_email",
    "dissolve_team",
    "drop_view",
    "end_sessions",
    "go_away",
    "grant_role",
    "issue_link",
    "issue_token",
    "let_back",
    "lock_account",
    "move_view",
    "remove_second_factor",
    "rename_team",
    "rename_view",
    "restore_view",
    "revoke_token",
    "save_view",
    "set_password",
    "set_skills",
    "set_teams",
    "share_view",
    "unlock_account",
    "withdraw_role",
]
