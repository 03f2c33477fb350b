"""The acts on the rota and on hand-over lists."""

from shouwen.apps.duty.actions.hand_over import hand_over, sign
from shouwen.apps.duty.actions.shift import copy_week, move, put_on, stand, swap, take_off

__all__ = ["copy_week", "hand_over", "move", "put_on", "sign", "stand", "swap", "take_off"]
