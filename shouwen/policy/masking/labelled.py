"""What is somebody's by the label before it: record, insurance and bed numbers, passports, addresses."""

import re

_LABELS = (
    r"住院号|住院流水号|住院病历号|门诊号|门诊卡号?|急诊号|病历号|病案号|病员号|病人号|患者号|(?:病人|患者)(?:ID|编号)|就诊卡号?|就诊号|诊疗卡号?|登记号|检验号"
    r"|检查号|影像号|标本号|(?<!商品)条码号?|医保卡号?|医保号|医保(?:个人)?编号|医保电子凭证|参保号|社保卡号?|社会保障号码?|社保号|银行卡号?|入院号|留观号"
    r"|护照号?码?|通行证号?码?|台胞证号?码?|港澳证号?码?|居留证号?码?|身份证号?码?|证件号码?|出生证号?码?"
)
_FIELDS = (
    r"patient_?id|pat_?id|patient_?no|inpatient_?no|admission_?(?:no|number)|admission number|visit_?no|mrn|medical record (?:no\.?|number)|card_?no"
    r"|insurance_?(?:no|number)|insurance number|psn_no|id_?card(?:_?no)?|passport(?:_?(?:no|number)| no\.?| number)?|zyh|mzh|blh|bah|brid|jzkh|ybkh|sfzh"
)
# Between label and value: a colon, a word, the marks of a log.
_SEP = r"[\"']?[)\]]?\s*(?:是|为|=>|[:：#=＝>])?\s*[\"'\[（(]?"
NUMBER = re.compile(
    rf"((?:{_LABELS}|(?<![A-Za-z])(?:{_FIELDS})(?![A-Za-z]))(?:后\S位)?)({_SEP})"
    r"([A-Za-z]{0,4}[ \-]?\d(?:[ \-]?[\dA-Za-z]){2,29}|[A-Za-z]{0,4}[\dA-Za-z\-]{4,30})(?![*\dA-Za-z])",
    re.IGNORECASE,
)
BED = re.compile(
    r"(床位?号|床位|bed_?(?:no|number)?|bed number)([\"']?\s*(?:是|为|[:：#=]|no\.?)\s*[\"']?)([A-Za-z]{0,3}[ \-]?\d{1,4}(?:-\d{1,3})?[A-Za-z]?)(?![\dA-Za-z])",
    re.IGNORECASE,
)
# A passport that nobody labelled: only after whose it is.
PASSPORT = re.compile(
    r"((?:患者|病人|外籍)[^\d\n]{0,6}?)((?:E[A-HJ-NP-Z]?|G|D|S|P|H|M|C[A-HJ-NP-Z]?)\d{7,8})(?![\dA-Za-z])"
)
ADDRESS = re.compile(
    r"(?<![A-Za-z服务器口存络存问载接网库机邮])((?:家庭|现|户籍|联系|通讯|居住|户口|常住|出生|患者|病人)?(?:住址|地址|所在地))([\"']?\s*(?:是|为|[:：=])\s*[\"']?)"
    r"([\u4e00-\u9fff][\u4e00-\u9fff0-9A-Za-z\-－#（）()·]{3,60})"
)
_PLACE = re.compile(r"[省市区县旗镇乡村路街道巷弄号室栋幢楼]|小区|单元|花园")
_DISTRICT = re.compile(
    r"^(?:[\u4e00-\u9fff]{2,8}?(?:省|自治区))?(?:[\u4e00-\u9fff]{2,8}?(?:市|自治州|地区|盟))?(?:[\u4e00-\u9fff]{1,6}?[区县旗市])?"
)


def number(match: re.Match[str]) -> str | None:
    """The last four of more than six are left."""
    label, between, value = match.groups()
    if not any(character.isdigit() for character in value):
        return None
    kept = re.sub(r"[ \-]", "", value)
    return f"{label}{between}****{kept[-4:] if len(kept) > 6 else ''}"


def bed(match: re.Match[str]) -> str:
    """Nothing is left of it."""
    return f"{match.group(1)}{match.group(2)}**"


def passport(match: re.Match[str]) -> str:
    """Its first and its last two characters are left."""
    return f"{match.group(1)}{match.group(2)[:2]}*****{match.group(2)[-2:]}"


def address(match: re.Match[str]) -> str | None:
    """As far as the district."""
    label, between, value = match.groups()
    if not _PLACE.search(value):
        return None
    found = _DISTRICT.match(value)
    kept = found.group() if found else ""
    return None if kept == value else f"{label}{between}{kept}***"
