"""What is handed on as a Word file, and what stands at the foot of every page."""

from __future__ import annotations

import io
from pathlib import Path

import docx
import pytest

from index.errors import BadOption
from index.library import EmbeddedStore
from qa.ask import Asker
from qa.model import Request
from qa.web import owner
from qa.web.paper import as_docx
from qa.web.thread import Turn

QUESTIONS = (
    "石家庄市数据资源管理局2019年三公经费多少",
    "什么是机关运行经费",
    "云汀市民政局2024年三公经费多少",
    "石家庄市数据资源管理局2031年三公经费多少",
)


def turns(store: EmbeddedStore) -> list[Turn]:
    asker = Asker(store)
    return [Turn(question=q, answer=asker.ask(Request(question=q), today=2026)) for q in QUESTIONS]


def test_a_word_file_holds_every_figure_with_its_source(store: EmbeddedStore) -> None:
    asked = turns(store)
    paper = docx.Document(io.BytesIO(as_docx(asked, "预决算问答")))
    text = "\n".join(p.text for p in paper.paragraphs)
    assert all(question in text for question in QUESTIONS)
    assert all(line in text for turn in asked for line in turn.answer.text.splitlines())
    rows = [[cell.text for cell in row.cells] for table in paper.tables for row in table.rows]
    answer = asked[0].answer
    printed = next(row for row in rows if "3.22" in row)
    assert printed[0] == answer.figures[0].figure.org and answer.figures[0].title in printed[-1]
    cited = {c.figure.id for turn in asked for c in (*turn.answer.figures, *turn.answer.parts)}
    assert len(rows) - len(paper.tables) >= len(cited) > 0
    assert "出处：" in text, "a passage names its source"


def test_word_gets_chinese_fonts_and_no_control_characters(store: EmbeddedStore) -> None:
    odd = Turn(question="三公\x0b经费\x00多少", answer=turns(store)[0].answer)
    paper = docx.Document(io.BytesIO(as_docx([odd], "站\x01名")))
    assert paper.paragraphs[0].text == "站名" and "三公 经费多少" in paper.paragraphs[1].text
    assert 'w:eastAsia="宋体"' in paper.styles["Normal"].element.xml


def test_the_foot_says_who_runs_the_site_and_of_when_it_is(store: EmbeddedStore) -> None:
    told = owner.Owner(office="<b>某局", contact="0000-1", record="备0号", code="码1")
    html = owner.footer(told, "预决算问答", store.documents())
    assert "主办单位：&lt;b&gt;某局" in html and "请联系：0000-1" in html and "备案号：备0号　网站标识码：码1" in html
    assert "收录2017—2024年度公开文件" in html
    bare = owner.footer(owner.Owner(), "预决算问答", ())
    assert "主办单位" not in bare and "备案号" not in bare and "没用" in bare


@pytest.mark.parametrize(
    ("table", "told"),
    [("offce = '某局'", "offce"), ("office = 3", ""), ("", "")],
)
def test_settings_of_the_foot(tmp_path: Path, table: str, told: str) -> None:
    file = tmp_path / "budgetqa.toml"
    file.write_text(f"[site]\n{table}\n", encoding="utf-8")
    given = {"BUDGETQA_SETTINGS": str(file)}
    if told:
        with pytest.raises(BadOption, match=told):
            owner.load(given)
    else:
        assert owner.load(given).office == ("3" if table else "")
