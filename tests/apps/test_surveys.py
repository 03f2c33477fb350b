"""Who is asked after the work is done, what follows from what he says, and who learns of it."""

from datetime import date

import pytest

from shouwen.apps.complaints.actions import name
from shouwen.apps.complaints.models import Complaint
from shouwen.apps.notices.models import Notice
from shouwen.apps.settings.models import Change
from shouwen.apps.surveys import actions, queries
from shouwen.apps.surveys.models import Survey
from shouwen.apps.tickets import actions as cards
from shouwen.apps.tickets.models import Ticket
from shouwen.policy.refusal import Refused
from tests.cast import Cast, at
from tests.faults import complaint_acts as steps
from tests.faults import survey_acts
from tests.faults.desk_acts import Desk

YES = actions.Heard("yes", "5", "5", "5", "5", "")


def closed(cast: Cast, answer: str = "departments", key: str = "k") -> Ticket:
    card = cast.resolved(answer=answer, key=key)
    person = cast.actor(card.first_contact.username)
    cards.follow_up(person, card.number, "solved", "", "phone", at=at(40))
    return cards.close(person, card.number, at=at(41))


def sample(cast: Cast, percent: int) -> None:
    Change.objects.create(code="survey_sample", value=percent, by=cast.users["manager"], at=at(-1), reason="")


def refused(do, *args, **kwargs) -> str:
    with pytest.raises(Refused) as caught:
        do(*args, **kwargs)
    return caught.value.code


def test_grades_one_and_two_are_asked_within_a_day_the_rest_by_sample(cast: Cast) -> None:
    sample(cast, 0)
    closed(cast)
    closed(cast, "workstation", "plain")
    survey = Survey.objects.get()
    assert (survey.why, survey.due_at, survey.contact_name) == ("grade", at(41 + 24 * 60), "丙护士")
    sample(cast, 100)
    Change.objects.filter(value=0).delete()
    closed(cast, "workstation", "another")
    assert Survey.objects.count() == 2


def test_three_tries_are_not_reached_and_never_content(cast: Cast) -> None:
    closed(cast)
    survey, agent = Survey.objects.get(), cast.actor("agent2")
    for turn in range(3):
        key = f"try-{turn}-0123456789abcdef"
        actions.note_try(agent, survey.pk, "", at=at(50 + turn), submission=key)
        actions.note_try(agent, survey.pk, "", at=at(50 + turn), submission=key)
    survey.refresh_from_db()
    assert (survey.state, survey.tries.count()) == ("unreached", 3)
    assert refused(actions.answer, agent, survey.pk, YES, at=at(60)) == "survey_over"
    told = queries.figures(cast.actor("manager"), date(2026, 3, 1), date(2026, 3, 31)).whole
    assert (told.asked, told.answered, told.unreached, told.satisfied, told.participation) == (1, 0, 1, None, 0)


def test_who_handled_it_does_not_ask(cast: Cast) -> None:
    closed(cast)
    survey = Survey.objects.get()
    assert refused(actions.answer, cast.actor("agent"), survey.pk, YES, at=at(60)) == "asks_about_himself"
    assert refused(actions.answer, cast.actor("finance"), survey.pk, YES, at=at(60)) == "not_your_role"


def test_not_solved_opens_the_card_again_and_goes_to_a_manager(cast: Cast) -> None:
    desk = Desk(cast)
    survey_acts.closed(desk)
    survey = survey_acts.low(desk)
    card = Ticket.objects.get()
    assert (survey.reopened, survey.low, card.state) == (True, True, "working")
    told = Notice.objects.filter(kind="low_rating").values_list("person__username", flat=True)
    assert set(told) == {"manager", "pm"}
    assert refused(actions.review, cast.actor("agent"), survey.pk, "x", at=at(70)) == "not_your_role"
    manager = cast.actor("manager")
    assert [each.pk for each in queries.page(manager, "low", None).surveys] == [survey.pk]
    actions.review(manager, survey.pk, "已登门。", at=at(70))
    assert queries.page(manager, "low", None).surveys == []
    assert refused(actions.review, manager, survey.pk, "x", at=at(71)) == "survey_reviewed"


def test_not_solved_after_the_archive_is_kept_all_the_same(cast: Cast) -> None:
    card = closed(cast)
    cards.archive(card.pk, at=at(20_000))
    survey = actions.answer(cast.actor("agent2"), Survey.objects.get().pk, survey_acts.NO, at=at(20_001))
    assert (survey.reopened, survey.solved) == (False, "no")


def test_opened_again_before_anybody_asked(cast: Cast) -> None:
    card = closed(cast)
    cards.reopen(cast.actor("ward_a"), card.number, "又坏了", at=at(50))
    assert Survey.objects.get().state == "void"


def test_the_rating_on_the_portal_is_the_answer_and_stands_nowhere_twice(cast: Cast) -> None:
    card = closed(cast)
    cards.rate(cast.actor("ward_a"), card.number, "1", "来回催了几次。", at=at(45))
    survey = Survey.objects.get()
    assert (survey.state, survey.score, survey.overall, survey.low) == ("answered", 1, None, True)
    assert Notice.objects.filter(kind="low_rating", person=cast.users["manager"]).count() == 1
    # Nobody asked him: his word counts all the same.
    sample(cast, 0)
    other = closed(cast, "workstation", "plain")
    cards.rate(cast.actor("ward_a"), other.number, "5", "", at=at(46))
    assert list(Survey.objects.order_by("pk").values_list("why", flat=True)) == ["grade", "own"]
    told = queries.figures(cast.actor("manager"), date(2026, 3, 1), date(2026, 3, 31))
    assert (told.whole.rated, told.whole.satisfied, told.whole.participation) == (2, 50, 100)
    assert [row.name for row in told.people] == ["agent-name"]
    # Somebody who leads nobody sees no colleague's figures.
    assert queries.figures(cast.actor("agent2"), date(2026, 3, 1), date(2026, 3, 31)).people == []


def test_a_complaint_is_always_asked_about_and_whom_it_is_about_sees_nothing(cast: Cast) -> None:
    desk = Desk(cast)
    for step in (*steps.DONE, steps.accepted):
        step(desk)
    survey = Survey.objects.get()
    assert (survey.why, survey.number, survey.person_id) == ("complaint", steps.number(desk), None)
    for who in ("pm", "agent2"):
        assert not Survey.objects.for_actor(cast.actor(who)).exists()
        assert sum(queries.counts(cast.actor(who), None).values()) == 0
        assert queries.figures(cast.actor(who), date(2026, 3, 1), date(2026, 3, 31)).whole.asked == 0
    developer = cast.actor("developer")
    actions.answer(developer, survey.pk, survey_acts.NO, at=at(60))
    found = Complaint.objects.get()
    assert (found.state, found.round, found.grade) == ("investigating", 2, "urgent")
    assert set(Notice.objects.filter(kind="low_rating").values_list("person__username", flat=True)) == {"manager"}
    # Named later: that survey too is gone for him.
    name(cast.actor("manager"), found.number, developer.person, "院方补充", at=at(61))
    assert not Survey.objects.for_actor(developer).exists()
