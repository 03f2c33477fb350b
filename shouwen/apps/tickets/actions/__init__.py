"""The acts on a card, one module per noun. Nothing else writes to a card."""

from shouwen.apps.tickets.actions.archive import archive, revise
from shouwen.apps.tickets.actions.at_once import AnsweredAtOnce, take_in_answered
from shouwen.apps.tickets.actions.batch import begin_batch, do_item, undo_item
from shouwen.apps.tickets.actions.by_fax import Faxed, report_by_fax
from shouwen.apps.tickets.actions.chase import chase, dispute, settle
from shouwen.apps.tickets.actions.classification import classify, judge_anew
from shouwen.apps.tickets.actions.climb import climb, propose_climb
from shouwen.apps.tickets.actions.closure import close
from shouwen.apps.tickets.actions.ending import cancel, close_by_itself, rate, withdraw
from shouwen.apps.tickets.actions.follow_up import confirm, follow_up, reopen, substitute
from shouwen.apps.tickets.actions.handling import take
from shouwen.apps.tickets.actions.hold import hold, resume
from shouwen.apps.tickets.actions.identification import Identity, identify
from shouwen.apps.tickets.actions.intake import Intake, take_in
from shouwen.apps.tickets.actions.journey import arrive, dispatch
from shouwen.apps.tickets.actions.offer import accept, decline, lapse, offer, withdraw_offer
from shouwen.apps.tickets.actions.problem import (
    bind_problem,
    open_problem,
    solve_problem,
    unbind_problem,
    write_problem,
)
from shouwen.apps.tickets.actions.relation import announce, declare_major, link, merge, split, unlink
from shouwen.apps.tickets.actions.reply import note, reply
from shouwen.apps.tickets.actions.report import Report, report
from shouwen.apps.tickets.actions.report_urgent import report_urgent
from shouwen.apps.tickets.actions.repromise import repromise_batch
from shouwen.apps.tickets.actions.resolution import resolve, restore
from shouwen.apps.tickets.actions.ruling import (
    Evidence,
    appeal_ruling,
    decide_ruling,
    finalise_ruling,
    propose_ruling,
    tell_ruling,
    withdraw_ruling,
)
from shouwen.apps.tickets.actions.title import retitle
from shouwen.apps.tickets.actions.urgent import (
    accept_urgent,
    ask_urgent,
    decline_urgent,
    end_urgent,
    quote_confirmed,
    tell_urgent,
)

__all__ = [
    "AnsweredAtOnce",
    "Evidence",
    "Faxed",
    "Identity",
    "Intake",
    "Report",
    "accept",
    "accept_urgent",
    "announce",
    "appeal_ruling",
    "archive",
    "arrive",
    "ask_urgent",
    "begin_batch",
    "bind_problem",
    "cancel",
    "chase",
    "classify",
    "climb",
    "close",
    "close_by_itself",
    "confirm",
    "decide_ruling",
    "declare_major",
    "decline",
    "decline_urgent",
    "dispatch",
    "dispute",
    "do_item",
    "end_urgent",
    "finalise_ruling",
    "follow_up",
    "hold",
    "identify",
    "judge_anew",
    "lapse",
    "link",
    "merge",
    "note",
    "offer",
    "open_problem",
    "propose_climb",
    "propose_ruling",
    "quote_confirmed",
    "rate",
    "reopen",
    "reply",
    "report",
    "report_by_fax",
    "report_urgent",
    "repromise_batch",
    "resolve",
    "restore",
    "resume",
    "retitle",
    "revise",
    "settle",
    "solve_problem",
    "split",
    "substitute",
    "take",
    "take_in",
    "take_in_answered",
    "tell_ruling",
    "tell_urgent",
    "unbind_problem",
    "undo_item",
    "unlink",
    "withdraw",
    "withdraw_offer",
    "withdraw_ruling",
    "write_problem",
]
