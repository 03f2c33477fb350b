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
# After a clear cue (a colon, 姓名, 叫) what follows is a name; after 患者 alone it must also look like one.
_NAME_CLEAR = re.compile(
    r"((?:患者|病人|患儿|产妇)?姓名\s*(?:是|为|[:：])\s*|(?:患者|病人|患儿|产妇)\s*(?:是|为|叫|[:：])\s*)([\u4e00-\u9fff·]{2,8})"
)
_NAME_BARE = re.compile(r"((?:患者|病人|患儿|产妇)\s*)([\u4e00-\u9fff·]{2,8})")
_NAME_NEXT = re.compile(r"(\*\s*(?:和|与|、|及)\s*)([\u4e00-\u9fff·]{2,8})")

_SURNAMES = frozenset(
    "赵钱孙李周吴郑王冯陈褚卫蒋沈韩杨朱秦尤许何吕施张孔曹严华金魏陶姜戚谢邹喻柏窦章云苏潘葛奚范彭郎鲁韦昌马苗凤花方俞任袁柳"
    "鲍史唐费廉岑薛雷贺倪汤滕殷罗毕郝邬乐傅卞齐康伍余元顾孟黄穆萧尹姚邵汪祁毛禹狄米贝明臧戴谈宋茅庞熊纪舒屈祝董梁杜阮蓝闵席季麻"
    "贾路娄江童颜郭梅盛林刁钟徐邱骆高夏蔡田樊胡凌霍虞万支柯管卢莫经裘缪干丁宣邓郁单杭洪包诸左石崔吉龚程嵇邢裴陆荣翁荀羊惠甄曲封"
    "储靳段富巫焦谷侯全班仰秋仲伊宫宁仇栾甘厉祖武符刘景詹束龙叶幸司韶黎薄印白蒲从鄂索赖卓蔺屠蒙池乔阴胥苍双闻莘党翟谭贡劳逄姬申"
    "扶堵冉宰郦雍桑桂牛寿边扈燕冀浦尚农温庄晏柴瞿阎慕连茹习艾鱼容向古易慎戈廖庾居衡步都耿匡文寇禄欧师巩聂关荆游权盖益桓肖"
)
_COMPOUND = ("欧阳", "上官", "司马", "诸葛", "东方", "皇甫", "尉迟", "公孙", "慕容", "令狐", "夏侯", "司徒")
# Words of the ward that begin like a name.
_NOT_NAMES = re.compile(
    r"(?:高血|高烧|高热|高危|高龄|余额|温度|申请|平板|马上|卫生|项目|单子|单据|单价|关系|关联|关闭|管理|连续|包括|包含|文书|方案|方法|"
    r"经常|经过|路径|金额|全部|全都|全名|明细|明天|纪录|席位|石膏|江湖|万一|都是|都在|都不|都没|向导|从来|白细胞|白天|花费|毛病|"
    r"双向|权限|封存|安全|支付|莫名|任何|左侧|左腿|左手|段落|容易|幸好|文件|胡乱|屈光|云端|云胶|富余|束带|印章|居住|步骤|元旦|"
    r"甘油|古怪|荣誉|广泛|姜汤|米粒|花名|龙华|乐观|康复|干预|丁当|雷同|齐全|管床|管路|解决|明确|温馨|盖章|游离|闻到)"
)
# What may stand right after a name: the end, a mark, a blank, a figure, or a word that goes on about the person.
_AFTER_NAME = re.compile(
    r"$|[^\u4e00-\u9fff]|[的无不挂在说来就已没要是和与及、把被从到去看做办住出转退缴交付登开报打问有都，。]"
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


def _name_clear(match: re.Match[str]) -> str | None:
    return _cover_name(match, sure=True)


def _name_bare(match: re.Match[str]) -> str | None:
    return _cover_name(match, sure=False)


def _cover_name(match: re.Match[str], *, sure: bool) -> str | None:
    """The name covered but for its first character; what follows it is left as it was."""
    lead, words = match.groups()
    length = _name_length(words, sure=sure)
    if length == 0:
        return None
    name, rest = words[:length], words[length:]
    if "·" in name:
        return lead + "·".join(f"{part[:1]}*" for part in name.split("·")) + rest
    kept = 2 if name.startswith(_COMPOUND) else 1
    return f"{lead}{name[:kept]}{'*' * (len(name) - kept)}{rest}"


def _name_length(words: str, *, sure: bool) -> int:
    """How many characters are a person's name; 0 when there is none."""
    if "·" in words:
        return len(words)
    if _NOT_NAMES.match(words):
        return 0
    compound = words.startswith(_COMPOUND)
    if not compound and words[0] not in _SURNAMES:
        return 0
    for length in (4, 3) if compound else (3, 2):
        if len(words) >= length and _AFTER_NAME.match(words, length):
            return length
    return min(3, len(words)) if sure else 0


_RULES: tuple[tuple[re.Pattern[str], Callable[[re.Match[str]], str | None]], ...] = (
    (_IDENTITY, _identity),
    (_CARD, _card),
    (_IDENTITY_OLD, _identity_old),
    (_MOBILE, _mobile),
    (_LABELLED, _labelled),
    (_NAME_CLEAR, _name_clear),
    (_NAME_BARE, _name_bare),
    (_NAME_NEXT, _name_bare),
)
