"""A letter's own words without what was said before."""

import pytest

from shouwen.policy.quoted import own_words


@pytest.mark.parametrize(
    ("letter", "own"),
    [
        ("还是不行。\n\n------------------ 原始邮件 ------------------\n发件人: 首问\n旧话", "还是不行。"),
        ("还是不行。\n\n在 2026年3月3日 10:00，首问 <desk@vendor.example> 写道：\n> 旧话", "还是不行。"),
        ("Still broken.\n\nOn Tue, Mar 3, 2026 at 10:00 AM Desk <desk@vendor.example> wrote:\n> old", "Still broken."),
        ("> 问\n答在下面\n> 再问\n再答", "答在下面\n再答"),
        ("好的\n-- \n张三 信息科", "好的"),
        ("好了。\r\n\r\nFrom: desk@vendor.example\r\nSent: x\r\n旧", "好了。"),
        ("> 只有引用", "> 只有引用"),
        ("发件人：老张，他说打印机坏了\n请处理", "发件人：老张，他说打印机坏了\n请处理"),
        ("", ""),
    ],
)
def test_own_words(letter: str, own: str) -> None:
    assert own_words(letter) == own
