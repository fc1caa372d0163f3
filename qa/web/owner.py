"""Who runs the site, as the ``[site]`` table of the settings file says, and what stands at the foot of every page."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, fields

from index.errors import BadOption
from index.library import DocumentInfo
from qa import settings
from qa.web.words import safe


@dataclass(frozen=True, slots=True, kw_only=True)
class Owner:
    """``office`` runs the site, ``contact`` takes what is wrong (a telephone number, an address), ``record`` is the 备案号 and
    ``code`` the 网站标识码. All are printed as they are told; what is "" is left out.
    """

    office: str = ""
    contact: str = ""
    record: str = ""
    code: str = ""


def load(environment: Mapping[str, str] | None = None) -> Owner:
    """The settings in force. Raises BadOption for an unknown name and for what is no text."""
    table = settings.section("site", environment)
    known = {field.name for field in fields(Owner)}
    for name in sorted(table.keys() - known):
        raise BadOption(f"设置文件 [site] 中有不认识的项 {name[:40]}（可用：{'、'.join(sorted(known))}）")
    return Owner(**{name: settings.typed(str, f"[site] 的 {name}", value) for name, value in table.items()})


def footer(owner: Owner, title: str, infos: Sequence[DocumentInfo]) -> str:
    """Who runs the site, of what date its data are, what its figures are worth, where to turn; how it is shown."""
    lines = (
        "　".join(part for part in (title, f"主办单位：{owner.office}" if owner.office else "", held(infos)) if part),
        "数字照录自各单位公开的预算、决算文件，以公开文件原文为准；标明“计算”的由程序按公开数字算出。引用前请点开“出处”核对。",
        f"数字有误、文件不全，请联系：{owner.contact}"
        if owner.contact
        else "数字有误、文件不全，请在那一条回答下点“没用”告诉我们。",
        "　".join(
            part
            for part in (
                owner.record and f"备案号：{owner.record}",
                owner.code and f"网站标识码：{owner.code}",
            )
            if part
        ),
    )
    told = "".join(f"<p>{safe(line)}</p>" for line in lines if line)
    return f"<footer class='bq-footer' aria-label='本站说明'>{told}{_CHOICES}</footer>"


def held(infos: Sequence[DocumentInfo]) -> str:
    """Of which years the documents are, and when the latest was published as far as they say; "" of an empty library."""
    if not infos:
        return ""
    years = sorted({info.year for info in infos if info.year})
    span = f"{years[0]}—{years[-1]}年度" if len(years) > 1 else f"{years[0]}年度" if years else ""
    latest = max(info.published for info in infos)
    return f"收录{span}公开文件 {len(infos)} 份" + (f"，最近一份发布于 {latest}" if latest else "")


def _chosen(what: str, name: str, values: Sequence[tuple[str, str]]) -> str:
    buttons = "".join(
        f"<button type='button' data-bq-{what}='{value}' aria-pressed='false'>{word}</button>" for value, word in values
    )
    return f"<span role='group' aria-label='{name}'>{name}：{buttons}</span>"


_CHOICES = (
    "<p class='bq-look'>"
    + _chosen("size", "字号", (("normal", "标准"), ("large", "大"), ("larger", "特大")))
    + _chosen("theme", "颜色", (("System", "跟随系统"), ("Light", "浅色"), ("Dark", "深色")))
    + "</p>"
)
