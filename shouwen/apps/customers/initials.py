"""First letters of Chinese names, as people type them to find a hospital: 示例市第一人民医院 is slsdyrmyy."""

import re

from pypinyin import Style, lazy_pinyin, load_phrases_dict

LONGEST = 160
# Places and words of the trade in which a character is not read as it mostly is, each with its first letters.
READ_OTHERWISE = (
    "长安ca 长白cb 长春cc 长岛cd 长丰cf 长葛cg 长海ch 长江cj 长乐cl 长岭cl 长宁cn 长清cq 长沙cs 长寿cs 长泰ct 长汀ct "
    "长武cw 长兴cx 长阳cy 长垣cy 长治cz 重庆cq 厦门xm 西藏xz 莘县sx 单县sx 铅山ys 乐清yq 番禺py 宿迁sq 银行yh 会稽kj "
    "长庚cg 长征cz 长城cc 长航ch 藏族zz 藏医zy 黄陂hp 枞阳zy 蔚县yx 泌阳by 大埔db 莘庄xz 浒墅xs 尉犁yl 犍为qw"
)
load_phrases_dict({word[:-2]: [[letter] for letter in word[-2:]] for word in READ_OTHERWISE.split()})


def initials_of(*names: str) -> str:
    """The first letters of each name, a blank between two names; Latin letters and digits stay as they are."""
    return " ".join(filter(None, map(_initials, names)))[:LONGEST]


def _initials(name: str) -> str:
    letters = "".join(lazy_pinyin(name, style=Style.FIRST_LETTER, errors=_as_it_is))
    return re.sub(r"[^a-z0-9]", "", letters.lower())


def _as_it_is(text: str) -> str:
    return text
