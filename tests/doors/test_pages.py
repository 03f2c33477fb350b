"""Every page that is read, in both languages: it renders, nothing stands inline, and no two elements share a name."""

import re
from collections import Counter

import pytest
from django.test import Client

from shouwen.apps.tickets import actions
from shouwen.policy.lifecycle import Act
from tests.cast import Cast, at
from tests.doors.people_here import furnish

ACTS = [act.value for act in Act] + ["more"]
PAGES = [
    ("agent", "/console/?tab=all"),
    ("agent", "/console/new/"),
    ("agent", "/console/catalogue/"),
    ("agent", "/console/search/"),
    ("agent", "/console/search/?q=打印"),
    ("agent", "/console/search/?q=没有这句话"),
    ("ward_a", "/portal/tickets/?q=打印"),
    ("admin", "/console/calendars/"),
    ("admin", "/console/deliveries/"),
    ("manager", "/console/accountability/"),
    ("agent", "/console/?tab=all&owes=late"),
    ("agent", "/console/?tab=all&grade=4&state=open&hospital=999999"),
    ("manager", "/console/views/"),
    ("agent", "/console/views/new/?query=tab=all"),
    ("manager", "/console/board/"),
    ("agent", "/console/problems/"),
    ("agent", "/console/problems/{problem}/"),
    ("agent", "/console/tickets/{number}/problem/"),
    ("ward_a", "/portal/catalogue/"),
    ("manager", "/console/tickets/{number}/"),
    *[("manager", f"/console/tickets/{{number}}/?act={act}") for act in ACTS],
    ("agent", "/console/tickets/{number}/clocks/resolution/"),
    ("agent", "/console/tickets/{number}/verdict/"),
    ("agent", "/console/tickets/{number}/print/"),
    ("manager", "/console/duty/"),
    ("agent", "/console/duty/hand-overs/"),
    ("agent", "/console/duty/hand-overs/new/"),
    ("agent", "/console/duty/hand-overs/{hand_over}/"),
    ("manager", "/console/duty/shifts/{shift}/"),
    ("manager", "/console/people/?role=agent&active=all"),
    ("manager", "/console/people/{person}/"),
    ("admin", "/console/people/{person}/"),
    ("manager", "/console/people/{person}/departure/"),
    ("admin", "/console/people/new/"),
    ("manager", "/console/people/teams/"),
    ("manager", "/console/people/teams/{team}/"),
    ("manager", "/console/settings/"),
    ("admin", "/console/settings/grace_days/"),
    ("auditor", "/console/settings/"),
    ("agent", "/console/dictionaries/"),
    ("admin", "/console/dictionaries/"),
    ("admin", "/console/dictionaries/modules/new/"),
    ("manager", "/console/dictionaries/modules/{module}/"),
    ("admin", "/console/people/contacts/"),
    ("admin", "/console/people/contacts/{contact}/account/"),
    ("admin", "/console/imports/"),
    ("admin", "/console/imports/people/"),
    ("manager", "/console/imports/agreements/"),
    ("agent", "/console/me/"),
    ("agent", "/console/me/tokens/"),
    ("ward_a", "/portal/me/"),
    ("ward_a", "/portal/me/tokens/"),
    ("admin", "/console/me/webhooks/"),
    ("hospital_a", "/portal/me/webhooks/"),
    ("hospital_a", "/portal/me/webhooks/{endpoint}/"),
    ("hospital_a", "/portal/me/programs/"),
    ("hospital_a", "/portal/me/programs/{program}/"),
    ("agent", "/accounts/second-factor/"),
    ("agent", "/accounts/reauthenticate/"),
    ("ward_a", "/portal/"),
    ("ward_a", "/portal/report/"),
    ("ward_a", "/portal/tickets/?view=all"),
    ("ward_a", "/portal/tickets/{number}/"),
    ("ward_a", "/accounts/password/change/"),
]


@pytest.mark.parametrize("language", ["zh-hans", "en"])
def test_a_page_is_whole(cast: Cast, language: str) -> None:
    ticket = cast.resolved()
    other = cast.report(key="other", by="hospital_a", minutes=1)
    agent = cast.actor("agent")
    actions.declare_major(agent, other.number, at=at(2))
    actions.link(agent, ticket.number, other.number, "child", at=at(3))
    problem = actions.open_problem(agent, ticket.number, "驱动漏内存", None, at=at(4))
    actions.write_problem(agent, problem.number, "原因", "重启", known_error=True, at=at(5))
    desk = furnish(cast)["own"] | {"person": cast.users["agent2"].pk, "problem": problem.number}
    for who, url in PAGES:
        for number in (ticket.number, other.number):
            if who == "ward_a" and number == other.number and "{number}" in url:
                continue
            client = Client()
            client.force_login(cast.users[who])
            cast.users[who].__class__.objects.filter(pk=cast.users[who].pk).update(language=language)
            answer = client.get(url.format(number=number, **desk))
            assert answer.status_code == 200, url
            page = answer.content.decode()
            shared = {name: n for name, n in Counter(re.findall(r'\sid="([^"]+)"', page)).items() if n > 1}
            assert shared == {}, (url, shared)
            assert re.findall(r"<script(?![^>]*\ssrc=)|\sstyle=|\son[a-z]+=", page) == [], url
            assert f'lang="{"zh-Hans" if language == "zh-hans" else "en"}"' in page
