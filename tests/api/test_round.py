"""A card's whole way, by programs alone."""

from tests.api.programs import fault, program
from tests.cast import Cast

REPORT = {"answer": "workstation", "text": "护士站打印机不出纸。"}


def test_from_report_to_rating(cast: Cast) -> None:
    ward, agent, pm = (program(cast, name) for name in ("ward_a", "agent", "pm"))
    made = ward.send("tickets", REPORT | {"module": cast.module.pk}, "report-0123456789abcdef")
    assert made.status_code == 201, made.content
    number = made.json()["number"]
    assert made["Location"] == f"/api/v1/tickets/{number}"
    assert (made.json()["state"], made.json()["first_contact"]["name"]) == ("accepted", "pm-name")
    card = f"tickets/{number}"
    steps = [
        (agent, "handling", None, None, 200, "working"),
        (agent, "replies", {"text": "您好，正在处理。"}, "reply-0123456789abcdef", 201, "working"),
        (agent, "notes", {"text": "像是驱动。"}, "note-0123456789abcdef", 201, "working"),
        (agent, "hold", {"reason": "waiting_customer", "words": "请重启。"}, None, 200, "held"),
        (agent, "restoration", None, None, 200, "restored"),
        (agent, "resolution", {"cause": "third_party", "finding": "驱动", "remedy": "重装"}, None, 200, "resolved"),
        (ward, "confirmation", {}, None, 200, "resolved"),
        (pm, "follow-ups", {"result": "solved", "method": "phone"}, None, 200, "followed_up"),
        (pm, "closure", None, None, 200, "closed"),
        (ward, "rating", {"score": 5, "words": "好"}, None, 200, "closed"),
    ]
    for who, noun, body, key, status, state in steps:
        answer = who.send(f"{card}/{noun}", body, key)
        assert (answer.status_code, answer.json().get("state")) == (status, state), (noun, answer.content)
    reopened = ward.send(f"{card}/resolution", {"words": "又坏了。"}, method="DELETE")
    assert (reopened.status_code, reopened.json()["state"]) == (200, "working")
    assert [item["kind"] for item in ward.ask(f"{card}/story").json()["items"]].count("note") == 0
    assert [item["kind"] for item in agent.ask(f"{card}/story").json()["items"]].count("note") == 1
    proof = ward.ask(f"{card}/clocks/response").json()
    assert (proof["clock"]["kind"], proof["clock"]["target_minutes"]) == ("response", 60)
    assert [row["number"] for row in ward.ask("tickets?state=working").json()["items"]] == [number]
    assert [row["number"] for row in agent.ask("tickets?q=打印机").json()["items"]] == [number]


def test_an_offer_and_its_answers(cast: Cast) -> None:
    agent, developer = program(cast, "agent"), program(cast, "developer")
    number = cast.report().number
    agent.send(f"tickets/{number}/handling")
    offer = {"receiver": cast.users["developer"].pk, "reason": "需要看数据库。"}
    assert agent.send(f"tickets/{number}/offers", offer).json()["offer"]["to"]["name"] == "developer-name"
    assert fault(agent.send(f"tickets/{number}/offers", offer)) == (409, "offer_open", None)
    assert developer.send(f"tickets/{number}/offers/refusal", {"words": "不在"}).status_code == 204
    agent.send(f"tickets/{number}/offers", offer)
    taken = developer.send(f"tickets/{number}/offers/acceptance")
    assert (taken.status_code, taken.json()["handler"]["name"]) == (200, "developer-name")


def test_staff_takes_in(cast: Cast) -> None:
    said = {"channel": "phone", "text": "发票打不出。", "kind": "incident", "impact": "department",
            "urgency": "limited", "hospital": cast.hospital.pk,
            "contacted_at": "2026-03-03T10:08:00+08:00"}  # fmt: skip
    made = program(cast, "agent").send("tickets", said, "intake-0123456789abcdef")
    assert (made.status_code, made.json()["grade"], made.json()["handler"]["name"]) == (201, 3, "agent-name")
    assert made.json()["accepted_at"] == "2026-03-03T02:08:00Z"


def test_the_record_and_what_cards_refer_to(cast: Cast) -> None:
    agent, head, ward = (program(cast, name) for name in ("agent", "hospital_a", "ward_a"))
    for path in ("hospitals", f"hospitals/{cast.hospital.pk}", "agreements", "modules", "catalogue", "calendars",
                 "duty", "duty?week=2026-03-03", "me", "problems", "problems?solved=true"):  # fmt: skip
        assert agent.ask(path).status_code == 200, path
    assert [row["id"] for row in head.ask("hospitals").json()["items"]] == [cast.hospital.pk]
    assert [row["number"] for row in head.ask("agreements").json()["items"]] == ["HT-1"]
    assert fault(ward.ask("agreements")) == (404, "absent", None)
    assert fault(ward.ask("problems")) == (404, "absent", None)
    assert fault(head.ask(f"hospitals/{cast.other_hospital.pk}")) == (404, "absent", None)
    assert [place["name"] for place in ward.ask(f"hospitals/{cast.hospital.pk}").json()["departments"]] == ["病区"]
    assert len(ward.ask("catalogue").json()["items"]) == 12
    assert ward.ask("me").json()["roles"] == ["ward"]
