"""The acts on endpoints, one module per noun."""

from shouwen.apps.webhooks.actions.endpoint import add_endpoint, change_endpoint, remove_endpoint
from shouwen.apps.webhooks.actions.secret import rotate_secret
from shouwen.apps.webhooks.actions.sending import ping, resend
from shouwen.apps.webhooks.actions.switch import give_up_endpoint, switch_off, switch_on

__all__ = [
    "add_endpoint",
    "change_endpoint",
    "give_up_endpoint",
    "ping",
    "remove_endpoint",
    "resend",
    "rotate_secret",
    "switch_off",
    "switch_on",
]
