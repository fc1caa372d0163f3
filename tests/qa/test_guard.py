"""Nothing invented: no answer of the questions that come along is withheld, and every answer broken on purpose is."""

from __future__ import annotations

import json
import logging
import random
import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from itertools import cycle, islice
from pathlib import Path

import pytest

from index.library import EmbeddedStore
from qa import ask as asking
from qa.answer.choices import token
from qa.ask import Asker
from qa.evaluate import read_gold, request_of
from qa.guard import Fault, faults, groups, guarded, withheld
from qa.model import Answer, Choice, CitedFigure, Query
from qa.render import answer_json

QUESTIONS = Path(__file__).resolve().parents[1] / "data" / "questions.jsonl"
BROKEN = 240
TODAY = 2026


@dataclass(frozen=True, slots=True, kw_only=True)
class Seen:
    """An answer as it came before the guard, with what it was read from."""

    answer: Answer
    query: Query
    offered: tuple[CitedFigure, ...]

    def faults(self, answer: Answer | None = None) -> tuple[Fault, ...]:
        return faults(answer or self.answer, self.query, self.offered)


@pytest.fixture(scope="module")
def seen(corpus_store: EmbeddedStore) -> list[Seen]:
    """Every answer to the questions over the documents that come along, before the guard."""
    found: list[Seen] = []

    def keeping(
        answer: Answer, query: Query, offered: tuple[CitedFigure, ...] = ()
    ) -> tuple[Answer, tuple[Fault, ...]]:
        found.append(Seen(answer=answer, query=query, offered=offered))
        return guarded(answer, query, offered)

    with pytest.MonkeyPatch.context() as patched:
        patched.setattr(asking, "guarded", keeping)
        asker = Asker(corpus_store)
        for entry in read_gold(QUESTIONS):
            asker.ask(request_of(entry), today=TODAY)
    return found


def test_nothing_is_withheld(seen: list[Seen]) -> None:
    assert len(seen) >= 380
    assert [(s.answer.question, s.answer.text, s.faults()) for s in seen if s.faults()] == []


# -- answers broken on purpose --------------------------------------------------------------------------------------

Break = Callable[[Seen, random.Random, EmbeddedStore], Answer | None]


def _amounts(seen: Seen) -> list[str]:
    """The amounts that the text shows, as it shows them."""
    told = {c.figure.amount for c in seen.answer.figures}
    return [m for m in re.findall(r"\d[\d,]*\.\d+", seen.answer.text) if m.replace(",", "") in told]


def _digit(seen: Seen, chance: random.Random, store: EmbeddedStore) -> Answer | None:
    shown = _amounts(seen)
    if not shown:
        return None
    amount = chance.choice(shown)
    place = chance.choice([i for i, c in enumerate(amount) if c.isdigit()])
    digit = str((int(amount[place]) + chance.randint(1, 9)) % 10)
    return replace(seen.answer, text=seen.answer.text.replace(amount, amount[:place] + digit + amount[place + 1 :]))


def _other_row(seen: Seen, chance: random.Random, store: EmbeddedStore) -> Answer | None:
    return _swapped(seen, chance, store, seen.answer.figures[0].figure.document if seen.answer.figures else "")


def _other_document(seen: Seen, chance: random.Random, store: EmbeddedStore) -> Answer | None:
    return _swapped(seen, chance, store, chance.choice([info.id for info in store.documents()]))


def _swapped(seen: Seen, chance: random.Random, store: EmbeddedStore, document: str) -> Answer | None:
    """The text, or the headline, with a figure that the answer does not cite."""
    shown = _amounts(seen)
    if not shown:
        return None
    cited = " ".join(f"{c.quote} {c.reason}" for c in (*seen.answer.figures, *seen.answer.parts))
    known = {*groups(cited), *(c.figure.amount for c in seen.answer.figures), *groups(seen.answer.text)}
    others = [f.amount for f in store.figures_of(document) if re.fullmatch(r"\d{2,}\.\d+", f.amount)]
    others = [amount for amount in others if amount not in known]
    if not others:
        return None
    other = chance.choice(others)
    if seen.answer.value and chance.random() < 0.3:
        return replace(seen.answer, value=replace(seen.answer.value, amount=other))
    return replace(seen.answer, text=seen.answer.text.replace(chance.choice(shown), other))


def _other_quote(seen: Seen, chance: random.Random, store: EmbeddedStore) -> Answer | None:
    """The figure under the words of another place."""
    figures = seen.answer.figures
    if not figures or not re.search(r"\d\.\d", figures[0].figure.amount):
        return None
    return replace(seen.answer, figures=(replace(figures[0], quote="另有1,234.56万元"), *figures[1:]))


def _worked(seen: Seen, chance: random.Random, store: EmbeddedStore) -> Answer | None:
    """A computation with an input that nothing says."""
    worked = seen.answer.computed
    if worked is None:
        return None
    inputs = [g for g in groups(worked.expression) if len(g) > 2]
    if not inputs:
        return None
    other = worked.expression.replace(chance.choice(inputs), f"{chance.randint(1000, 9999)}.{chance.randint(11, 99)}7")
    return replace(seen.answer, computed=replace(worked, expression=other))


def _warned(seen: Seen, chance: random.Random, store: EmbeddedStore) -> Answer | None:
    if not seen.answer.warnings:
        return None
    return replace(seen.answer, warnings=(*seen.answer.warnings, f"另有{chance.randint(10**6, 10**7)}.31万元"))


BREAKS: tuple[Break, ...] = (_digit, _other_row, _other_document, _other_quote, _worked, _warned)


def _broken(seen: list[Seen], store: EmbeddedStore) -> Iterator[tuple[str, Seen, Answer]]:
    chance = random.Random(16)
    answered = [s for s in seen if s.answer.status == "answered"]
    for way in cycle(BREAKS):
        tried = chance.sample(answered, len(answered))
        found = ((each, way(each, chance, store)) for each in tried)
        yield next((way.__name__, each, answer) for each, answer in found if answer and answer != each.answer)


def test_every_answer_broken_on_purpose_is_caught(seen: list[Seen], corpus_store: EmbeddedStore) -> None:
    cases = list(islice(_broken(seen, corpus_store), BROKEN))
    assert len(cases) == BROKEN
    assert [(way, answer.question, answer.text) for way, each, answer in cases if not each.faults(answer)] == []


def test_a_choice_with_an_amount_is_caught(seen: list[Seen]) -> None:
    each = next(s for s in seen if s.answer.choices)
    first = each.answer.choices[0]
    told: Choice = replace(first, label=f"{first.label}（1,234.56万元）")
    assert each.faults(replace(each.answer, choices=(told, *each.answer.choices[1:])))
    assert each.faults(replace(each.answer, options=("某局4321年三公经费是多少",)))


def test_a_refusal_tells_no_figure(seen: list[Seen]) -> None:
    each = next(s for s in seen if s.answer.status == "not_found")
    assert each.faults(replace(each.answer, text=f"{each.answer.text}但另一行为1,234.56万元。"))


# -- what becomes of it ---------------------------------------------------------------------------------------------


def test_an_answer_at_fault_is_withheld_and_logged(
    corpus_store: EmbeddedStore, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    honest = asking.composed
    monkeypatch.setattr(
        asking, "composed", lambda *given: replace(honest(*given), text="某局三公经费为98,765.43万元。")
    )
    with caplog.at_level(logging.ERROR, "budgetqa.guard"):
        answer = Asker(corpus_store).ask(asking.Request(question="云汀市教育局2022年三公经费多少"), today=TODAY)
    assert (answer.status, answer.value, answer.figures) == ("not_found", None, ())
    assert answer.warnings and "98" not in answer.text
    assert "98765.43" in caplog.text and "云汀市教育局" not in caplog.text


def test_how_many_units_a_document_names_is_borne_out_by_it(asker_of: Callable[..., Asker]) -> None:
    text = "甲市教育局2023年部门预算\n一、部门概况\n甲市教育局下属单位包括：甲市第一小学、甲市第二小学、甲市教师进修学校。\n"
    answer = asker_of({"甲市教育局2023年部门预算.txt": text}).ask(
        asking.Request(question="甲市教育局有哪些下属单位"), today=TODAY
    )
    assert answer.status == "answered" and not re.search("没有核到出处", answer.text), answer.text


def test_what_is_withheld_keeps_only_the_question(seen: list[Seen]) -> None:
    told = withheld(seen[0].answer)
    assert not list(groups(told.text)) and not told.choices and not told.passages


def test_the_change_beside_a_headline_is_cited(corpus_store: EmbeddedStore) -> None:
    answer = Asker(corpus_store).ask(asking.Request(question="云汀市教育局2022年三公经费多少"), today=TODAY)
    told = answer_json(answer, corpus_store)
    assert "17.74" in told["text"]
    (change,) = [f for f in told["figures"] if f["measure"] == "增减额"]
    assert change["amount"] == "17.74" and "17.74" in change["source"]["quote"]


def test_what_the_json_carries_tells_where_warnings_come_from(seen: list[Seen], corpus_store: EmbeddedStore) -> None:
    warned = next(s.answer for s in seen if s.answer.beside)
    told = answer_json(warned, corpus_store)
    assert all(place["file"] and place["quote"] for place in told["beside"])
    assert json.loads(json.dumps(told, ensure_ascii=False)) == told


def test_a_document_that_is_told_is_named_in_the_json(seen: list[Seen], corpus_store: EmbeddedStore) -> None:
    missing = next(s.answer for s in seen if s.answer.status == "not_found" and s.answer.held)
    assert {each["year"] for each in answer_json(missing, corpus_store)["held"]} == {i.year for i in missing.held}


def test_digits_in_the_name_of_a_form_s_project_are_borne_out_by_its_title(asker_of: Callable[..., Asker]) -> None:
    cells = [["项目资金（万元）", "年度资金总额", "21.50"], ["数量指标", "服务天数", "365天"]]
    rows = "".join(f"<tr>{''.join(f'<td>{c}</td>' for c in row)}</tr>" for row in cells)
    page = f"<h1>甲市图书馆2025年单位预算</h1><p>项目支出绩效目标表（24小时书房建设）</p><table>{rows}</table>"
    asker = asker_of({"甲市图书馆2025年单位预算.html": page})
    figures = asker.shelf.store.figures_of(asker.shelf.documents[0].id)
    money = next(f for f in figures if f.amount == "21.50")
    answer = asker.ask(asking.Request(question="", ask=token(money)), today=TODAY)
    assert (answer.status, answer.value and answer.value.amount) == ("answered", "21.50"), answer.text
    assert "24小时书房建设" in answer.text


def test_a_comma_between_two_numbers_joins_them_only_where_it_separates_thousands() -> None:
    assert list(groups("2020年612，2022年905，合计1,517人")) == ["2020", "612", "2022", "905", "1517"]
