"""Letters that came to the demo's mailbox: some on cards, some that wait for a person."""

from datetime import datetime, timedelta
from email.message import EmailMessage

from shouwen.apps.channels.actions import discard, take_in_mail
from shouwen.apps.customers.access import actor_of
from shouwen.apps.people.models import User

# Sender, subject, words, hours ago, a machine's mark.
LETTERS = (
    (
        "王工 <wang@xinhe-hospital.example>",
        "门诊收费打印异常",
        "你好，我院今天上午起收费窗口发票打印错位，请协助。",
        3,
        False,
    ),
    ("示例市第一人民医院 <xxk@sdyy.example>", "住院结算咨询", "请问跨月出院的床位费怎么补记？", 20, False),
    ("采购科 <cg@unknown.example>", "软件维护报价", "请提供贵司 HIS 年度维护报价单。", 27, False),
    ("信息科 <it@beiling.example>", "自动回复：外出", "我正在外出，8 月 5 日返回。", 30, True),
    ("推广 <ad@sale.example>", "特价服务器", "限时优惠。", 50, False),
)


def load_letters(staff: dict[str, User], now: datetime) -> None:
    """Nobody has proved who sent them, so a person looks first."""
    for number, (sender, subject, words, hours, automatic) in enumerate(LETTERS):
        made = EmailMessage()
        made["From"], made["To"], made["Subject"] = sender, "desk@localhost", subject
        made["Message-ID"] = f"<demo-{number}@example>"
        if automatic:
            made["Auto-Submitted"] = "auto-replied"
        made.set_content(words)
        mail = take_in_mail(made.as_bytes(), at=now - timedelta(hours=hours))
    discard(actor_of(staff["agent"]), mail.pk, "广告", at=now - timedelta(hours=40))
