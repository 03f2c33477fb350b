"""What programs send and are shown of experts."""

from datetime import date, datetime

from pydantic import BaseModel, Field

from shouwen.api.frame.wire import Body, Id, Instant, example, one_of
from shouwen.policy.severity import PlainAnswer


class MemberOut(BaseModel):
    person: int
    name: str
    answer: str
    opinion: str
    signed_at: datetime | None


class ConsultationOut(BaseModel):
    number: str
    card: str
    stage: str
    question: str
    chair: int
    meets_at: datetime
    due_at: datetime
    conclusion: str
    plan: str
    signed_at: datetime | None


class ConsultationWhole(ConsultationOut):
    members: list[MemberOut]


class Consultations(BaseModel):
    items: list[ConsultationOut]
    next: str | None


class NewConsultation(Body):
    """`members` without the chair; `due_at`: without it by the grade of the card."""

    model_config = example(
        {"question": "结算慢，是否索引问题？", "meets_at": "2026-03-03T16:00:00+08:00", "chair": 1, "members": [2]}
    )

    question: str
    meets_at: Instant
    chair: Id
    members: list[Id] = Field(min_length=1, max_length=12)
    due_at: Instant | None = None


class Invitation(Body):
    model_config = example({"accepts": True})

    accepts: bool
    words: str = ""


class Opinion(Body):
    model_config = example({"words": "先看执行计划。"})

    words: str


class Conclusion(Body):
    model_config = example({"conclusion": "缺索引。", "plan": "今晚补建，明早复核。"})

    conclusion: str
    plan: str


class CertificateOut(BaseModel):
    id: int
    person: int
    name: str
    number: str
    issued_on: date
    expires_on: date
    branch: str
    specialty: str
    ended_on: date | None


class Certificates(BaseModel):
    items: list[CertificateOut]


class NewCertificate(Body):
    model_config = example(
        {
            "person": 1,
            "number": "JXD-0001",
            "issued_on": "2025-01-01",
            "expires_on": "2027-12-31",
            "branch": "总部",
            "specialty": "医保",
        }
    )

    person: Id
    number: str
    issued_on: str = Field(max_length=10, json_schema_extra={"format": "date"})
    expires_on: str = Field(max_length=10, json_schema_extra={"format": "date"})
    branch: str
    specialty: str


class VisitOut(BaseModel):
    """`price_fen`: with its tax; 0 for what the agreement includes."""

    number: str
    card: str
    expert: int
    on: date
    scope: str
    price_fen: int
    state: str
    signed_name: str
    made_at: datetime | None


class NewVisit(Body):
    model_config = example({"expert": 1, "on": "2026-03-10", "scope": "现场分析结算性能。", "price_fen": 500000})

    expert: Id
    on: str = Field(max_length=10, json_schema_extra={"format": "date"})
    scope: str
    price_fen: int = Field(0, ge=0, le=10**12)


class VersionOut(BaseModel):
    version: int
    file: str
    words: str
    written_at: datetime
    approved_at: datetime | None
    acknowledged_at: datetime | None
    signed_name: str


class SolutionOut(BaseModel):
    number: str
    card: str
    title: str
    versions: list[VersionOut]


class ExpertsOnCard(BaseModel):
    consultations: list[ConsultationOut]
    visits: list[VisitOut]
    solution: SolutionOut | None


class ExpertName(Body):
    """Who signs for the hospital."""

    model_config = example({"signed_name": "甲主任"})

    signed_name: str


class NamedExpertIn(Body):
    model_config = example({"person": 1})

    person: Id


class NamedOut(BaseModel):
    id: int
    person: int
    name: str


class NamedList(BaseModel):
    items: list[NamedOut]


class ExpertWords(Body):
    model_config = example({"words": "改期"})

    words: str


class GreenReport(Body):
    """`answer`: of the plain question, as for a report."""

    model_config = example({"answer": "department", "text": "收费窗口很慢。"})

    answer: str = one_of(PlainAnswer)
    text: str


class Accepted(BaseModel):
    number: str


class NewVersion(Body):
    """`title`: of the first version. One file comes with it."""

    model_config = example({"title": "结算性能专项方案", "words": "初稿"})

    title: str = ""
    words: str = ""
