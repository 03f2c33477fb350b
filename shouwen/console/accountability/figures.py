"""The lines of a person's report: kept of how many, in the reader's words."""

from collections.abc import Sequence
from dataclasses import dataclass

from django.utils.translation import pgettext

from shouwen.apps.progress.report import Report, Share


@dataclass(frozen=True)
class Figure:
    label: str
    share: Share


def figures_of(report: Report) -> Sequence[Figure]:
    return (
        Figure(pgettext("duty report", "Responses in time"), report.responses),
        Figure(pgettext("duty report", "Solutions in time"), report.resolutions),
        Figure(pgettext("duty report", "Words to the hospital in time"), report.words),
        Figure(pgettext("duty report", "Chases answered in time"), report.chases),
        Figure(pgettext("duty report", "Results confirmed by his own word"), report.own_words),
    )
