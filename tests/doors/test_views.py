"""Saved views of the queue: tabs of one's own, read as strictly as any address, shared by a director, had back."""

import re

import pytest
from django.test import Client

from shouwen.apps.ledger.models import Event
from shouwen.apps.people import actions
from shouwen.apps.people.models import SavedView
from shouwen.policy.refusal import Refused
from tests.cast import Cast, at

TAB = (
    r'href="([^"]+)"[^>]*><i class="bi bi-(?:bookmark|people)"[^>]*></i>'
    r'([^<]+?)(?: <span class="count">([^<]*)</span>)?</a>'
)
pytestmark = pytest.mark.django_db


def signed_in(cast: Cast, who: str) -> Client:
    client = Client()
    client.force_login(cast.users[who])
    return client


def kept_tabs(client: Client, query: str = "tab=all") -> list[tuple[str, str, str]]:
    """Address, name and figure of each saved view among the tabs."""
    page = client.get(f"/console/?{query}").content.decode()
    part = re.search(r'data-part="views".*?</ul>', page, re.DOTALL)
    found = re.findall(TAB, part[0] if part else "")
    return [(url.replace("&amp;", "&"), name, figure) for url, name, figure in found]


def save(client: Client, name: str, query: str) -> int:
    return client.post("/console/views/new/", {"name": name, "query": query}).status_code


def test_what_is_shown_becomes_a_tab(cast: Cast) -> None:
    cast.report(answer="whole_hospital")
    agent = signed_in(cast, "agent")
    assert save(agent, " 特 急 ", "grade=1&tab=all&order_by=password&hospital__name=x&grade__gt=0") == 302
    assert SavedView.objects.get().query == "tab=all&grade=1"
    assert kept_tabs(agent) == [("/console/?tab=all&grade=1", "特 急", "1")]
    page = agent.get("/console/?tab=all&grade=1").content.decode()
    assert page.count('aria-current="page"') == 2  # the room, and this tab
    assert "存为视图" not in page
    assert [event.code for event in Event.objects.filter(code__startswith="person.view")] == ["person.view_saved"]


def test_it_is_checked_each_time_it_is_opened(cast: Cast) -> None:
    pm = signed_in(cast, "pm")
    query = f"tab=all&hospital={cast.hospital.pk}&grade=1"
    save(pm, "我的", query)
    assert [url for url, *_rest in kept_tabs(pm)] == [f"/console/?{query}"]
    cast.hospital.account_manager = cast.users["pm2"]
    cast.hospital.save()
    assert [url for url, *_rest in kept_tabs(pm)] == ["/console/?tab=all&grade=1"]
    SavedView.objects.update(query="tab=nothing&state=' OR 1=1&sort=password&after=%00")
    assert [url for url, *_rest in kept_tabs(pm)] == ["/console/?tab=all"]


def test_limits_and_names(cast: Cast) -> None:
    agent = signed_in(cast, "agent")
    statuses = [save(agent, name, "tab=all&grade=1") for name in ("急", "急", "", "长" * 21, "\u200b")]
    assert statuses == [302, 422, 422, 422, 422]
    assert save(signed_in(cast, "agent2"), "急", "tab=all&grade=1") == 302
    for number in range(29):
        assert save(agent, f"v{number}", "tab=all&grade=1") == 302
    answer = agent.post("/console/views/new/", {"name": "one more", "query": "tab=all&grade=2"})
    assert (answer.status_code, "已经有 30 个视图" in answer.content.decode()) == (422, True)
    assert SavedView.objects.filter(user=cast.users["agent"]).count() == 30


def test_renamed_moved_taken_away_and_had_back(cast: Cast) -> None:
    agent = signed_in(cast, "agent")
    for name, grade in (("a", 1), ("b", 2), ("c", 3)):
        save(agent, name, f"tab=all&grade={grade}")
    a, b, c = SavedView.objects.order_by("pk")
    agent.post(f"/console/views/{c.pk}/place/", {"to": "before"})
    agent.post(f"/console/views/{a.pk}/place/", {"to": "before"})
    assert [name for _url, name, _figure in kept_tabs(agent)] == ["a", "c", "b"]
    agent.post(f"/console/views/{a.pk}/place/", {"to": "after"})
    assert agent.post(f"/console/views/{a.pk}/name/", {"name": "b"}).status_code == 422
    assert agent.post(f"/console/views/{a.pk}/name/", {"name": "z"}).status_code == 302
    agent.post(f"/console/views/{b.pk}/removal/")
    assert [name for _url, name, _figure in kept_tabs(agent)] == ["c", "z"]
    page = agent.get("/console/views/").content.decode()
    assert f"/console/views/{b.pk}/removal/undo/" in page
    agent.post(f"/console/views/{b.pk}/removal/undo/")
    assert [name for _url, name, _figure in kept_tabs(agent)] == ["c", "z", "b"]
    # A name taken meanwhile is told, not overwritten.
    agent.post(f"/console/views/{b.pk}/removal/")
    save(agent, "b", "tab=all&grade=5")
    assert "您已有同名的视图" in agent.post(f"/console/views/{b.pk}/removal/undo/", follow=True).content.decode()
    assert SavedView.objects.get(pk=b.pk).dropped_at is not None


def test_a_director_shares_and_nobody_else_changes(cast: Cast) -> None:
    manager, agent, admin = (signed_in(cast, who) for who in ("manager", "agent", "admin"))
    save(manager, "全台", "tab=all&grade=1")
    view = SavedView.objects.get()
    assert kept_tabs(agent) == []
    manager.post(f"/console/views/{view.pk}/sharing/")
    assert [name for _url, name, _figure in kept_tabs(agent)] == ["全台"]
    acts = ("name/", "place/", "removal/", "removal/undo/")
    assert [agent.post(f"/console/views/{view.pk}/{act}", {"name": "x"}).status_code for act in acts] == [404] * 4
    save(agent, "我的", "tab=all&grade=2")
    own = SavedView.objects.get(name="我的")
    assert [each.post(f"/console/views/{own.pk}/sharing/").status_code for each in (agent, manager, admin)] == [
        403,
        404,
        403,
    ]
    manager.post(f"/console/views/{view.pk}/sharing/undo/")
    assert [name for _url, name, _figure in kept_tabs(agent)] == ["我的"]


def test_after_thirty_days_it_is_gone(cast: Cast) -> None:
    agent = cast.actor("agent")
    view = actions.save_view(agent, "queue", "a", "tab=all", at=at(0))
    actions.drop_view(agent, view.pk, at=at(1))
    with pytest.raises(Refused, match="absent"):
        actions.restore_view(agent, view.pk, at=at(1 + 30 * 24 * 60))
    with pytest.raises(Refused, match="absent"):
        actions.drop_view(agent, view.pk, at=at(2))


def test_a_hospitals_person_keeps_none(cast: Cast) -> None:
    with pytest.raises(Refused, match="not_your_role"):
        actions.save_view(cast.actor("hospital_a"), "queue", "a", "tab=all", at=at(0))


def test_a_shared_view_is_no_tab_for_whom_its_hospital_is_not(cast: Cast) -> None:
    """Without that hospital it would be another list under the same name."""
    manager = signed_in(cast, "manager")
    save(manager, "二院未结", f"tab=all&hospital={cast.other_hospital.pk}&state=accepted")
    manager.post(f"/console/views/{SavedView.objects.get().pk}/sharing/")
    cast.report(by="hospital_b", key="other")
    assert [name for _url, name, _figure in kept_tabs(signed_in(cast, "agent"))] == ["二院未结"]
    assert kept_tabs(signed_in(cast, "resident")) == []
