"""What speaks for and against a figure, as a table: a name, what it says, and one small pure function.

A function takes what is asked, a figure's card and the scene (what stands in the documents in question) and gives a number.
Yes is 1.0 and no 0.0. A share is of the question's or the label's weight, 0…1.
"""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
import numpy.typing as npt

from index.vocabulary import load
from qa.evidence.asked import Asked
from qa.evidence.card import Card
from qa.evidence.fitting import (
    FLOWS,
    KINDS,
    MEASURES,
    MONEY,
    PAPERS,
    STAGES,
    area_fits,
    asks,
    asks_column,
    code,
    day_fits,
    kind_fits,
    measure_fits,
    number,
    own_column,
    stage_fits,
    unit_exact,
    unit_fits,
    year_fits,
)
from qa.evidence.meeting import (
    among,
    heaviest_left,
    heaviest_met,
    longest,
    more,
    named_in_full,
    nearest,
    notion_left,
    parts_at,
)
from qa.evidence.pair import NUMBER, SHARE, Feature, Pair, Scene, cover, cover_alike, met, pairs_of, share
from qa.evidence.quantity import QUANTITIES, quantity_of
from qa.evidence.rates import RATES, rate, rate_of, words

Matrix = npt.NDArray[np.float32]

FEATURES: tuple[Feature, ...] = (
    Feature(name="in_label", says="问句中的话印在名称里的份额", tells=SHARE, of=lambda p: cover(p.asked, p.card.label_pairs), relative=True),
    Feature(name="in_named", says="问句中的话印在名称和细分里的份额", tells=SHARE, of=lambda p: cover(p.asked, p.card.named_pairs), relative=True),
    Feature(name="in_near", says="问句中的话印在名称、细分、上级里的份额", tells=SHARE, of=lambda p: cover(p.asked, p.card.near_pairs), relative=True),
    Feature(name="in_all", says="问句中的话印在它周围任何地方的份额", tells=SHARE, of=lambda p: cover(p.asked, p.card.all_pairs), relative=True),
    Feature(name="left_near", says="名称和上级没有说到的分量", tells=NUMBER, of=lambda p: p.asked.weight * (1 - cover(p.asked, p.card.near_pairs)), relative=True),
    Feature(name="left_all", says="周围都没有说到的分量", tells=NUMBER, of=lambda p: p.asked.weight * (1 - cover(p.asked, p.card.all_pairs)), relative=True),
    Feature(name="alike_named", says="问句中的话换个说法印在名称和细分里的份额", tells=SHARE, of=lambda p: cover_alike(p.asked, p.card.named_pairs), relative=True),
    Feature(name="alike_near", says="问句中的话换个说法印在名称、细分、上级里的份额", tells=SHARE, of=lambda p: cover_alike(p.asked, p.card.near_pairs), relative=True),
    Feature(name="alike_all", says="问句中的话换个说法印在它周围任何地方的份额", tells=SHARE, of=lambda p: cover_alike(p.asked, p.card.all_pairs), relative=True),
    Feature(name="left_alike", says="换个说法也没有说到的分量", tells=NUMBER, of=lambda p: p.asked.weight * (1 - cover_alike(p.asked, p.card.all_pairs)), relative=True),
    Feature(name="nowhere_alike", says="换个说法文件里也哪儿都没有的份额", tells=SHARE, of=lambda p: 1 - cover_alike(p.asked, p.scene.text), once=True),
    Feature(name="nowhere", says="文件里哪儿都没有的份额", tells=SHARE, of=lambda p: 1 - cover(p.asked, p.scene.text), once=True),
    Feature(name="nowhere_figures", says="没有一个数字说到的份额", tells=SHARE, of=lambda p: 1 - cover(p.asked, p.scene.figures), once=True),
    Feature(name="in_clause", says="印在紧靠数字那一句里的份额", tells=SHARE, of=lambda p: cover(p.asked, pairs_of(p.card.clause)), relative=True),
    Feature(name="in_sentence", says="印在数字之前整句里的份额", tells=SHARE, of=lambda p: cover(p.asked, pairs_of(p.card.sentence)), relative=True),
    Feature(name="in_title", says="印在表名里的份额", tells=SHARE, of=lambda p: cover(p.asked, pairs_of(p.card.title)), relative=True),
    Feature(name="in_section", says="印在标题里的份额", tells=SHARE, of=lambda p: cover(p.asked, pairs_of(p.card.section)), relative=True),
    Feature(name="in_column", says="印在栏目里的份额", tells=SHARE, of=lambda p: cover(p.asked, pairs_of(p.card.column)), relative=True),
    Feature(name="label_said", says="名称被问句说到的份额", tells=SHARE, of=lambda p: share(p.asked.said, p.card.label_pairs), relative=True),
    Feature(name="aspect_said", says="细分被问句说到的份额", tells=SHARE, of=lambda p: share(p.asked.said, pairs_of(p.card.aspect)) if p.card.aspect else 1.0),
    Feature(name="column_said", says="栏目被问句说到的份额", tells=SHARE, of=lambda p: share(p.asked.said, pairs_of(p.card.column))),
    Feature(name="row_said", says="行名被问句说到的份额", tells=SHARE, of=lambda p: share(p.asked.said, pairs_of(p.card.row))),
    Feature(name="clause_said", says="紧靠数字的那一句被问句说到的份额", tells=SHARE, of=lambda p: share(p.asked.said, pairs_of(p.card.clause))),
    Feature(name="has_aspect", says="还有细分", of=lambda p: float(bool(p.card.aspect))),
    Feature(name="label_length", says="名称的长度", tells=NUMBER, of=lambda p: float(len(p.card.label))),
    Feature(name="more", says="名称里问句没有说的字数", tells=NUMBER, of=more, relative=True),
    Feature(name="more_share", says="名称里问句没有说的份额", tells=SHARE, of=lambda p: more(p) / max(1, len(p.card.label)), relative=True),
    Feature(name="left_parts", says="名称、细分、上级之外还剩的词", tells=NUMBER, of=lambda p: float(len(pairs_of(p.asked.content) - p.card.near_pairs)), relative=True),
    Feature(name="among", says="上级里问句没有说的份额", tells=SHARE, of=among),
    Feature(name="run", says="与名称相同的最长一段占名称的份额", tells=SHARE, of=lambda p: longest(p.asked.content, p.card.label) / max(1, len(p.card.label)), relative=True),
    Feature(name="run_length", says="与名称相同的最长一段的长度", tells=NUMBER, of=lambda p: float(longest(p.asked.content, p.card.label)), relative=True),
    Feature(name="parts_own", says="问到的事项就是它的名称", tells=SHARE, of=parts_at(4.2), relative=True),
    Feature(name="parts_named", says="问到的事项在名称或细分里", tells=SHARE, of=parts_at(3.5), relative=True),
    Feature(name="parts_near", says="问到的事项在名称、细分、上级里", tells=SHARE, of=parts_at(2.6), relative=True),
    Feature(name="parts_around", says="问到的事项在它周围", tells=SHARE, of=parts_at(1.0), relative=True),
    Feature(name="part_left", says="周围没有说到的最重的事项", tells=NUMBER, of=heaviest_left, relative=True),
    Feature(name="notion_left", says="周围没有说到的预算科目", tells=NUMBER, of=notion_left, relative=True),
    Feature(name="nearest", says="问到的事项离它最近到哪儿", tells=NUMBER, of=nearest, relative=True),
    Feature(name="main_met", says="最重的事项离它有多近", tells=NUMBER, of=heaviest_met, relative=True),
    Feature(name="parts", says="问到的事项数", tells=NUMBER, of=lambda p: float(len(p.asked.parts)), once=True),
    Feature(name="named_in_full", says="问句说全了的名称就是它的", of=named_in_full, relative=True),
    Feature(name="item_asked", says="科目相同", of=lambda p: float(p.card.figure.item in p.asked.keys), relative=True),
    Feature(name="item_other", says="是另一个科目", of=lambda p: float(p.card.figure.item is not None and p.card.figure.item not in p.asked.keys)),
    Feature(name="aspect_asked", says="细分的科目相同", of=lambda p: float(p.card.figure.aspect_item in p.asked.keys)),
    Feature(name="aspect_other", says="细分是另一个科目", of=lambda p: float(p.card.figure.aspect_item is not None and p.card.figure.aspect_item not in p.asked.keys)),
    Feature(name="part_of_asked", says="是所问科目的一部分", of=lambda p: float(bool(p.card.wholes & p.asked.keys))),
    Feature(name="whole_of_asked", says="所问科目是它的一部分", of=lambda p: float(any(p.card.figure.item in load().ancestors(k) for k in p.asked.keys)) if p.card.figure.item else 0.0),
    Feature(name="above_asked", says="上级就是所问的科目", tells=NUMBER, of=lambda p: float(len(p.card.above_items & p.asked.keys))),
    Feature(name="keys", says="问句里的科目数", tells=NUMBER, of=lambda p: float(len(p.asked.keys)), once=True),
    Feature(name="kind", says="问的种类", tells=KINDS, of=lambda p: number(KINDS, p.asked.query.kind), once=True),
    Feature(name="measure", says="数字的种类", tells=MEASURES, of=lambda p: number(MEASURES, p.card.figure.measure)),
    Feature(name="kind_fits", says="数字的种类正是所问的", of=kind_fits, relative=True),
    Feature(name="rate_asked", says="问的是完成、占比还是增减", tells=RATES, of=lambda p: float(rate(p.asked.text)), once=True),
    Feature(name="rate", says="它是完成、占比还是增减", tells=RATES, of=lambda p: float(rate_of(p.card))),
    Feature(name="rate_fits", says="比率的种类相同", of=lambda p: float(rate(p.asked.text) == rate_of(p.card)), relative=True),
    Feature(name="quantity_asked", says="问的是哪种数", tells=QUANTITIES, of=lambda p: float(np.argmax(p.asked.quantities)), once=True),
    Feature(name="quantity_fits", says="正是所问的那种数的把握", tells=SHARE, of=lambda p: float(p.asked.quantities[quantity_of(p.card)]), relative=True),
    Feature(name="quantity", says="是哪种数", tells=QUANTITIES, of=lambda p: float(quantity_of(p.card))),
    Feature(name="measure_named", says="问句点明的那种数", of=measure_fits, relative=True),
    Feature(name="area_fits", says="地区还是单位相合", of=area_fits),
    Feature(name="day_fits", says="年底的日期相合", of=day_fits),
    Feature(name="unit_asked", says="问了计量单位", of=lambda p: float(p.asked.unit is not None), once=True),
    Feature(name="unit_fits", says="计量单位相合", of=unit_fits, relative=True),
    Feature(name="unit_exact", says="计量单位相同", of=unit_exact),
    Feature(name="unit_said", says="问句里有它的计量单位", of=lambda p: float(bool(p.card.figure.unit) and str(p.card.figure.unit) in p.asked.text)),
    Feature(name="unit_none", says="没有计量单位", of=lambda p: float(p.card.figure.unit is None)),
    Feature(name="money", says="是金额单位", of=lambda p: float(p.card.figure.unit in MONEY)),
    Feature(name="stage_named", says="问了预算还是决算", tells=NUMBER, of=lambda p: float(len(p.asked.query.stages)), once=True),
    Feature(name="stage_fits", says="预算、决算相合", of=stage_fits, relative=True),
    Feature(name="stage", says="它是预算还是决算", tells=STAGES, of=lambda p: number(STAGES, p.card.figure.stage)),
    Feature(name="paper_stage", says="文件是预算还是决算", tells=STAGES, of=lambda p: number(STAGES, p.card.paper.stage)),
    Feature(name="paper_kind", says="文件的种类", tells=PAPERS, of=lambda p: number(PAPERS, p.card.paper.kind)),
    Feature(name="stage_own", says="与文件的阶段相同", of=lambda p: float(p.card.figure.stage == p.card.paper.stage)),
    Feature(name="year_named", says="问了年度", tells=NUMBER, of=lambda p: float(len(p.asked.query.years)), once=True),
    Feature(name="year_fits", says="年度相合", of=year_fits, relative=True),
    Feature(name="year_own", says="与文件的年度相同", of=lambda p: float(p.card.year == p.card.paper.year)),
    Feature(name="year_before", says="是上年的数", of=lambda p: float(p.card.year is not None and p.card.paper.year is not None and p.card.year == p.card.paper.year - 1)),
    Feature(name="base", says="有比较的对象", of=lambda p: float(p.card.figure.base is not None)),
    Feature(name="base_fits", says="比较的对象相合", of=lambda p: 0.5 if p.asked.query.base is None else float(bool(p.card.figure.base) and p.asked.query.base[:2] in str(p.card.figure.base))),
    Feature(name="direction", says="增减的方向", tells=NUMBER, of=lambda p: float(p.card.figure.direction) if p.card.figure.direction is not None else 5.0),
    Feature(name="table", says="印在表里", of=lambda p: float(p.card.figure.source.table is not None)),
    Feature(name="depth", says="上级的层数", tells=NUMBER, of=lambda p: float(len(p.card.figure.parents))),
    Feature(name="clauses", says="句中在前的分句数", tells=NUMBER, of=lambda p: float(p.card.clauses)),
    Feature(name="fragment", says="名称是半句话", of=lambda p: float(bool(words()["fragments"]["label"].search(p.card.label)))),
    Feature(name="total", says="名称是合计", of=lambda p: float(bool(words()["fragments"]["total"].search(p.card.label + p.card.column)))),
    Feature(name="code", says="科目编码相同", of=code),
    Feature(name="fund", says="说明了资金性质", of=lambda p: float(p.card.figure.fund is not None)),
    Feature(name="fund_said", says="问句里有它的资金性质", of=lambda p: float(bool(p.card.figure.fund) and str(p.card.figure.fund)[:4] in p.asked.text)),
    Feature(name="flow", says="收入还是支出", tells=FLOWS, of=lambda p: number(FLOWS, p.card.figure.flow)),
    Feature(name="zero", says="是零", of=lambda p: float(p.card.figure.value == 0)),
    Feature(name="approximate", says="是约数", of=lambda p: float(bool(p.card.figure.approximate))),
    Feature(name="siblings", says="同名的数字个数", tells=NUMBER, of=lambda p: float(p.card.siblings)),
    Feature(name="place", says="在文件中的先后", tells=NUMBER, of=lambda p: float(p.card.number)),
    Feature(name="like", says="意思相近的程度", tells=SHARE, of=lambda p: p.likeness[0], relative=True),
    Feature(name="like_label", says="与名称意思相近的程度", tells=SHARE, of=lambda p: p.likeness[1], relative=True),
    Feature(name="like_sentence", says="与所在句子意思相近的程度", tells=SHARE, of=lambda p: p.likeness[2], relative=True),
    *(Feature(name=f"asks_{name}", says=f"问句的话：{name}", of=asks(name), once=True) for name in words()["asks"]),
    *(Feature(name=f"asks_{name}", says=f"问句说到“{name}”", of=asks_column(name), once=True) for name in words()["columns"]),
    *(Feature(name=f"own_{name}", says=f"它说到“{name}”", of=own_column(name)) for name in words()["columns"]),
)  # fmt: skip
RELATIVE = tuple(i for i, f in enumerate(FEATURES) if f.relative)
_ONCE = [i for i, f in enumerate(FEATURES) if f.once]
_EACH = [i for i, f in enumerate(FEATURES) if not f.once]
NAMES = (*(f.name for f in FEATURES), *(f"{FEATURES[i].name}~best" for i in RELATIVE))


def matrix(asked: Asked, found: Sequence[Card], scene: Scene, likeness: npt.NDArray[np.float32]) -> Matrix:
    """One row per card, one column per name of ``NAMES``; the last ones hold the relative features against the best.

    ``likeness`` has a row per card: cosines of the question with the card, its label, its sentence. No card, no row.
    """
    if not found:
        return np.zeros((0, len(NAMES)), dtype=np.float32)
    rows = np.zeros((len(found), len(FEATURES)), dtype=np.float32)
    for n, card in enumerate(found):
        near = tuple(met(part, card) for part in asked.parts)
        like = (float(likeness[n, 0]), float(likeness[n, 1]), float(likeness[n, 2]))
        pair = Pair(asked=asked, card=card, scene=scene, likeness=like, met=near)
        if n == 0:
            rows[:, _ONCE] = [FEATURES[i].of(pair) for i in _ONCE]
        rows[n, _EACH] = [FEATURES[i].of(pair) for i in _EACH]
    best = rows[:, RELATIVE]
    return np.hstack([rows, best - best.max(axis=0, keepdims=True)])
