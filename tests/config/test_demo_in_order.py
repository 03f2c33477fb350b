"""The demo's histories run forward: on no record does anything stand before what happened earlier."""

from datetime import UTC, datetime

import pytest
from django.db.models import F, OuterRef, Subquery

from shouwen.apps.ledger.models import Event
from shouwen.config.demo.load import load

NOW = datetime(2026, 11, 27, 2, 30, tzinfo=UTC)


@pytest.mark.slow
@pytest.mark.django_db
def test_no_event_of_the_demo_is_older_than_the_one_before_it() -> None:
    load("a-long-demo-password", NOW, cards=120)
    chain = Event.objects.filter(subject_kind=OuterRef("subject_kind"), subject_id=OuterRef("subject_id"))
    before = chain.filter(seq=OuterRef("seq") - 1).values("at")[:1]
    backwards = Event.objects.annotate(before=Subquery(before)).filter(at__lt=F("before"))
    assert list(backwards.values_list("subject_kind", "subject_id", "seq", "code")) == []
    assert Event.objects.filter(at__gt=NOW).values_list("code", flat=True).first() is None
