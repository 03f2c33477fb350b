"""Follow-up: whom to ask, what was said, and the figures. For staff."""

from collections.abc import Callable
from datetime import date, datetime, timedelta

from django.utils import timezone
from ninja import Router
from ninja.params.functions import Query
from pydantic import BaseModel

from shouwen.api.frame.bearer import Call
from shouwen.api.frame.once import at_most_once, once
from shouwen.api.frame.operations import acts, reads
from shouwen.api.frame.paging import after_of, cursor_of
from shouwen.api.frame.wire import Body, example, one_of, only
from shouwen.apps.surveys import actions, models, queries
from shouwen.apps.surveys.access import find
from shouwen.policy.refusal import Refused
from shouwen.policy.survey import SCORES, Solved
from shouwen.policy.tally import Satisfaction

router = Router(tags=["follow-up"])
SURVEY = "/surveys/{int:survey}"


class Survey(BaseModel):
    id: int
    about: str
    hospital: int
    why: str
    state: str
    closed_at: datetime
    due_at: datetime
    solved: str
    response: int | None
    skill: int | None
    attitude: int | None
    overall: int | None
    advice: str
    low: bool
    reopened: bool | None
    review: str


class Surveys(BaseModel):
    items: list[Survey]
    next: str | None


class SurveyFigures(BaseModel):
    """`content` and `participation` in hundredths, null when there is nothing to count of."""

    since: date
    until: date
    asked: int
    answered: int
    unreached: int
    open: int
    rated: int
    content: int | None
    participation: int | None


class SurveyAnswers(Body):
    """Scores from 1 (worst) to 5; `advice` is needed when it is not solved."""

    model_config = example({"solved": "yes", "overall": "5", "response": "4", "advice": "希望夜间也快一点。"})

    solved: str = one_of(Solved)
    overall: str = one_of(map(str, SCORES))
    response: str = one_of(["", *map(str, SCORES)], "")
    skill: str = one_of(["", *map(str, SCORES)], "")
    attitude: str = one_of(["", *map(str, SCORES)], "")
    advice: str = ""


class SurveyTry(Body):
    model_config = example({"words": "无人接听"})

    words: str = ""


class SurveyReview(Body):
    model_config = example({"words": "已与院方沟通，安排复训。"})

    words: str


@router.get("/surveys", response=reads(Surveys), summary="Whom to ask, and what was said")
def surveys(
    request: Call, view: str = Query("due", max_length=12), cursor: str | None = Query(None, max_length=64)
) -> Surveys:
    """`view`: due, low, answered, unreached or all."""
    only(request, "view", "cursor")
    _staff(request)
    page = queries.page(request.actor, queries.view_of(view), None, after_of("surveys", cursor))
    return Surveys(items=[_face(each) for each in page.surveys], next=cursor_of("surveys", page.after))


@router.get("/surveys/figures", response=reads(SurveyFigures), summary="Satisfaction and participation")
def survey_figures(request: Call, days: int = Query(90, ge=1, le=1100)) -> SurveyFigures:
    """Of what was settled in the last days."""
    only(request, "days")
    _staff(request)
    last = timezone.localdate(request.now)
    first = last - timedelta(days=days)
    return _figures(first, last, queries.figures(request.actor, first, last).whole)


@router.get(SURVEY, response=reads(Survey), summary="One survey")
def survey(request: Call, survey: int) -> Survey:
    """Whom it is about, and what was said."""
    only(request)
    return _face(find(request.actor, survey))


@router.post(SURVEY + "/answers", **acts(Survey), summary="Keep the answers")
def answer_survey(request: Call, survey: int, said: SurveyAnswers) -> Survey:
    """Not solved opens the card again while it can be."""
    heard = actions.Heard(said.solved, said.response, said.skill, said.attitude, said.overall, said.advice)
    return _done(request, survey, lambda: actions.answer(request.actor, survey, heard, at=request.now))


@router.post(SURVEY + "/tries", **acts(Survey, keyed=True), summary="Nobody was reached")
def survey_try(request: Call, survey: int, said: SurveyTry) -> Survey:
    """The third time it is over as not reached."""
    only(request)
    once(
        request,
        lambda key: actions.note_try(request.actor, survey, said.words, at=request.now, submission=key),
    )
    return _face(find(request.actor, survey))


@router.post(SURVEY + "/review", **acts(Survey), summary="Answer a low one")
def review_survey(request: Call, survey: int, said: SurveyReview) -> Survey:
    """A manager's."""
    return _done(request, survey, lambda: actions.review(request.actor, survey, said.words, at=request.now))


def _done(request: Call, survey: int, do: Callable[[], object]) -> Survey:
    only(request)
    at_most_once(request, do)
    return _face(find(request.actor, survey))


def _face(each: models.Survey) -> Survey:
    return Survey(
        id=each.pk,
        about=each.number,
        hospital=each.hospital_id,
        why=each.why,
        state=each.state,
        closed_at=each.closed_at,
        due_at=each.due_at,
        solved=each.solved,
        response=each.response,
        skill=each.skill,
        attitude=each.attitude,
        overall=each.score,
        advice=each.advice,
        low=each.low,
        reopened=each.reopened,
        review=each.review,
    )


def _figures(first: date, last: date, found: Satisfaction) -> SurveyFigures:
    return SurveyFigures(
        since=first,
        until=last,
        asked=found.asked,
        answered=found.answered,
        unreached=found.unreached,
        open=found.open,
        rated=found.rated,
        content=found.satisfied,
        participation=found.participation,
    )


def _staff(request: Call) -> None:
    if not request.actor.is_staff:
        raise Refused("absent")
