"""Words of the queue: how it is narrowed, and what is done to many cards at once."""

from collections.abc import Mapping

from django.utils.functional import Promise
from django.utils.translation import pgettext_lazy

QUEUES: dict[str, Mapping[str, Promise | str]] = {
    "filter": {
        "hospital": pgettext_lazy("filter", "Hospital"),
        "module": pgettext_lazy("filter", "Module"),
        "grade": pgettext_lazy("filter", "Grade"),
        "state": pgettext_lazy("filter", "State"),
        "level": pgettext_lazy("filter", "Level"),
        "handler": pgettext_lazy("filter", "Handler"),
        "first_contact": pgettext_lazy("filter", "First contact"),
        "kind": pgettext_lazy("filter", "Kind"),
        "channel": pgettext_lazy("filter", "Channel"),
        "from": pgettext_lazy("filter", "Accepted from"),
        "until": pgettext_lazy("filter", "Accepted until"),
        "clock": pgettext_lazy("filter", "Deadline"),
        "owes": pgettext_lazy("filter", "Owing"),
        "who": pgettext_lazy("filter", "Owed by"),
    },
    "filter_value": {
        "open": pgettext_lazy("filter value", "Open, all of them"),
        "nobody": pgettext_lazy("filter value", "Nobody"),
        "late": pgettext_lazy("filter value", "Late"),
        "soon": pgettext_lazy("filter value", "Due within 2 hours"),
    },
    "bulk_act": {
        "offer": pgettext_lazy("bulk act", "Hand over"),
        "accept": pgettext_lazy("bulk act", "Accept"),
        "take": pgettext_lazy("bulk act", "Take"),
        "module": pgettext_lazy("bulk act", "Module"),
        "chase": pgettext_lazy("bulk act", "Chase"),
    },
    "bulk_title": {
        "offer": pgettext_lazy("bulk title", "Hand the chosen cards over"),
        "accept": pgettext_lazy("bulk title", "Accept what is offered to me"),
        "take": pgettext_lazy("bulk title", "Take the chosen cards"),
        "module": pgettext_lazy("bulk title", "Say which module it is"),
        "chase": pgettext_lazy("bulk title", "Chase the chosen cards"),
    },
    "bulk_done": {
        "offer": pgettext_lazy("bulk done", "Offered"),
        "accept": pgettext_lazy("bulk done", "Accepted; you handle it now"),
        "take": pgettext_lazy("bulk done", "Taken; you handle it now"),
        "module": pgettext_lazy("bulk done", "Classified"),
        "chase": pgettext_lazy("bulk done", "Chased"),
    },
    "offer_answer": {
        "open": pgettext_lazy("offer answer", "waiting"),
        "accepted": pgettext_lazy("offer answer", "accepted"),
        "declined": pgettext_lazy("offer answer", "declined"),
        "lapsed": pgettext_lazy("offer answer", "lapsed"),
        "withdrawn": pgettext_lazy("offer answer", "taken back"),
    },
}
