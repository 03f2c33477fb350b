"""The acts on the rota and on hand-over lists."""

from shouwen.apps.duty.actions.asking import answer_swap, ask_swap, withdraw_swap
from shouwen.apps.duty.actions.feed import close_feed, open_feed
from shouwen.apps.duty.actions.hand_over import hand_over, sign
from shouwen.apps.duty.actions.holes import warn_of_holes
from shouwen.apps.duty.actions.shift import copy_week, move, put_on, stand, swap, take_off

__all__ = [
    "answer_swap",
    "ask_swap",
    "close_feed",
    "copy_week",
    "hand_over",
    "move",
    "open_feed",
    "put_on",
    "sign",
    "stand",
    "swap",
    "take_off",
    "warn_of_holes",
    "withdraw_swap",
]
