"""What is done with what the desk keeps ready: written, ticked on a card, carried out on one."""

from shouwen.apps.aids.actions.macro import rehearse_macro, run_macro
from shouwen.apps.aids.actions.ticking import tick, untick
from shouwen.apps.aids.actions.writing import Said, bring_back, retire, revise, write

__all__ = ["Said", "bring_back", "rehearse_macro", "retire", "revise", "run_macro", "tick", "untick", "write"]
