"""Patients are not named on a card: identifiers are covered when text is saved (clause privacy.masked_on_save).

The masks have a fixed length, so that nothing is learned from them; a match that merely looks like an
identifier (order number, version, IP address) is left alone where a checksum or a label can tell.
"""

import re
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date


@dataclass(frozen=True)
class Masked:
    """Text safe to store, and how many identifiers were covered in it."""

    text: str
    count: int


# Full-width digits and letters count as their plain forms; one character each, so offsets hold.
_PLAIN = {ord("０") + i: str(i) for i in range(10)} | {ord("Ｘ"): "X", ord("ｘ"): "x", ord("＋"): "+", ord("－"): "-"}
# What people put between the digits of one number: blanks and hyphens, not line ends.
_GAP = r"[ \t\u00a0\u3000\-‐–]?"


def _digits(count: int) -> str:
    return _GAP.join([r"\d"] * count)


_EDGE_BEFORE = r"(?<![0-9A-Za-z.])"
_EDGE_AFTER = r"(?![0-9A-Za-z])"
_IDENTITY = re.compile(_EDGE_BEFORE + _digits(17) + _GAP + r"[\dXx]" + _EDGE_AFTER)
_IDENTITY_OLD = re.compile(_EDGE_BEFORE + r"\d{15}" + _EDGE_AFTER)
_MOBILE = re.compile(
    _EDGE_BEFORE + r"(?:\+?86" + _GAP + r")?(1[3-9]\d" + _GAP + _digits(4) + _GAP + _digits(4) + r")(?!\d)"
)
_CARD = re.compile(_EDGE_BEFORE + _digits(16) + r"(?:" + _GAP + r"\d){0,3}" + _EDGE_AFTER)
_LABELLED = re.compile(
    r"(住院号|门诊号|病历号|病案号|就诊卡号?|诊疗卡号?|登记号|检验号|条码号?|医保卡号?|社保卡号?|医保号|银行卡号?)"
    r"(\s*(?:是|为|[:：#=])?\s*)([A-Za-z]{0,4}[\dA-Za-z\-]{4,30})"
)
_NAME = re.compile(
    r"((?:患者|病人|患儿)(?:姓名)?\s*(?:是|为|叫|[:：])?\s*|(?<!患者)(?<!病人)姓名\s*[:：]\s*)([\u4e00-\u9fff·]{2,8})"
)

_SURNAMES = frozenset(
    "赵钱孙李周吴郑王冯陈褚卫蒋沈韩杨朱秦尤许何吕施张孔曹严华金魏陶姜戚谢邹喻柏水窦章云苏潘葛奚范彭郎鲁韦昌马苗凤花方俞任袁柳"
    "鲍史唐费廉岑薛雷贺倪汤滕殷罗毕郝邬安常乐于时傅皮卞齐康伍余元卜顾孟平黄和穆萧尹姚邵汪祁毛禹狄米贝明臧计伏成戴谈宋茅庞熊纪"
    "舒屈项祝董梁杜阮蓝闵席季麻强贾路娄危江童颜郭梅盛林刁钟徐邱骆高夏蔡田樊胡凌霍虞万支柯管卢莫经房裘缪干解应宗丁宣邓郁单杭洪"
    "包诸左石崔吉龚程嵇邢裴陆荣翁荀羊惠甄曲封储靳段富巫焦谷车侯全班仰秋仲伊宫宁仇栾甘厉祖武符刘景詹束龙叶幸司韶黎薄印白蒲从鄂"
    "索赖卓蔺屠蒙池乔阴郁胥能苍双闻莘党翟谭贡劳逄姬申扶堵冉宰郦雍桑桂牛寿通边扈燕冀郏浦尚农温别庄晏柴瞿阎充慕连茹习艾鱼容向古"
    "易慎戈廖庾终居衡步都耿满弘匡国文寇广禄东欧利师巩聂关荆游权盖益桓公肖测欧阳上官司马诸葛东方"
)
_COMPOUND = ("欧阳", "上官", "司马", "诸葛", "东方", "皇甫", "尉迟", "公孙", "慕容", "令狐", "夏侯", "司徒")
# A word that often follows 患者 and begins with a character that is also a surname.
_NOT_NAMES = re.compile(
    r"^(?:信息|无法|登录|登记|挂号|不能|缴费|签到|费用|病历|时候|时间|都|全部|全都|明细|列表|数据|过多|通过|付款|门诊|住院|应|能|万|和|于|从|成功|连续|经|向|时|强|支付|房|车|常|单|解|终|别|居|平均|通知|安排|安全|关系|关联|计费|卡|水|管理|满|广|国|连|容|文)"
)


def mask(text: str) -> Masked:
    """Cover identity numbers, mobile and card numbers, labelled record numbers, and names after 患者."""
    count = 0

    def cover(pattern: re.Pattern[str], replace: Callable[[re.Match[str]], str | None], source: str) -> str:
        nonlocal count
        plain = source.translate(_PLAIN)
        parts, last = [], 0
        for match in pattern.finditer(plain):
            masked = replace(match)
            if masked is None:
                continue
            parts += [source[last : match.start()], masked]
            last = match.end()
            count += 1
        return "".join([*parts, source[last:]])

    for pattern, replace in _RULES:
        text = cover(pattern, replace, text)
    return Masked(text, count)


def identity_is_valid(number: str) -> bool:
    """GB 11643: a real birthday and the right check character (ISO 7064 mod 11-2)."""
    if not _is_day(number[6:14]):
        return False
    weights = (7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2)
    total = sum(int(digit) * weight for digit, weight in zip(number[:17], weights, strict=True))
    return "10X98765432"[total % 11] == number[17].upper()


def luhn_is_valid(number: str) -> bool:
    """ISO/IEC 7812 check digit of a bank card."""
    total = 0
    for index, digit in enumerate(reversed(number)):
        value = int(digit) * (2 if index % 2 else 1)
        total += value - 9 if value > 9 else value
    return total % 10 == 0


def _is_day(digits: str) -> bool:
    try:
        born = date(int(digits[:4]), int(digits[4:6]), int(digits[6:8]))
    except ValueError:
        return False
    return born.year >= 1880


def _bare(found: str) -> str:
    return re.sub(r"[^0-9A-Za-z]", "", found)


def _identity(match: re.Match[str]) -> str | None:
    number = _bare(match.group())
    # A wrong check character with a real birthday is still somebody's number, mistyped.
    return f"{number[:3]}***********{number[-4:]}" if _is_day(number[6:14]) else None


def _identity_old(match: re.Match[str]) -> str | None:
    number = match.group()
    return f"{number[:3]}***********{number[-4:]}" if _is_day("19" + number[6:12]) else None


def _mobile(match: re.Match[str]) -> str:
    number = _bare(match.group(1))
    return f"{number[:3]}****{number[-4:]}"


def _card(match: re.Match[str]) -> str | None:
    number = _bare(match.group())
    return f"****{number[-4:]}" if luhn_is_valid(number) else None


def _labelled(match: re.Match[str]) -> str | None:
    number = match.group(3)
    if not any(character.isdigit() for character in number):
        return None
    return f"{match.group(1)}{match.group(2)}****{number[-4:] if len(number) > 6 else ''}"


def _name(match: re.Match[str]) -> str | None:
    lead, name = match.groups()
    if _NOT_NAMES.match(name):
        return None
    if name.startswith(_COMPOUND):
        return f"{lead}{name[:2]}**"
    if "·" in name:
        return lead + "·".join(f"{part[:1]}*" for part in name.split("·"))
    if name[0] not in _SURNAMES:
        return None
    return f"{lead}{name[0]}**{name[3:] if len(name) > 3 else ''}"


_RULES: tuple[tuple[re.Pattern[str], Callable[[re.Match[str]], str | None]], ...] = (
    (_IDENTITY, _identity),
    (_CARD, _card),
    (_IDENTITY_OLD, _identity_old),
    (_MOBILE, _mobile),
    (_LABELLED, _labelled),
    (_NAME, _name),
)
