"""A try, the answers, and a manager's word to what is low."""

from dataclasses import dataclass
from datetime import datetime

from shouwen.apps.ledger.unit_of_work import act
from shouwen.apps.surveys import events
from shouwen.apps.surveys.access import lock, may_ask, may_review
from shouwen.apps.surveys.models import Survey, Try
from shouwen.apps.tickets.actions.follow_up import reopen
from shouwen.apps.tickets.actions.words import key_of, masked_text
from shouwen.policy.refusal import Refused
from shouwen.policy.roles import Actor
from shouwen.policy.survey import Answers, Solved, State, after_try, score_of


@act
def note_try(actor: Actor, survey_id: int, words: str, *, at: datetime, submission: str) -> Survey:
    """Nobody was reached. The third time it is over as not reached, which is no answer.

    Refused: `absent`, `not_your_role`, `asks_about_himself`, `survey_over`; with `field`: `text_too_long`.
    """
    survey = lock(actor, survey_id)
    key = key_of(actor, "try", submission)
    if Try.objects.filter(submission=key).exists():
        return survey
    may_ask(actor, survey)
    said = masked_text(words, "words", limit=200, required=False).text
    Try.objects.create(survey=survey, by_id=actor.person, at=at, words=said, submission=key)
    survey.state = after_try(survey.tries.count())
    survey.save(update_fields=["state"])
    events.record(survey, events.Code.TRIED, actor, at)
    if survey.state == State.UNREACHED:
        events.record(survey, events.Code.UNREACHED, actor, at)
    return survey


@dataclass(frozen=True)
class Heard:
    """What was heard, as it was typed: yes or no, four scores of 1 to 5, advice."""

    solved: str
    response: str = ""
    skill: str = ""
    attitude: str = ""
    overall: str = ""
    advice: str = ""


@act
def answer(actor: Actor, survey_id: int, heard: Heard, *, at: datetime) -> Survey:
    """The customer was reached. Not solved opens the card again while it can be; what is low goes to a manager.

    Refused: `absent`, `not_your_role`, `asks_about_himself`, `survey_over`; with `field`: `unknown_choice`,
    `text_missing` (advice, when it is not solved), `text_too_long`.
    """
    survey = lock(actor, survey_id)
    may_ask(actor, survey)
    said = _read(heard)
    unsolved = said.solved is Solved.NO
    survey.advice = masked_text(heard.advice, "advice", limit=2000, required=unsolved).text
    survey.solved = said.solved
    survey.response, survey.skill, survey.attitude = said.response, said.skill, said.attitude
    survey.overall = said.overall
    survey.state, survey.answered_at, survey.answered_by_id = State.ANSWERED, at, actor.person
    survey.low = said.is_low
    if unsolved and survey.ticket is not None:
        survey.reopened = _opened_again(actor, survey.ticket.number, survey.advice, at)
    survey.save()
    told = {"solved": said.solved.value, "about": survey.number, "kind": survey.subject, "channel": "phone"}
    events.record(survey, events.Code.ANSWERED, actor, at, **told)
    if survey.low:
        events.record(survey, events.Code.LOW, actor, at)
    return survey


@act
def review(actor: Actor, survey_id: int, words: str, *, at: datetime) -> Survey:
    """A manager says what follows from a low one; once.

    Refused: `absent`, `not_your_role`, `survey_not_low`, `survey_reviewed`; with `field`: `text_missing`,
    `text_too_long`.
    """
    survey = lock(actor, survey_id)
    if not may_review(actor):
        raise Refused("not_your_role", act="review")
    if not survey.low:
        raise Refused("survey_not_low")
    if survey.reviewed_at is not None:
        raise Refused("survey_reviewed")
    survey.review = masked_text(words, "words", limit=2000).text
    survey.reviewed_at, survey.reviewed_by_id = at, actor.person
    survey.save(update_fields=["review", "reviewed_at", "reviewed_by"])
    events.record(survey, events.Code.REVIEWED, actor, at)
    return survey


def _read(heard: Heard) -> Answers:
    if heard.solved not in set(Solved):
        raise Refused("unknown_choice", field="solved")
    overall = score_of(heard.overall, "overall")
    if overall is None:
        raise Refused("unknown_choice", field="overall")
    return Answers(
        Solved(heard.solved),
        score_of(heard.response, "response"),
        score_of(heard.skill, "skill"),
        score_of(heard.attitude, "attitude"),
        overall,
    )


def _opened_again(actor: Actor, number: str, words: str, at: datetime) -> bool:
    """False when the window is over: then it is taken in anew."""
    try:
        reopen(actor, number, words[:500], at=at)
    except Refused as refused:
        if refused.code in {"not_now", "window_over"}:
            return False
        raise
    return True
