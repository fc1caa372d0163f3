"""The unit of a table's amounts, in the many ways that lines and headings tell it."""

from __future__ import annotations

import re

from index.language.fold import fold_text

MONEY = ("千万元", "百万元", "亿元", "万元", "千元", "百元", "元")
_SPACE = re.compile(r"\s+")
_WORD = "(?:" + "|".join((*MONEY, "圆")) + ")"
_OTHERS = r"(?:(?:人|个|台|辆|套|次|批次|人次|%|平方米)[、/,;])*"
_CURRENCY = r"(?:人民币|rmb|cny|¥|￥)*[:(]?"
# Behind the unit nothing goes on that would make it the beginning of a name (编制单位：元氏县…).
_END = r"(?=$|[^\u4e00-\u9fff]|人民币|保留|以下|整|列示)"
_LINES = (
    # 单位：万元, 金额单位:人民币元, 货币单位：RMB元, 单位（万元）, 数据单位为万元
    re.compile(rf"单位(?:[:：(]|均?为[:：]?|是)+{_OTHERS}{_CURRENCY}({_WORD}){_END}"),
    re.compile(rf"(?:(?:金额|货币|计量|数据)单位|^[(\[]?金额[:：]){_CURRENCY}({_WORD})$"),
    re.compile(r"单位[:：](万|亿)[)\]]?$"),
    # 以下金额均以百万元计, 本表以万元为单位
    re.compile(
        rf"以[“\"']?{_CURRENCY}({_WORD})[)”\"']?(?:为|作)?(?:计量|货币|金额|记账)?(?:单位|计(?!划|入)|列示|表示|反映|填列)"
    ),
    # （万元）, 【人民币元】
    re.compile(rf"^[(\[]?{_CURRENCY}({_WORD})\)?[)\]]?$"),
)
_SHORT = {"圆": "元", "万": "万元", "亿": "亿元"}
_STATEMENT = 60  # characters: a longer line is a text that has other things to say
_AT_END = re.compile(r"\((?:金额|货币|计量)?单位:[^()]{1,12}\)[:。]?$")  # …具体如下（单位：万元）：
_BRACKETS = str.maketrans({"【": "[", "】": "]", "〔": "[", "〕": "]", "［": "[", "］": "]", "{": "[", "}": "]"})
_COUNTED = "亿元|千万元|百万元|万元|千元|百元|元|%|％|台|辆|套|个|人|平方米|批次|人次"
_IN_BRACKETS = re.compile(
    rf"[（(\[【〔](?:金额|计量)?(?:单位)?[:：]?(?:人民币)?({_COUNTED})[）)\]】〕]|(?<=[数额])[/／,，:：]?({'|'.join(MONEY)})$"
)
_TOLD = re.compile(rf"[（(【\[]?(?:金额|货币|计量)?单位[:：](?:人民币)?{_WORD}[）)】\]]?")
_EVERYWHERE = re.compile(r"均|各表|全部|全文|除.{0,8}外|本报告|本公开")


def unit_of(text: str) -> str | None:
    """The unit that a line tells (单位：万元).

    >>> unit_of("單位：萬元"), unit_of("以下金额均以百万元计"), unit_of("编制单位：元氏县档案馆")
    ('万元', '百万元', None)
    """
    if not any(sign in text for sign in "元圆圓万萬亿億"):
        return None
    tight = _SPACE.sub("", fold_text(text)).translate(_BRACKETS)
    if len(tight) > _STATEMENT:
        ending = _AT_END.search(tight)
        tight = ending[0] if ending else ""
    found = next((found for line in _LINES if (found := line.search(tight))), None)
    return None if found is None else _SHORT.get(found[1], found[1])


def unit_of_all(text: str) -> str | None:
    """The unit that a line tells of every table of the document (除另有说明外，金额均以万元计)."""
    return unit_of(text) if _EVERYWHERE.search(text) else None


def split_unit(text: str) -> tuple[str, str | None]:
    """A heading without the unit that it carries in brackets, and the unit.

    >>> split_unit("价值（金额单位：万元）")
    ('价值', '万元')
    """
    found = _IN_BRACKETS.search(text)
    if found is None:
        return text, None
    return (text[: found.start()] + text[found.end() :]).strip(), (found[1] or found[2]).replace("％", "%")


def without_unit_line(text: str) -> str:
    """A title without the words 单位：万元 in it."""
    return _TOLD.sub("", text)
