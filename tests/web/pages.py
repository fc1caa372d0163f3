"""What tests of the pages' logic do with a page that runs without a browser."""

from __future__ import annotations

from streamlit.testing.v1 import AppTest

from qa import settings
from qa.serve import state
from qa.web import kept, links

QUESTION = "石家庄市数据资源管理局2019年三公经费多少"


def page(name: str, **query: str | list[str]) -> AppTest:
    """A page by itself: navigation picks pages by address, which these runs do not have."""
    script = f"from qa.web.views import {name}\nfrom qa.web.guard import guarded\nguarded({name}.show)()\n"
    test = AppTest.from_string(script, default_timeout=20)
    for key, value in query.items():
        test.query_params[key] = value
    return test.run()


def html(test: AppTest) -> str:
    """All that a page says in HTML of ours."""
    return "".join(element.proto.body for element in test.get("html"))


def told(test: AppTest, name: str) -> list[str]:
    """A part of the address, however often it is there."""
    value = test.query_params.get(name, [])
    return [value] if isinstance(value, str) else list(value)


def link(test: AppTest) -> dict[str, str]:
    """What 复制链接 gives of the last turn, copied."""
    identifier = kept.new()
    place = state.folder(settings.load().library) / "links"
    links.Links(place, days=1).put(identifier, links.opening(test.session_state["turns"][-1]))
    return {links.SHARED: identifier}


def ask(test: AppTest, question: str) -> AppTest:
    """Type a question and press Enter."""
    return test.chat_input[0].set_value(question).run()
