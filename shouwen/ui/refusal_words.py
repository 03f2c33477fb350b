"""Why something may not be done now, as a sentence. The promise says no with a code; here it gets its words."""

from django.utils.functional import Promise
from django.utils.translation import gettext, gettext_lazy

from shouwen.policy.refusal import Refused
from shouwen.ui.code_words import word

SENTENCES: dict[str, Promise | str] = {
    "absent": gettext_lazy("There is no such choice."),
    "already_confirmed": gettext_lazy("You have confirmed it already. Thank you."),
    "already_major": gettext_lazy("It is the parent of a major incident already."),
    "already_rated": gettext_lazy("This card has been rated."),
    "already_the_handler": gettext_lazy("You are already the handler."),
    "cause_unknown": gettext_lazy("Say what the cause was before you mark it as resolved."),
    "chase_open": gettext_lazy("The last chase has not been answered yet."),
    "dispute_open": gettext_lazy("The dispute is not answered yet."),
    "file_damaged": gettext_lazy("This file is damaged in our store. Please tell the administrator."),
    "file_empty": gettext_lazy("The file is empty."),
    "file_kind": gettext_lazy("Only pictures, PDF, Office documents, zip and plain text can be attached."),
    "file_not_kept": gettext_lazy("The file could not be kept. Send the text without it, or try again later."),
    "file_too_large": gettext_lazy("The file is larger than {limit_mb} MB."),
    "first_contact_word_missing": gettext_lazy("The first contact has not yet followed up with the hospital."),
    "is_first_contact": gettext_lazy("He is the first contact himself."),
    "is_the_handler": gettext_lazy("He handles it already."),
    "itself": gettext_lazy("That is this card itself."),
    "journey_open": gettext_lazy("Somebody is on the way already."),
    "last_card": gettext_lazy("The last card stays with its problem."),
    "late_reason_missing": gettext_lazy("Please say why it is written down later."),
    "no_dispute": gettext_lazy("There is no dispute to answer."),
    "no_journey": gettext_lazy("Nobody is on the way."),
    "no_offer": gettext_lazy("There is no offer to you on this card; it may have been answered or taken back."),
    "nobody_answers": gettext_lazy("Nobody is set up to answer this hospital. Please tell the administrator."),
    "not_a_time": gettext_lazy("This is no date and time."),
    "not_dead": gettext_lazy("Somebody has seen to this letter already."),
    "not_earlier": gettext_lazy("That card is the later one: merge it into this one instead."),
    "not_major": gettext_lazy("That card is not the parent of a major incident."),
    "not_open": gettext_lazy("That card is closed."),
    "not_that_level": gettext_lazy("It climbed by itself: somebody of the next level takes it."),
    "not_the_first_contact": gettext_lazy("Only the first contact, or his recorded substitute, speaks for this card."),
    "not_the_handler": gettext_lazy("Only the handler, the first contact or the service director may do this."),
    "not_your_role": gettext_lazy("Your role does not include this."),
    "notice.empty": gettext_lazy("There is nothing in the notice."),
    "notice.incomplete": gettext_lazy(
        "Only {days} days: a line must have been lost. A year has at least seven days off."
    ),
    "notice.json": gettext_lazy("This is no list of days in JSON."),
    "notice.line": gettext_lazy("Line {line} cannot be read."),
    "notice.same": gettext_lazy("These days are published already."),
    "offer_lapsed": gettext_lazy("The offer has lapsed: nobody answered in time."),
    "offer_open": gettext_lazy("An offer is waiting for an answer already."),
    "other_hospital": gettext_lazy("That card belongs to another hospital."),
    "picture_broken": gettext_lazy("The picture cannot be read. Please take it again, or send it as a PDF."),
    "picture_too_large": gettext_lazy("The picture has more than {limit_mpx} million pixels."),
    "problem_bound": gettext_lazy("This card belongs to {number} already."),
    "problem_solved": gettext_lazy("This problem is solved; open a new one if it has come back."),
    "someone_handles": gettext_lazy("Somebody handles it already; a hand-over is offered by him."),
    "text_missing": gettext_lazy("Please fill in this field."),
    "text_too_long": gettext_lazy("Please stay within {limit} characters."),
    "time_not_past": gettext_lazy("This time is still to come."),
    "too_long_ago": gettext_lazy("This is more than {days} days ago."),
    "too_many_files": gettext_lazy("Please attach at most {limit} files at a time."),
    "unknown_answer": gettext_lazy("Please say how much is affected."),
    "unknown_choice": gettext_lazy("Please choose one of the list."),
    "unknown_language": gettext_lazy("This language is not available."),
    "unknown_year": gettext_lazy("Please give a year from 2004 to 2099."),
    "window_over": gettext_lazy("It can no longer be reopened. Please report it anew."),
}


def refusal_words(refused: Refused) -> str:
    """The sentence for a refusal, in the reader's language."""
    if refused.code == "not_now":
        state = word(refused.facts.get("state", ""), "state")
        return gettext("Not possible while the card is in the state “{state}”.").format(state=state)
    sentence = SENTENCES.get(refused.code)
    if sentence is None:
        return gettext("Not possible now ({code}).").format(code=refused.code)
    return str(sentence).format(**refused.facts)
