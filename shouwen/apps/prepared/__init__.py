"""Questions that every page asks, compiled once: making the SQL anew costs more than answering it."""

from shouwen.apps.prepared.counted import UpTo
from shouwen.apps.prepared.question import Prepared, attach

__all__ = ["Prepared", "UpTo", "attach"]
