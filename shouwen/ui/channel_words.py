"""Words of letters that came in, and of programs that report."""

from collections.abc import Mapping

from django.utils.functional import Promise
from django.utils.translation import pgettext_lazy

CHANNELS: Mapping[str, Mapping[str, Promise | str]] = {
    "mail_state": {
        "done": pgettext_lazy("mail", "On a card"),
        "waiting": pgettext_lazy("mail", "Waits for a person"),
        "discarded": pgettext_lazy("mail", "Let go"),
    },
    "mail_why": {
        "new": pgettext_lazy("mail why", "a new request"),
        "thread": pgettext_lazy("mail why", "an answer on its card"),
        "from_ourselves": pgettext_lazy("mail why", "from ourselves: a loop"),
        "bounce": pgettext_lazy("mail why", "a letter of ours came back"),
        "automatic": pgettext_lazy("mail why", "written by a machine"),
        "too_many": pgettext_lazy("mail why", "too many from this sender"),
        "forged": pgettext_lazy("mail why", "the sender is not who he says"),
        "unknown_sender": pgettext_lazy("mail why", "nobody knows this sender"),
        "empty": pgettext_lazy("mail why", "it says nothing"),
        "not_his_card": pgettext_lazy("mail why", "names a card that is not his"),
        "not_proved": pgettext_lazy("mail why", "nobody proves the sender"),
        "fax": pgettext_lazy("mail why", "a fax"),
        "fax_unknown": pgettext_lazy("mail why", "a fax from a number that is no hospital's, or several hospitals'"),
        "fax_nobody": pgettext_lazy("mail why", "a fax, and nobody is on duty"),
        "fax_no_page": pgettext_lazy("mail why", "a fax without a page that can be read"),
        "fax_result": pgettext_lazy("mail why", "what became of a fax of ours"),
        "fax_unclear": pgettext_lazy("mail why", "the fax gateway does not say whether it arrived"),
        "fax_not_ours": pgettext_lazy("mail why", "the fax gateway tells of a fax that is not ours"),
        "unreadable": pgettext_lazy("mail why", "no program can read it"),
    },
    # Beside the name of whoever wrote the words down, or sent them.
    "words_way": {
        "phone": pgettext_lazy("way of words", "by telephone"),
        "walk_in": pgettext_lazy("way of words", "in person"),
        "fax": pgettext_lazy("way of words", "by fax"),
    },
    "fax_result": {
        "waiting": pgettext_lazy("fax", "no result yet"),
        "delivered": pgettext_lazy("fax", "Arrived"),
        "busy": pgettext_lazy("fax", "Busy"),
        "no_answer": pgettext_lazy("fax", "No answer"),
        "failed": pgettext_lazy("fax", "Failed"),
    },
    "fax_state": {
        "to_print": pgettext_lazy("fax", "To be printed and sent"),
        "queued": pgettext_lazy("fax", "Waits to go out"),
        "handed_over": pgettext_lazy("fax", "With the gateway, no result yet"),
        "delivered": pgettext_lazy("fax", "Arrived"),
        "busy": pgettext_lazy("fax", "Busy"),
        "no_answer": pgettext_lazy("fax", "No answer"),
        "failed": pgettext_lazy("fax", "Failed"),
        "too_late": pgettext_lazy("fax", "Not sent within a day"),
        "no_route": pgettext_lazy("fax", "No gateway is set up"),
        "withdrawn": pgettext_lazy("fax", "Not sent, as it was not wanted any more"),
        "called_off": pgettext_lazy("fax", "Called off"),
        "waiting": pgettext_lazy("fax", "no result yet"),
    },
    "fax_way": {
        "gateway": pgettext_lazy("fax", "By the gateway"),
        "hand": pgettext_lazy("fax", "Print it and send it by hand"),
    },
    "signal_sort": {
        "opened": pgettext_lazy("signal", "trouble"),
        "said": pgettext_lazy("signal", "more of it"),
        "cleared": pgettext_lazy("signal", "it is over"),
    },
    "mail_file": {
        "file_too_large": pgettext_lazy("mail file", "too large"),
        "file_empty": pgettext_lazy("mail file", "empty"),
        "file_kind": pgettext_lazy("mail file", "a kind of file that is not taken"),
        "picture_broken": pgettext_lazy("mail file", "a broken picture"),
        "picture_too_large": pgettext_lazy("mail file", "a picture too large"),
        "too_many_files": pgettext_lazy("mail file", "too many files"),
    },
}
