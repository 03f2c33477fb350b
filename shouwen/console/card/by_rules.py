"""What rules did on a card, for its story: their names, why each fired, and the replies that they propose."""

from django.urls import reverse
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from shouwen.apps.aids.queries import names_of
from shouwen.apps.automation.queries import on_card
from shouwen.apps.tickets.whole_card import Card
from shouwen.ui.faces.story import ByRules


def by_rules(card: Card) -> ByRules:
    """No query where no rule fired, else two, and one more where one proposes a reply."""
    english = not (get_language() or "").startswith("zh")
    fired = {event.data["origin"]["version"] for event in card.events if "version" in event.data.get("origin", ())}
    if not fired:
        return ByRules()
    found = on_card(card.ticket, fired, english=english)
    replies = names_of({each for proposed in found.proposed.values() for each in proposed}, english=english)
    composer = f"{reverse('console:card', args=[card.ticket.number])}?act=reply&canned="

    def proposed(version: int) -> tuple[str, str]:
        return _("proposed reply “%(name)s”") % {"name": replies.get(version, "")}, f"{composer}{version}#composer"

    links = {
        run: [(_("why"), reverse("console:rule_run", args=[run])), *(proposed(each) for each in ids)]
        for run, ids in found.proposed.items()
    }
    return ByRules(found.names, links)
