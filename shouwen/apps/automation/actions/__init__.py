"""What is done with rules: written, switched on and off, put in order; and what a rule does."""

from shouwen.apps.automation.actions.firing import fire, stop
from shouwen.apps.automation.actions.switching import arrange, switch_off, switch_on
from shouwen.apps.automation.actions.writing import Said, checked, revise, write

__all__ = ["Said", "arrange", "checked", "fire", "revise", "stop", "switch_off", "switch_on", "write"]
