"""Codes of the remote service in the reader's words."""

from collections.abc import Mapping

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy, pgettext_lazy

Words = Mapping[str, Promise | str]

REMOTE: Mapping[str, Words] = {
    "remote_scope": {
        "look": pgettext_lazy("remote", "look at data"),
        "account": pgettext_lazy("remote", "use an account of the hospital"),
        "settings": pgettext_lazy("remote", "change settings"),
        "data": pgettext_lazy("remote", "change data"),
        "restart": pgettext_lazy("remote", "restart"),
    },
    "remote_state": {
        "asked": pgettext_lazy("remote", "Waits for the hospital"),
        "granted": pgettext_lazy("remote", "Authorised"),
        "refused": pgettext_lazy("remote", "Not authorised"),
        "withdrawn": pgettext_lazy("remote", "Withdrawn by the hospital"),
        "cancelled": pgettext_lazy("remote", "Cancelled"),
        "over": pgettext_lazy("remote", "Window over"),
    },
    "remote_backup": {
        "done": pgettext_lazy("remote", "Backup done"),
        "not_needed": pgettext_lazy("remote", "Backup not needed"),
    },
    "remote_because": {
        "operator": pgettext_lazy("remote ended", "by its operator"),
        "withdrawn": pgettext_lazy("remote ended", "the hospital withdrew its authorisation"),
        "window_over": pgettext_lazy("remote ended", "the window was over"),
        "card_ended": pgettext_lazy("remote ended", "with its card"),
        "left": pgettext_lazy("remote ended", "its operator left"),
    },
    "remote_way": {
        "by_phone": pgettext_lazy("remote", "by telephone"),
    },
    "remote_stage": {
        "running": pgettext_lazy("remote session", "Running"),
        "unwritten": pgettext_lazy("remote session", "To be written down"),
        "waiting": pgettext_lazy("remote session", "Waits for the hospital's confirmation"),
        "confirmed": pgettext_lazy("remote session", "Confirmed"),
        "rejected": pgettext_lazy("remote session", "Not confirmed"),
    },
}

REMOTE_REFUSALS: Mapping[str, Promise | str] = {
    "backup_needed": gettext_lazy("Something is to be changed, or a backup was asked for: it cannot do without one."),
    "looks_like_password": gettext_lazy(
        "That is no session id, and may be a password. Give the number that the tool shows, such as 123 456 789 or "
        "VPN-2026-0317; never a password."
    ),
    "no_proposal": gettext_lazy("There is no proposal on this card that waits for an answer."),
    "password_in_text": gettext_lazy("There is a password in it. Please take it out: passwords are kept nowhere."),
    "remote_answered": gettext_lazy("The hospital has given its word on this session already."),
    "remote_card_busy": gettext_lazy("There is a remote session on this card already; it ends first."),
    "remote_closed": gettext_lazy(
        "The remote service is closed now. Grades 1 and 2 may go on; for any other card please say why it cannot wait."
    ),
    "remote_not_granted": gettext_lazy("The hospital has not authorised it, or does so no more: no session begins."),
    "remote_not_yet": gettext_lazy("The window that the hospital has authorised has not begun yet."),
    "remote_operator_busy": gettext_lazy("You are in another remote session; please end it first."),
    "remote_over": gettext_lazy("The window that the hospital has authorised is over. Please ask again."),
    "remote_running": gettext_lazy("Somebody is in a session under it; it ends first."),
    "remote_state": gettext_lazy("This authorisation has moved on; please load the page again."),
    "remote_unwritten": gettext_lazy("What was done in this session is not written down yet."),
    "remote_written": gettext_lazy("What was done in this session is written down already."),
    "scope_not_granted": gettext_lazy("The hospital has not authorised that much."),
    "time_to_come": gettext_lazy("This time has not come yet."),
    "window_not_inside": gettext_lazy("The window can be made narrower than it was asked for, never wider."),
    "window_order": gettext_lazy("It ends after it begins."),
    "window_past": gettext_lazy("This window is over already."),
    "window_too_long": gettext_lazy("A window is at most {days} days long."),
    "word_too_old": gettext_lazy(
        "What was told by telephone is written down within a day, and was said at most an hour before it was asked for."
    ),
}
