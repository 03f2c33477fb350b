"""Why something may not be done now, as a sentence. The promise says no with a code; here it gets its words."""

from django.utils.functional import Promise
from django.utils.translation import gettext, gettext_lazy

from shouwen.policy.refusal import Refused
from shouwen.ui.code_words import word

SENTENCES: dict[str, Promise | str] = {
    "absent": gettext_lazy("Nothing of this name or number was found. Please choose or type again."),
    "account_taken": gettext_lazy("This account belongs to another contact."),
    "agreement.terminated": gettext_lazy("The agreement was terminated on {on}; nothing is changed in it any more."),
    "already_confirmed": gettext_lazy("You have confirmed it already. Thank you."),
    "already_major": gettext_lazy("It is the parent of a major incident already."),
    "already_rated": gettext_lazy("This card has been rated."),
    "already_there": gettext_lazy("This is on record already."),
    "already_the_handler": gettext_lazy("You are already the handler."),
    "basis_date_missing": gettext_lazy(
        "The agreement has no such day yet. Give the first day here, or write the day down in the agreement first."
    ),
    "before_signing": gettext_lazy("That is before the agreement was signed."),
    "before_the_last": gettext_lazy("The present one holds it since {since}; please give a later day."),
    "cause_unknown": gettext_lazy("Say what the cause was before you mark it as resolved."),
    "chase_open": gettext_lazy("The last chase has not been answered yet."),
    "credit_code.character": gettext_lazy(
        "“{character}” never stands in a credit code: digits and capitals without I, O, S, V and Z."
    ),
    "credit_code.check": gettext_lazy("The last character does not fit the others. Please compare with the paper."),
    "credit_code.length": gettext_lazy("A credit code has 18 characters; these are {length}."),
    "dates_order": gettext_lazy("This day is before an earlier step."),
    "dispute_open": gettext_lazy("The dispute is not answered yet."),
    "file_damaged": gettext_lazy("This file is damaged in our store. Please tell the administrator."),
    "file_empty": gettext_lazy("The file is empty."),
    "file_kind": gettext_lazy("Only pictures, PDF, Office documents, zip and plain text can be attached."),
    "file_not_kept": gettext_lazy("The file could not be kept. Send the text without it, or try again later."),
    "file_too_large": gettext_lazy("The file is larger than {limit_mb} MB."),
    "first_contact_word_missing": gettext_lazy("The first contact has not yet followed up with the hospital."),
    "hospital_known": gettext_lazy("The hospital of this card is known already."),
    "import_ambiguous": gettext_lazy("More than one fits; a file cannot tell them apart."),
    "import_broken": gettext_lazy("This file cannot be read. Save it again with Excel as .xlsx."),
    "import_empty": gettext_lazy("There is no row below the headings."),
    "import_fixed": gettext_lazy("It is on record with something else; change it on the agreement's own page."),
    "import_formula": gettext_lazy("A formula or an error stands here. Please put the value itself."),
    "import_heading": gettext_lazy("Nobody knows the column “{heading}”. Keep the headings of the template."),
    "import_heading_missing": gettext_lazy("The column “{heading}” is missing."),
    "import_heading_twice": gettext_lazy("The column “{heading}” is there twice."),
    "import_macros": gettext_lazy("The file holds macros. Save it as .xlsx without them."),
    "import_moved": gettext_lazy("The books have changed since you looked. Please upload the file again."),
    "import_no_heading": gettext_lazy("Something stands in a column without a heading."),
    "import_not_excel": gettext_lazy("This is no .xlsx file. Save it with Excel as .xlsx; CSV is not taken."),
    "import_nothing": gettext_lazy("Nothing in this file differs from what is on record."),
    "import_old_excel": gettext_lazy("This is an old .xls file, or one with a password. Save it as .xlsx without one."),
    "import_refused": gettext_lazy("Some rows are refused; nothing is imported before they are mended."),
    "import_standing": gettext_lazy(
        "Somebody else holds this post; he is changed on the hospital's own page, with a reason."
    ),
    "import_too_many": gettext_lazy("More than {limit} rows. Please send them in several files."),
    "import_unpacked": gettext_lazy("Unpacked the file is larger than {limit_mb} MB."),
    "is_first_contact": gettext_lazy("He is the first contact himself."),
    "is_the_handler": gettext_lazy("He handles it already."),
    "itself": gettext_lazy("That is this card itself."),
    "key_reused": gettext_lazy("This key came with another request before. Take a new one."),
    "journey_open": gettext_lazy("Somebody is on the way already."),
    "last_campus": gettext_lazy("A hospital keeps at least one campus."),
    "last_card": gettext_lazy("The last card stays with its problem."),
    "late_reason_missing": gettext_lazy("Please say why it is written down later."),
    "campus_retired": gettext_lazy("Its campus is retired; bring that back first."),
    "module_retired": gettext_lazy("This module is retired. Choose another one, or bring it back first."),
    "nothing_to_undo": gettext_lazy("Nobody has changed this yet."),
    "module_not_installed": gettext_lazy(
        "This module is not on record at this hospital. Choose another one, or add it under the hospital's "
        "installations first."
    ),
    "no_dispute": gettext_lazy("There is no dispute to answer."),
    "no_journey": gettext_lazy("Nobody is on the way."),
    "no_offer": gettext_lazy("There is no offer to you on this card; it may have been answered or taken back."),
    "no_such_account": gettext_lazy("There is no customer account of this name."),
    "nobody_answers": gettext_lazy("Nobody is set up to answer this hospital. Please tell the administrator."),
    "not_a_day": gettext_lazy("This is no date."),
    "not_a_number": gettext_lazy("This is no whole number."),
    "not_a_time": gettext_lazy("This is no date and time."),
    "not_frontline": gettext_lazy("Only an engineer of the front line is posted to a hospital."),
    "not_dead": gettext_lazy("Somebody has seen to this letter already."),
    "not_earlier": gettext_lazy("That card is the later one: merge it into this one instead."),
    "not_major": gettext_lazy("That card is not the parent of a major incident."),
    "not_open": gettext_lazy("That card is closed."),
    "not_that_level": gettext_lazy("It climbed by itself: somebody of the next level takes it."),
    "not_the_first_contact": gettext_lazy("Only the first contact, or his recorded substitute, speaks for this card."),
    "not_the_handler": gettext_lazy("Only the handler, the first contact or the service director may do this."),
    "away_already": gettext_lazy("These days overlap an absence that is written down already."),
    "code_odd": gettext_lazy("Please use letters, figures and hyphens only."),
    "code_taken": gettext_lazy("This code is in use."),
    "day_to_come": gettext_lazy("This day is still to come: please write it down on the day itself."),
    "too_many_letters": gettext_lazy("So many letters went out today already. Please try again tomorrow."),
    "day_is_past": gettext_lazy("This day is past."),
    "email_odd": gettext_lazy("This is no e-mail address."),
    "ends_before_it_starts": gettext_lazy("The end must come after the beginning."),
    "has_account": gettext_lazy("This contact has an account already."),
    "is_away_himself": gettext_lazy("Nobody stands in for himself."),
    "is_leaving": gettext_lazy("He is the one who leaves."),
    "is_out": gettext_lazy("He is out of office, and nobody stands in for him."),
    "is_yourself": gettext_lazy("That is you."),
    "itself_shift": gettext_lazy("That is this shift itself."),
    "last_admin": gettext_lazy("He is the last administrator: make another one first."),
    "leaves_himself": gettext_lazy("Nobody closes his own account."),
    "no_second_factor": gettext_lazy("There is no second factor on this account."),
    "not_the_receiver": gettext_lazy("Only who receives the list signs for it."),
    "nothing_to_copy": gettext_lazy("There is nothing to copy: last week is empty, or this week is full or past."),
    "password_weak": "{why}",
    "person_left": gettext_lazy("This account is closed."),
    "shift_has_begun": gettext_lazy("This shift has begun: only its end can still move."),
    "shift_is_over": gettext_lazy("This shift is over."),
    "shift_is_past": gettext_lazy("This time is past."),
    "shift_overlaps": gettext_lazy("Somebody is on this post then."),
    "successor_missing": gettext_lazy("Please choose to whom everything passes."),
    "too_long": gettext_lazy("At most {days} days."),
    "too_many_tokens": gettext_lazy("There are {limit} tokens already: revoke one that is not used."),
    "username_odd": gettext_lazy("Letters, figures and @ . + - _ only."),
    "username_taken": gettext_lazy("This account name is in use."),
    "ward_without_department": gettext_lazy("A ward contact needs a department; this one has none."),
    "no_word_with_caller": gettext_lazy(
        "Only a call or a visit can be answered at once; with a fax nobody has spoken yet."
    ),
    "not_your_role": gettext_lazy("Your role does not include this."),
    "nothing_changed": gettext_lazy("Nothing is different from before."),
    "notice.empty": gettext_lazy("There is nothing in the notice."),
    "notice.incomplete": gettext_lazy(
        "Only {days} days: a line must have been lost. A year has at least seven days off."
    ),
    "notice.json": gettext_lazy("This is no list of days in JSON."),
    "notice.line": gettext_lazy("Line {line} cannot be read."),
    "notice.same": gettext_lazy("These days are published already."),
    "number_range": gettext_lazy("Please give a number from {least} to {most}."),
    "offer_lapsed": gettext_lazy("The offer has lapsed: nobody answered in time."),
    "offer_open": gettext_lazy("An offer is waiting for an answer already."),
    "other_hospital": gettext_lazy("That card belongs to another hospital."),
    "picture_broken": gettext_lazy("The picture cannot be read. Please take it again, or send it as a PDF."),
    "picture_too_large": gettext_lazy("The picture has more than {limit_mpx} million pixels."),
    "same_person": gettext_lazy("Account manager and deputy are two people."),
    "secret_in_text": gettext_lazy("This looks like a password. A dossier is read by many: say who keeps it instead."),
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
    "too_many_endpoints": gettext_lazy("There are {limit} webhooks already: remove one that is not used."),
    "too_many_pings": gettext_lazy("So many tests went out just now already. Please wait a few minutes."),
    "url_internal": gettext_lazy("This is an internal address. Who runs this system can open it to webhooks."),
    "url_not_https": gettext_lazy("Only https is possible here."),
    "url_odd": gettext_lazy("This is no address that can be called: https://, a host, a path; nothing before an @."),
    "until_before_since": gettext_lazy("That is before the beginning."),
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
