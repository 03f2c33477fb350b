"""Forms as the pages get them: only their looks matter here."""

from django import forms

from shouwen.ui.code_words import VOCABULARIES


def choices(vocabulary: str, *, empty: bool = False) -> list[tuple[str, object]]:
    found: list[tuple[str, object]] = list(VOCABULARIES[vocabulary].items())
    return [("", "—"), *found] if empty else found


def _area(rows: int) -> forms.Textarea:
    return forms.Textarea(attrs={"rows": rows})


class Reply(forms.Form):
    text = forms.CharField(label="回复", widget=forms.Textarea(attrs={"rows": 2, "placeholder": "回复医院……"}))


class Note(forms.Form):
    text = forms.CharField(label="内部备注", widget=_area(2))


class Hold(forms.Form):
    reason = forms.ChoiceField(label="等什么", choices=choices("hold_reason"))
    words = forms.CharField(label="医院会看到的说明", widget=_area(2))


class Classify(forms.Form):
    kind = forms.ChoiceField(label="类型", choices=choices("kind"))
    impact = forms.ChoiceField(label="影响范围", choices=choices("impact"))
    urgency = forms.ChoiceField(label="紧急程度", choices=choices("urgency"))
    service = forms.ChoiceField(label="服务细项", choices=choices("service"))
    cause = forms.ChoiceField(label="原因", choices=choices("cause"))
    module = forms.ChoiceField(label="模块", choices=[("1", "门诊收费"), ("2", "住院护士站")])
    reason = forms.CharField(label="定级理由", required=False, help_text="曾经定过级的，须写明理由。")


class Resolve(forms.Form):
    cause = forms.ChoiceField(label="原因", choices=choices("cause", empty=True))
    finding = forms.CharField(label="查明情况", widget=_area(2))
    remedy = forms.CharField(label="处理办法", widget=_area(2))
    prevention = forms.CharField(label="预防措施和应用建议", required=False, widget=_area(2))
    is_workaround = forms.BooleanField(label="这是临时措施，根因仍在", required=False)


class FollowUp(forms.Form):
    result = forms.ChoiceField(label="结果", choices=choices("follow_up_result"), widget=forms.RadioSelect)
    method = forms.ChoiceField(label="方式", choices=choices("method"))
    words = forms.CharField(label="医院的原话", required=False, widget=_area(2))


class Reopen(forms.Form):
    words = forms.CharField(label="哪里没有解决", widget=_area(2))


class Substitute(forms.Form):
    substitute = forms.ChoiceField(label="代回访人", choices=[("1", "林晓梅"), ("2", "欧阳建国")])
    reason = forms.CharField(label="理由")


MODULES = [
    ("1", "门诊收费"), ("2", "门诊医生站"), ("3", "住院护士站"), ("4", "门诊药房"), ("5", "药库管理"),
    ("6", "医保接口"), ("7", "检验 LIS"), ("8", "电子病历"), ("9", "自助机与互联网医院"), ("0", "其他 / 不清楚"),
]  # fmt: skip
MODULE_ICONS = {
    "1": "bi-cash-coin", "2": "bi-clipboard2-pulse", "3": "bi-hospital", "4": "bi-capsule", "5": "bi-box-seam",
    "6": "bi-shield-plus", "7": "bi-droplet", "8": "bi-file-medical", "9": "bi-phone", "0": "bi-three-dots",
}  # fmt: skip


class Report(forms.Form):
    answer = forms.ChoiceField(label="影响多大？", choices=choices("answer"), widget=forms.RadioSelect)
    module = forms.ChoiceField(label="哪里有问题？", choices=MODULES, widget=forms.RadioSelect)
    text = forms.CharField(
        label="怎么了？", help_text="请不要写患者姓名、身份证号等信息；误写的会自动遮盖。", widget=_area(4)
    )
    files = forms.FileField(label="拍照或选文件", required=False)
    shows_patient = forms.BooleanField(label="图片里能看到患者信息", required=False)
    department = forms.ChoiceField(label="科室", choices=[("1", "心血管内科二病区")])
    contact_name = forms.CharField(label="联系人", initial="王护士长")
    contact_phone = forms.CharField(label="联系电话", initial="0755-1000 8001")
