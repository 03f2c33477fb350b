"""Names of patients: after a clear cue, after 患者 alone, and in a row."""

import re

# Whoever is meant by a name that follows.
_WHO = r"(?:患者|病人|患儿|产妇|病员|就诊人|受检者|孕妇|家属|被保险人|参保人)"
# After a clear cue (a colon, 姓名, 叫) what follows is a name; after 患者 alone it must also look like one.
NAME_CLEAR = re.compile(
    rf"((?:{_WHO}的?)?(?:姓名|名字)\s*(?:是|为|叫|[:：=])\s*|{_WHO}\s*(?:是|为|叫|[:：])\s*)([\u4e00-\u9fff·]{{2,8}})"
)
# A name of two characters set apart to fill the column: 张　三.
NAME_SPACED = re.compile(
    rf"((?:{_WHO}?姓名|{_WHO})\s*(?:是|为|叫|[:：])\s*)([\u4e00-\u9fff])[ \u3000]{{1,3}}([\u4e00-\u9fff])(?![\u4e00-\u9fff])"
)
NAME_BARE = re.compile(rf"((?:{_WHO}的?(?:姓名|名字)?|姓名)\s*)([\u4e00-\u9fff·]{{2,8}})")
NAME_NEXT = re.compile(r"(\*\s*(?:和|与|、|及)\s*)([\u4e00-\u9fff·]{2,8})")
# Fields of a log or a table: patient_name="张三", <PatName>张三</PatName>, brxm：张三.
NAME_FIELD = re.compile(
    r"((?<![A-Za-z])(?:patient_?name|pat_?name|patname|brxm|hzxm|xingming)[\"']?\s*(?:[:：=>]|=>)\s*[\"']?)([\u4e00-\u9fff·]{2,8})",
    re.IGNORECASE,
)

_SURNAMES = frozenset(
    "赵钱孙李周吴郑王冯陈褚卫蒋沈韩杨朱秦尤许何吕施张孔曹严华金魏陶姜戚谢邹喻柏窦章云苏潘葛奚范彭郎鲁韦昌马苗凤花方俞任袁柳"
    "鲍史唐费廉岑薛雷贺倪汤滕殷罗毕郝邬乐傅卞齐康伍余元顾孟黄穆萧尹姚邵汪祁毛禹狄米贝明臧戴谈宋茅庞熊纪舒屈祝董梁杜阮蓝闵席季麻"
    "贾路娄江童颜郭梅盛林刁钟徐邱骆高夏蔡田樊胡凌霍虞万支柯管卢莫经裘缪干丁宣邓郁单杭洪包诸左石崔吉龚程嵇邢裴陆荣翁荀羊惠甄曲封"
    "储靳段富巫焦谷侯全班仰秋仲伊宫宁仇栾甘厉祖武符刘景詹束龙叶幸司韶黎薄印白蒲从鄂索赖卓蔺屠蒙池乔阴胥苍双闻莘党翟谭贡劳逄姬申"
    "曾扶堵冉宰郦雍桑桂牛寿边扈燕冀浦尚农温庄晏柴瞿阎慕连茹习艾鱼容向古易慎戈廖庾居衡步都耿匡文寇禄欧师巩聂关荆游权盖益桓肖"
)
_COMPOUND = ("欧阳", "上官", "司马", "诸葛", "东方", "皇甫", "尉迟", "公孙", "慕容", "令狐", "夏侯", "司徒")
# Words of the ward that begin like a name.
_NOT_NAMES = re.compile(
    r"(?:高血|高烧|高热|高危|高龄|余额|温度|申请|平板|马上|卫生|项目|单子|单据|单价|关系|关联|关闭|管理|连续|包括|包含|文书|方案|方法|"
    r"经常|经过|路径|金额|全部|全都|全名|明细|明天|纪录|席位|石膏|江湖|万一|都是|都在|都不|都没|向导|从来|白细胞|白天|花费|毛病|"
    r"双向|权限|封存|安全|支付|莫名|任何|左侧|左腿|左手|段落|容易|幸好|文件|胡乱|屈光|云端|云胶|富余|束带|印章|居住|步骤|元旦|"
    r"甘油|古怪|荣誉|广泛|姜汤|米粒|花名|龙华|乐观|康复|干预|丁当|雷同|齐全|连不|连上|连接|于[今昨明]|曾[经在用于有被做多住行患接服到因]|房间|费[用别]|金卡|高压|向[医护左右]|全[程天市国麻身血]|双[眼下上侧]|常规|明早|温馨|单独|家里|管床|管路|解决|明确|温馨|盖章|游离|闻到)"
)
# What may stand right after a name: the end, a mark, a blank, a figure, or a word that goes on about the person.
_AFTER_NAME = re.compile(
    r"$|[^\u4e00-\u9fff]|[的无不挂在说来就已没要是和与及、把被从到去看做办住出转退缴交付登开报打问有都，。也还又再刚男女因想未取排叫刷签建领拿等收补换]"
    r"|检[查验]|医[保嘱生]|疫苗|输[液血]|腕带|[昨今明前当]天|[上下]午|[早晚]上|费用|床[位号]|病[历案情]|报告|处方|药[品费]|预约|结算|入院|门诊|急诊|手术"
    r"|身份|姓名|年龄|性别|先生|女士|老人|小朋友|家属|本人|治疗|护理|过敏|体温|血[压糖型]|申请|账[户单]|余额|编号|信息|电话|手机|用药|吃药|发[药烧票]|多次|重复|两[个次张]"
)


def name_clear(match: re.Match[str]) -> str | None:
    return _cover_name(match, sure=True)


def name_bare(match: re.Match[str]) -> str | None:
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


def name_spaced(match: re.Match[str]) -> str | None:
    lead, first, _second = match.groups()
    return f"{lead}{first}*" if first in _SURNAMES else None
