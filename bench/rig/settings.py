"""The product's settings, with the bare view's template findable."""

from pathlib import Path

from shouwen.config.settings import *  # noqa: F403
from shouwen.config.settings import TEMPLATES

TEMPLATES[0]["DIRS"] = [Path(__file__).parent / "templates"]
