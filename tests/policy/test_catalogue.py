from shouwen.policy.catalogue import SPECIAL, STANDARDS, Service


def test_twelve_services_in_the_order_of_the_policy():
    assert [(standard.number, service.value) for service, standard in STANDARDS.items()] == [
        (1, "onsite"), (2, "hotline"), (3, "remote"), (4, "self_service"), (5, "online"), (6, "patches"),
        (7, "bulletins"), (8, "inspection"), (9, "green_channel"), (10, "urgent"), (11, "expert_onsite"),
        (12, "month_end"),
    ]  # fmt: skip


def test_the_last_four_are_special():
    assert {Service.GREEN_CHANNEL, Service.URGENT, Service.EXPERT_ONSITE, Service.MONTH_END} == SPECIAL


def test_each_has_its_clause_and_its_hours():
    assert {standard.clause for standard in STANDARDS.values()} == {f"service.{service}" for service in Service}
    assert {service.value: standard.calendar for service, standard in STANDARDS.items() if standard.calendar} == {
        "onsite": "24x7", "hotline": "hotline", "remote": "remote", "self_service": "24x7", "online": "online",
        "patches": "24x7", "green_channel": "24x7", "urgent": "24x7",
    }  # fmt: skip
