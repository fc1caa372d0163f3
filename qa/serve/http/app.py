"""The addresses of the API."""

from __future__ import annotations

import logging
from collections.abc import Callable
from functools import partial
from typing import Annotated, Any

from fastapi import FastAPI, Query, Request, Response
from fastapi.exceptions import RequestValidationError
from fastapi.responses import JSONResponse
from pydantic import BaseModel
from starlette.exceptions import HTTPException

from index.errors import BadOption, BudgetqaError
from qa.lookup import NotHere
from qa.serve.cursor import Stale
from qa.serve.desk import Desk
from qa.serve.http import metrics, schema
from qa.serve.http.asgi import App
from qa.serve.http.work import Busy, Work
from qa.serve.limits import Limits

_LOG = logging.getLogger("budgetqa.serve")
_WRONG: dict[int | str, dict[str, Any]] = {
    status: {"model": schema.Wrong, "description": words}
    for status, words in {
        400: "请求不对", 401: "缺少令牌，或令牌不对", 404: "没有这个地址或文件", 408: "内容没有及时送达", 409: "资料库已有变动，请从头再取",
        413: "内容太大", 414: "地址太长", 421: "主机名不对", 429: "问得太快（见 Retry-After）", 503: "暂时不能回答（见 Retry-After）",
    }.items()
}  # fmt: skip
_STATUS_WORDS = {404: "没有这个地址", 405: "这个地址不能这样用"}
_OUR_STATUS = ((Stale, 409), (NotHere, 404), (BadOption, 400))
_AGAIN = {"Retry-After": "5"}


def made(desk: Desk, limits: Limits) -> App:
    """The API over a desk, without what stands before it."""
    work = Work(limits)
    api = FastAPI(
        title="budgetqa", version="1", description="用中文提问，得到精确到单元格、带出处的数字。金额都是文字，一位不改。",
        docs_url=None, redoc_url=None, responses=_WRONG, redirect_slashes=False,
    )  # fmt: skip
    _complaints(api)
    _asking(api, desk, work)
    _lists(api, desk, work)
    _upkeep(api, desk, work)
    return api


async def _told(work: Work, call: Callable[[], dict[str, Any]]) -> Response:
    return JSONResponse(await work.do(call))


def _plain(asked: BaseModel) -> dict[str, Any]:
    return asked.model_dump(exclude_none=True)


def _asking(api: FastAPI, desk: Desk, work: Work) -> None:
    async def answered(question: schema.Question) -> Response:
        told = await work.do(partial(desk.ask, _plain(question)))
        metrics.ANSWERS.labels(told["status"]).inc()
        return JSONResponse(told)

    @api.get("/ask", response_model=schema.Answer, summary="回答一个问题")
    async def ask(question: Annotated[schema.Question, Query()]) -> Response:
        return await answered(question)

    @api.post("/ask", response_model=schema.Answer, summary="回答一个问题（可带此前的问题）")
    async def ask_with(question: schema.Question) -> Response:
        return await answered(question)

    @api.get("/search", response_model=schema.Hits, summary="查找相关段落")
    async def search(asked: Annotated[schema.Search, Query()]) -> Response:
        return await _told(work, partial(desk.search, _plain(asked)))


def _lists(api: FastAPI, desk: Desk, work: Work) -> None:
    @api.get("/figures", response_model=schema.FigureList, summary="按单位、年度、项目列出数字")
    async def figures(asked: Annotated[schema.Figures, Query()]) -> Response:
        return await _told(work, partial(desk.figures, _plain(asked)))

    @api.get("/documents", response_model=schema.DocumentList, summary="资料库里有哪些文件")
    async def documents(asked: Annotated[schema.Documents, Query()]) -> Response:
        return await _told(work, partial(desk.documents, _plain(asked)))

    @api.get("/tables", response_model=schema.TableList, summary="一份文件中的表格")
    async def tables(asked: Annotated[schema.Tables, Query()]) -> Response:
        return await _told(work, partial(desk.tables, _plain(asked)))

    @api.get("/checks", response_model=schema.CheckList, summary="一份文件的勾稽核对")
    async def checks(asked: Annotated[schema.Checks, Query()]) -> Response:
        return await _told(work, partial(desk.checks, _plain(asked)))

    @api.get(
        "/documents/{document}/pages/{page}.png",
        summary="PDF 的一页，作为图片",
        response_class=Response,
        responses={200: {"content": {"image/png": {}}}},
    )
    async def picture(document: str, page: str) -> Response:
        if not page.isascii() or not page.isdecimal() or len(page) > 6:
            raise NotHere("没有这一页")
        data = await work.do(partial(desk.picture, document, int(page)))
        # The id is the digest of the file's bytes: what it names never changes.
        return Response(data, media_type="image/png", headers={"Cache-Control": "public, max-age=86400, immutable"})


def _upkeep(api: FastAPI, desk: Desk, work: Work) -> None:
    @api.post("/feedback", response_model=schema.Kept, summary="评价一个回答")
    async def feedback(given: schema.Feedback) -> Response:
        return await _told(work, partial(desk.feedback, _plain(given)))

    @api.get("/health", response_model=schema.Health, summary="能否回答")
    async def health() -> Response:
        await work.do(lambda: desk.store.generation)
        return JSONResponse({"status": "ok"})

    @api.get("/metrics", include_in_schema=False)
    async def counted() -> Response:
        return Response(metrics.text(), media_type=metrics.TYPE)


def _line(status: int, error: str, headers: dict[str, str] | None = None) -> JSONResponse:
    return JSONResponse({"error": error}, status_code=status, headers=headers)


def _complaints(api: FastAPI) -> None:
    """Every mistake as one line in Chinese; what it was in particular goes to the log only."""

    @api.exception_handler(RequestValidationError)
    async def invalid(_: Request, error: RequestValidationError) -> JSONResponse:
        first = error.errors()[0]
        name = ".".join(str(part)[:40] for part in first["loc"][1:]) or "内容"
        kinds = {
            "missing": f"缺少 {name}",
            "extra_forbidden": f"不认识的参数 {name}",
            "json_invalid": "不是可用的 JSON",
        }
        return _line(400, kinds.get(first["type"], f"{name} 的值不对"))

    @api.exception_handler(HTTPException)
    async def refused(_: Request, error: HTTPException) -> JSONResponse:
        return _line(error.status_code, _STATUS_WORDS.get(error.status_code, "请求不对"), dict(error.headers or {}))

    @api.exception_handler(BudgetqaError)
    async def ours(_: Request, error: BudgetqaError) -> JSONResponse:
        for kind, status in _OUR_STATUS:
            if isinstance(error, kind):
                return _line(status, str(error))
        # Its text is for those who run the server: it may name folders and settings.
        _LOG.error("library cannot be used: %s", error)
        return _line(503, "资料库暂时不能使用，请稍后再试", _AGAIN)

    @api.exception_handler(Busy)
    async def busy(_: Request, __: Busy) -> JSONResponse:
        return _line(503, "现在问的人太多，请稍后再试", _AGAIN)

    @api.exception_handler(TimeoutError)
    async def slow(_: Request, __: TimeoutError) -> JSONResponse:
        return _line(503, "没有及时答出来，请把问题问得窄一些，或稍后再试", _AGAIN)

    @api.exception_handler(Exception)
    async def failed(_: Request, error: Exception) -> JSONResponse:
        _LOG.error("a mistake of ours", exc_info=error)
        return _line(500, "程序出错，已记下")
