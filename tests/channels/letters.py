"""Letters as hospitals' mail programs write them."""

from email.message import EmailMessage

AUTHSERV = "mx.vendor.example"
PASS = f"{AUTHSERV}; dmarc=pass header.from=hospital.example; spf=pass smtp.mailfrom=it@hospital.example"


def letter(
    text: str = "收费窗口打印不出发票。",
    *,
    sender: str = "甲主任 <hospital_a@hospital.example>",
    to: str = "desk@vendor.example",
    subject: str = "发票打印",
    proof: str = PASS,
    message_id: str = "<one@hospital.example>",
    **headers: str,
) -> EmailMessage:
    made = EmailMessage()
    made["From"], made["To"], made["Subject"] = sender, to, subject
    if message_id:
        made["Message-ID"] = message_id
    if proof:
        made["Authentication-Results"] = proof
    for name, value in headers.items():
        made[name.replace("_", "-")] = value
    made.set_content(text)
    return made


def raw(text: str = "x", **more: str) -> bytes:
    return letter(text, **more).as_bytes()
