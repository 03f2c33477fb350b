"""Objects of the rooms people, duty and me, for those who try every address."""

from datetime import date

from django.core import signing

from shouwen.apps.calls import actions as calls
from shouwen.apps.channels.actions import add_program, take_in_mail, take_signal
from shouwen.apps.channels.actions.signals import Told
from shouwen.apps.complaints import actions as complaints
from shouwen.apps.conversations import actions as talks
from shouwen.apps.customers.models import Contact
from shouwen.apps.duty import actions as duty
from shouwen.apps.duty.actions.shift import Plan
from shouwen.apps.faxes import actions as faxes
from shouwen.apps.outbox.models import Delivery
from shouwen.apps.people.actions import add_team, go_away, issue_token, save_view
from shouwen.apps.surveys import actions as surveys
from shouwen.apps.surveys.actions.beginning import subject_of
from shouwen.apps.tickets.actions import begin_batch
from shouwen.apps.tickets.actions.batch import Wanted
from shouwen.apps.webhooks.actions import add_endpoint, ping
from shouwen.apps.webhooks.actions.endpoint import Wanted as Hook
from shouwen.policy.survey import Why
from tests.cast import Cast, at
from tests.channels.letters import raw

ABSENT = {
    "person": "999999", "contact": "999999", "absence": "999999", "shift": "999999",
    "ask": "999999", "hand_over": "999999",
    "token": "999999", "secret": "z" * 43, "proof": "none", "team": "999999", "module": "999999", "setting": "nothing",
    "view": "999999", "batch": "999999",
    "complaint": "TS-20200101-99", "survey": "999999", "call": "999999", "conversation": "999999",
    "program": "999999", "endpoint": "999999", "sending": "999999", "feed": "y" * 43, "mail": "999999", "fax": "999999",
}  # fmt: skip


def furnish(cast: Cast) -> dict[str, dict[str, str]]:
    """A person, a contact, a token each; a shift, a list and an absence that the three share in turn."""
    found = {}
    shifts, lists, absences = _of_the_desk(cast)
    asks = _asks(cast, shifts)
    settings = ("grace_days", "urgent_quota", "free_basis")
    for number, (whose, who) in enumerate({"own": "ward_a", "sister": "hospital_a", "other": "hospital_b"}.items()):
        person = cast.users[who]
        token, _secret = issue_token(cast.actor(who), "a", ["read"], at=at(0))
        found[whose] = {
            "person": str(person.pk),
            "contact": str(Contact.objects.get(user=person).pk),
            "absence": absences[number],
            "shift": shifts[number],
            "ask": asks[number],
            "hand_over": lists[number],
            "token": str(token.pk),
            **_webhook(cast, who),
            "program": program_of(cast, "hospital_b" if who == "hospital_b" else "hospital_a"),
            "secret": "w" * 43,
            "team": str(add_team(cast.actor("manager"), f"team-{number}", "组", "", at=at(0)).pk),
            "module": str(cast.module.pk),
            "setting": settings[number],
            "view": str(_view(cast, whose)),
            "batch": str(_batch(cast, whose)),
            "mail": str(take_in_mail(raw(message_id=f"<{whose}@x.example>"), at=at(0)).pk),
            "complaint": complain(cast, who, whose),
            "survey": survey_of(cast, who, whose),
            "call": call_of(cast, who, whose),
            "conversation": talk_of(cast, who, whose),
            "fax": fax_of(cast, who, whose),
            # A calendar is found by its address alone; a wrong one is none.
            "feed": duty.open_feed(cast.actor("agent"), at=at(0))[1] if whose == "own" else "x" * 43,
            "proof": signing.dumps({"person": person.pk, "address": "a@b.example", "before": ""}, salt="people.email"),
        }
    return found | {"absent": ABSENT}


def complain(cast: Cast, who: str, key: str) -> str:
    """A complaint about nobody in particular, graded and in the hands of an agent."""
    said = complaints.Filing(kind="slow", text="没有人回电。")
    made = complaints.file(cast.actor(who), said, at=at(0), submission=f"complaint-{key}-0123456789")
    manager = cast.actor("manager")
    complaints.grade(manager, made.number, "plain", "", at=at(1))
    complaints.assign(manager, made.number, cast.users["agent2"].pk, at=at(2))
    return made.number


def survey_of(cast: Cast, who: str, key: str) -> str:
    """One that is due, of a card of that hospital."""
    card = cast.report(by=who, key=f"survey-{key}")
    return str(surveys.begin(subject_of(card), Why.SAMPLE, at=at(9)).pk)


def call_of(cast: Cast, who: str, key: str) -> str:
    """One of that hospital, written down by an agent."""
    house = Contact.objects.get(user=cast.users[who]).hospital_id
    said = calls.Logged("hand", at(0), at(0), at(1), f"100-{key}", hospital_id=house)
    return str(calls.log_call(cast.actor("agent2"), said, at=at(2), submission=f"call-{key}-0123456789").pk)


def talk_of(cast: Cast, who: str, key: str) -> str:
    """The first hospital's ward has one with an agent; the others wait."""
    begun = talks.begin(cast.actor(who), talks.Opening("怎么补打？"), at=at(0), submission=f"talk-{key}-0123456789")
    assert begun.talk is not None
    if key == "own":
        talks.take(cast.actor("agent"), begun.talk.pk, at=at(1))
    return str(begun.talk.pk)


def fax_of(cast: Cast, who: str, key: str) -> str:
    """One that waits to be printed, of a card of that hospital."""
    card, wanted = cast.report(by=who, key=f"fax-{key}"), faxes.Wanted("0755-8335 0000", "请看。")
    return str(
        faxes.make_fax(cast.actor("agent"), card.number, wanted, at=at(1), submission=f"fax-{key}-0123456789").pk
    )


# Whose view and whose batch: of the director, of an agent, of an account manager.
OWNERS = {"own": "manager", "sister": "agent", "other": "pm"}


def _view(cast: Cast, whose: str) -> int:
    return save_view(cast.actor(OWNERS[whose]), "queue", "急", "tab=all&grade=1", at=at(0)).pk


def _batch(cast: Cast, whose: str) -> int:
    actor, card = cast.actor(OWNERS[whose]), cast.report(key=f"batch-{whose}")
    submission = f"{whose}-batch-0123456789"
    return begin_batch(actor, Wanted("take"), [card.number], at=at(0), submission=submission).pk


def _webhook(cast: Cast, who: str) -> dict[str, str]:
    """An endpoint of the first hospital, of the vendor, of the second hospital; with a failed test each."""
    keeper = {"ward_a": "hospital_a", "hospital_a": "admin"}.get(who, who)
    wanted = Hook(f"https://{keeper.replace('_', '-')}.example/hook", "值班屏", ["ticket.accepted"])
    endpoint, _secret = add_endpoint(cast.actor(keeper), wanted, at=at(0))
    sending = ping(cast.actor(keeper), endpoint.pk, at=at(0))
    Delivery.objects.filter(key=sending.key).update(state="dead", last_error="4xx", ended_at=at(1))
    return {"endpoint": str(endpoint.pk), "sending": str(sending.pk)}


def program_of(cast: Cast, keeper: str) -> str:
    """A program that reports in its keeper's name, and has."""
    made, _secret = add_program(cast.actor(keeper), "监控", at=at(0))
    take_signal(made.pk, Told("a", "opened", "disk", "磁盘将满。"), at=at(1))
    return str(made.pk)


def _asks(cast: Cast, shifts: list[str]) -> list[str]:
    """Each of the three asks the next for his shift."""
    found = []
    for number, name in enumerate(("agent", "agent2", "pm")):
        one, other = int(shifts[number]), int(shifts[(number + 1) % 3])
        found.append(str(duty.ask_swap(cast.actor(name), one, other, "", at=at(0)).pk))
    return found


def _of_the_desk(cast: Cast) -> tuple[list[str], list[str], list[str]]:
    manager, shifts, lists, absences = cast.actor("manager"), [], [], []
    for number, name in enumerate(("agent", "agent2", "pm")):
        person = cast.users[name]
        plan = Plan(person.pk, at(600_000 + 60 * number), at(600_060 + 60 * number))
        shifts.append(str(duty.put_on(manager, "service_centre", plan, at=at(0)).pk))
        submission = f"list-{number}-0123456789"
        receiver = cast.users["developer"].pk
        lists.append(str(duty.hand_over(cast.actor(name), receiver, "", [], at=at(0), submission=submission).pk))
        day = date(2031, 1, 1 + number)
        absences.append(str(go_away(cast.actor(name), person.pk, day, day, None, "", at=at(0)).pk))
    return shifts, lists, absences
