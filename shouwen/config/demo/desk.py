"""The demo's desk: teams, skills, the rota of this week with a gap, and one colleague out of office."""

from datetime import datetime, timedelta

from django.utils import timezone

from shouwen.apps.customers.access import actor_of
from shouwen.apps.duty import actions as duty
from shouwen.apps.duty.actions.shift import Plan
from shouwen.apps.duty.queries import midnight
from shouwen.apps.people import actions
from shouwen.apps.people.models import User
from shouwen.policy.posts import PostCode

TEAMS = {
    "insurance": ("医保组", "Insurance", ("agent", "agent2", "developer")),
    "wards": ("临床组", "Wards", ("agent3", "resident", "resident2")),
    "platform": ("平台组", "Platform", ("developer", "developer2")),
}
SKILLS = {
    "agent": {"outpatient_billing": "医保结算", "registration": ""},
    "developer": {"insurance": "接口与对账", "ward_billing": ""},
    "resident": {"ward_nurse": "腕带与打印"},
}
STANDING = {
    PostCode.DEPUTY: "agent3",
    PostCode.SUPERVISOR: "pm",
    PostCode.FRONTLINE: "resident",
    PostCode.DEVELOPMENT: "developer",
    PostCode.GREEN_LINE: "manager",
}
# The weeks after this one, as it is.
WEEKS_AHEAD = 2
# Post: who, on which days of the week (Monday is 0), from and until which hour.
WEEK = (
    (PostCode.SERVICE_CENTRE, "agent3", range(6), 0, 8),
    (PostCode.SERVICE_CENTRE, "agent", range(7), 8, 16),
    (PostCode.SERVICE_CENTRE, "agent2", range(7), 16, 24),
    (PostCode.FRONTLINE, "resident", range(5), 8, 18),
    (PostCode.FRONTLINE, "resident2", range(5, 7), 9, 17),
    (PostCode.DEVELOPMENT, "developer", range(5), 9, 18),
    (PostCode.DEVELOPMENT, "developer2", range(5, 6), 9, 18),
)
OUT, STANDS_IN, DAYS = "pm2", "pm", 2


def load_desk(staff: dict[str, User], now: datetime) -> None:
    """By the acts themselves, done by the director the week before."""
    manager = actor_of(staff["manager"])
    today = timezone.localtime(now).date()
    monday = today - timedelta(days=today.weekday())
    before = midnight(monday - timedelta(days=3))
    for code, (name_zh, name_en, _members) in TEAMS.items():
        actions.add_team(manager, code, name_zh, name_en, at=before)
    for name, person in staff.items():
        codes = [code for code, (_zh, _en, members) in TEAMS.items() if name in members]
        if codes:
            actions.set_teams(manager, person.pk, codes, at=before)
        if name in SKILLS:
            actions.set_skills(manager, person.pk, SKILLS[name], at=before)
    for post, name in STANDING.items():
        duty.stand(manager, post, staff[name].pk, at=before)
    for post, name, days, start, end in WEEK:
        for day in days:
            from_ = midnight(monday + timedelta(days=day))
            plan = Plan(staff[name].pk, from_ + timedelta(hours=start), from_ + timedelta(hours=end))
            duty.put_on(manager, post, plan, at=before)
    for week in range(1, WEEKS_AHEAD + 1):
        duty.copy_week(manager, monday + timedelta(weeks=week), at=before)
    out, substitute = staff[OUT], staff[STANDS_IN]
    words = "外出培训"
    last = today + timedelta(days=DAYS)
    actions.go_away(actor_of(out), out.pk, today, last, substitute.pk, words, at=before)
