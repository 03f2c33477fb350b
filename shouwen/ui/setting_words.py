"""Settings in the reader's words: their names, what they touch, and their values."""

from collections.abc import Mapping
from typing import Any

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext, pgettext_lazy

from shouwen.policy.setting import (
    APPEAL,
    FCR_DAYS,
    FINAL,
    FREE_BASIS,
    GRACE,
    ONLINE_MINUTES,
    ORIGINAL_DAYS,
    ORIGINALS_BY,
    PASSWORDS,
    QUOTE_DAYS,
    REMOTE_ONSITE,
    REMOTE_TOOLS,
    RULE_DEPTH,
    RULE_HOURLY,
    RULING_DAYS,
    SEPARATION,
    SURVEY_SAMPLE,
    TAX,
    UNPAID_COVER,
    URGENT_LATE,
    URGENT_QUOTA,
    URGENT_UNTIL,
    Choice,
    Listed,
    Setting,
)
from shouwen.ui.code_words import word

NAMES: Mapping[str, Promise | str] = {
    FREE_BASIS.code: pgettext_lazy("setting", "The free phase counts from"),
    GRACE.code: pgettext_lazy("setting", "Days of grace"),
    URGENT_QUOTA.code: pgettext_lazy("setting", "Urgent responses a year"),
    SURVEY_SAMPLE.code: pgettext_lazy("setting", "Sample of the follow-up"),
    FCR_DAYS.code: pgettext_lazy("setting", "Window of the first call"),
    ONLINE_MINUTES.code: pgettext_lazy("setting", "An online question is answered within"),
    REMOTE_ONSITE.code: pgettext_lazy("setting", "Remote service: unsolved, somebody is proposed to go after"),
    REMOTE_TOOLS.code: pgettext_lazy("setting", "Remote service: tools"),
    TAX.code: pgettext_lazy("setting", "Value added tax"),
    QUOTE_DAYS.code: pgettext_lazy("setting", "A quote stands for"),
    URGENT_UNTIL.code: pgettext_lazy("setting", "Urgent response: the same day until"),
    URGENT_LATE.code: pgettext_lazy("setting", "Urgent response: asked for later, within"),
    UNPAID_COVER.code: pgettext_lazy("setting", "Cover of an unpaid period"),
    RULING_DAYS.code: pgettext_lazy("setting", "Ruling on a defect: development decides within"),
    APPEAL.code: pgettext_lazy("setting", "Ruling on a defect: the hospital may appeal for"),
    FINAL.code: pgettext_lazy("setting", "Ruling on a defect: the director decides within"),
    RULE_DEPTH.code: pgettext_lazy("setting", "Rules that follow from one another, at most"),
    RULE_HOURLY.code: pgettext_lazy("setting", "A rule on one card within an hour, at most"),
    ORIGINAL_DAYS.code: pgettext_lazy("setting", "Originals are kept for"),
    ORIGINALS_BY.code: pgettext_lazy("setting", "Originals are opened by"),
    SEPARATION.code: pgettext_lazy("setting", "Three administrators"),
    PASSWORDS.code: pgettext_lazy("setting", "Rules for passwords"),
}
TOUCHES: Mapping[str, Promise | str] = {
    FREE_BASIS.code: _(
        "New lines, by hand or from a file, when nobody names another day. Those on record keep their own."
    ),
    GRACE.code: _("New lines. Lines on record, and cards that were judged, keep what they have."),
    URGENT_QUOTA.code: _("New lines and new paid periods. What is on record keeps its number."),
    SURVEY_SAMPLE.code: _(
        "Cards of grades 3 to 5 that are closed from now on. Grades 1 and 2 and complaints are always asked."
    ),
    FCR_DAYS.code: _("The figures of the hotline, also those of the past: they are counted when they are read."),
    ONLINE_MINUTES.code: _("Conversations that begin from now on; those on record keep their own."),
    REMOTE_ONSITE.code: _(
        "Cards whose first remote session begins from now on. For grades 1 and 2 somebody is sent by itself."
    ),
    REMOTE_TOOLS.code: _("What is asked for from now on; with a comma between them."),
    TAX.code: _("New quotes. Quotes on record, and what is owed by them, keep their own."),
    QUOTE_DAYS.code: _("New quotes when nobody names another last day."),
    URGENT_UNTIL.code: _("What is asked for afterwards. A promise that was given stays."),
    URGENT_LATE.code: _("What is asked for afterwards. A promise that was given stays."),
    UNPAID_COVER.code: _(
        "Cover goes on: an unpaid instalment is only shown. May be stopped: finance or the director may stop the cover "
        "of a period with an overdue instalment, and let it go on; nothing stops by itself."
    ),
    RULING_DAYS.code: _("Proposals made afterwards."),
    APPEAL.code: _("Decisions made afterwards."),
    FINAL.code: _("Appeals made afterwards."),
    RULE_DEPTH.code: _("What happens from now on. No rule fires on what it has caused itself, whatever stands here."),
    RULE_HOURLY.code: _("What happens from now on. What is held back is written down with its reason."),
    ORIGINAL_DAYS.code: _(
        "What is covered from now on. What is on record keeps its last day; then its bytes are deleted, and who opened "
        "it stays."
    ),
    ORIGINALS_BY.code: _(
        "Whoever works on cards: agents, residents, developers, account managers, the director, each on the cards that "
        "he sees. Those who lead: the director and the security administrator. Each opening needs a reason, ends after "
        "five minutes and is on record."
    ),
    SEPARATION.code: _(
        "Separated: the administrator keeps accounts, settings and lists; the security administrator grants roles, "
        "locks accounts and ends sessions; the auditor reads. One account holds one of the three, and nobody changes "
        "his own roles. Not separated: the administrator does both."
    ),
    PASSWORDS.code: _(
        "ASVS: 8 characters, nothing common, never changed without need. Dengbao level 3: 8 characters of three kinds, "
        "none of the last five, and a new one every 90 days, at the next sign-in."
    ),
}


# Where the words of a choice are.
VOCABULARY: Mapping[str, str] = {
    FREE_BASIS.code: "basis",
    ORIGINALS_BY.code: "originals_by",
    SEPARATION.code: "separation",
    UNPAID_COVER.code: "unpaid_cover",
    PASSWORDS.code: "password_profile",
}


# Counted in days.
DAYS = frozenset(
    {FCR_DAYS.code, GRACE.code, ORIGINAL_DAYS.code, RULING_DAYS.code, QUOTE_DAYS.code, APPEAL.code, FINAL.code}
)


def value_words(setting: Setting[Any], value: int | str) -> str:
    """A value with its unit, or the word of a choice."""
    if isinstance(setting, Choice):
        return word(value, VOCABULARY[setting.code])
    if isinstance(setting, Listed):
        return str(value)
    amount = int(value)
    if setting.code in {TAX.code, SURVEY_SAMPLE.code}:
        return f"{amount} %"
    if setting.code == URGENT_UNTIL.code:
        return f"{amount:02d}:00"
    if setting.code == URGENT_LATE.code:
        return ngettext("%(num)s hour", "%(num)s hours", amount) % {"num": amount}
    if setting.code in {ONLINE_MINUTES.code, REMOTE_ONSITE.code}:
        return ngettext("%(num)s minute", "%(num)s minutes", amount) % {"num": amount}
    if setting.code == RULE_DEPTH.code:
        return ngettext("%(num)s rule", "%(num)s rules", amount) % {"num": amount}
    if setting.code == RULE_HOURLY.code:
        return ngettext("%(num)s time", "%(num)s times", amount) % {"num": amount}
    if setting.code in DAYS:
        return ngettext("%(num)s day", "%(num)s days", amount) % {"num": amount}
    return ngettext("%(num)s time a year", "%(num)s times a year", amount) % {"num": amount}
