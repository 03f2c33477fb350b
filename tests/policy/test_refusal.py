from shouwen.policy.refusal import Refused


def test_a_refusal_holds_its_code_and_facts():
    refused = Refused("quota.none_left", quota=4)
    assert (refused.code, refused.facts) == ("quota.none_left", {"quota": 4})


def test_it_reads_as_its_code_with_its_facts():
    assert str(Refused("quota.none_left", quota=4)) == "quota.none_left (quota=4)"
    assert str(Refused("verdict.none")) == "verdict.none"
