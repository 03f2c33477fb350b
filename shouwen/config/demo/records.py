"""What is on record of the demo's hospitals beside their people: credit codes, history, dossiers, versions, targets."""

import tomllib
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from typing import Any

from shouwen.apps.agreements.actions import set_targets
from shouwen.apps.agreements.models import Agreement
from shouwen.apps.customers.access import actor_of
from shouwen.apps.customers.actions import add_entry
from shouwen.apps.customers.models import Hospital, Tenure
from shouwen.apps.installations.models import Installation, VersionChange
from shouwen.apps.people.models import User
from shouwen.policy.credit_code import check_character

# Small houses have bought a part of the product.
LEFT_OUT = {
    "南屏区社区卫生服务中心": {"pacs", "mobile_nursing", "supplies"},
    "鹿鸣口腔医院": {"ward_doctor", "ward_nurse", "mobile_nursing", "ward_billing", "inpatient_pharmacy"},
}
STREETS = ("人民路", "建设路", "解放路", "朝阳街", "中山路", "滨河路")


def invented_code(order: int) -> str:
    """A credit code that is valid and belongs to nobody: its organisation number is a row of zeros and the order."""
    body = f"1299{order:02d}000000000{order:02d}"[:17].ljust(17, "0")
    return body + check_character(body)


def morning(today: date) -> datetime:
    """When the records were last gone through."""
    return datetime(today.year, today.month, today.day, 1, tzinfo=UTC)


def load_record(order: int, hospital: Hospital, staff: dict[str, User], today: date) -> None:
    """Write one hospital's record: facts, who stood for it, what stands there, versions."""
    hospital.credit_code = invented_code(order)
    hospital.address = f"示例省示例市{STREETS[order % len(STREETS)]} {order * 7} 号"
    hospital.save()
    hospital.contacts.filter(department=None).update(is_it=True)
    _load_tenures(order, hospital, staff, today)
    _load_versions(order, hospital, today)
    written = morning(today) - timedelta(days=30)
    keeper = actor_of(hospital.account_manager)
    for row in _dossiers():
        if row["hospital"] == hospital.name:
            add_entry(keeper, hospital.pk, row["section"], row["facts"], at=written)


def load_days(hospital: Hospital, at: datetime) -> None:
    """The days of each agreement, as its first line and the usual course of a project have them."""
    for agreement in Agreement.objects.filter(hospital=hospital).prefetch_related("lines"):
        lines = list(agreement.lines.all())
        agreement.started_on = min(line.free_from for line in lines)
        agreement.go_live_on = agreement.started_on + timedelta(days=75)
        agreement.first_accepted_on = agreement.started_on + timedelta(days=110)
        ended = {line.terminated_on for line in lines}
        if None not in ended:
            agreement.terminated_on = max(day for day in ended if day)
            agreement.termination_reason = "院方并入医疗集团，改用集团统一系统。"
        agreement.save()
        if hospital.name == "示例市第一人民医院" and len(lines) > 1:
            minutes = {"response_3": 30, "response_4": 30, "resolution_3": 12 * 60, "arrival": 90}
            keeper = actor_of(hospital.account_manager)
            set_targets(keeper, agreement.pk, lines[-1].pk, minutes, at=at)


def _load_tenures(order: int, hospital: Hospital, staff: dict[str, User], today: date) -> None:
    begun = today - timedelta(days=400 + order)
    post = Tenure.Post
    rows = [
        Tenure(hospital=hospital, post=post.ACCOUNT_MANAGER, person=hospital.account_manager, since=begun),
        Tenure(hospital=hospital, post=post.DEPUTY, person=hospital.deputy or staff["pm"], since=begun),
        Tenure(
            hospital=hospital,
            post=post.IMPLEMENTATION,
            person=staff["resident2"],
            since=begun - timedelta(days=300),
            until=begun - timedelta(days=200),
        ),
        Tenure(
            hospital=hospital,
            post=post.TRAINING,
            person=staff["resident"],
            since=begun - timedelta(days=210),
            until=begun - timedelta(days=200),
            reason="门诊、住院、药房分三批",
        ),
    ]
    if order % 3 == 1:
        earlier = staff["agent3"]
        start = begun - timedelta(days=500)
        rows[0].reason = "原项目经理调任区域支持"
        rows.append(Tenure(hospital=hospital, post=post.ACCOUNT_MANAGER, person=earlier, since=start, until=begun))
    Tenure.objects.bulk_create(rows)


def _load_versions(order: int, hospital: Hospital, today: date) -> None:
    """Each third module was renewed once."""
    installed = Installation.objects.filter(campus__hospital=hospital).order_by("pk")
    VersionChange.objects.bulk_create(
        VersionChange(
            installation=row,
            before="5.1.8",
            after=row.version,
            changed_on=today - timedelta(days=40 + order),
            by=hospital.account_manager,
            note="随季度版本升级",
        )
        for row in installed
        if row.module_id % 3 == 0
    )


def _dossiers() -> list[dict[str, Any]]:
    path = Path(__file__).parent / "dossiers.toml"
    rows: list[dict[str, Any]] = tomllib.loads(path.read_text(encoding="utf-8"))["entry"]
    return rows
