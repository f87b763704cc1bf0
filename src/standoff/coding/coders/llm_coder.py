"""`LlmCoder`: an OpenAI-compatible endpoint proposes, the text decides.

    llm:http://127.0.0.1:8080/v1#model      a server on this machine
    llm:https://HOST/v1#model               a remote one; the key comes from STANDOFF_LLM_KEY

It is asked only where it was named. The model returns quotations and names as they stand in the
text; offsets, actor codes, PLOVER types and dates are ours (`interface`, `anchors`), so an answer
can propose a wrong reading but never invent words, codes or days. An answer that is no JSON of the
schema is asked for once more, then the part of the text stays uncoded and is counted.

The codings of a model are no ground for backtests before the end of its training.
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Annotated, Any

import msgspec
from msgspec import Meta, Struct

from standoff.coding.coders.anchors import Anchors
from standoff.coding.coders.cache import AnswerCache, default_cache
from standoff.coding.coders.endpoint import Endpoint, Limits
from standoff.coding.coders.interface import CheckingCoder, Proposal
from standoff.coding.coders.prompt import answer_schema, instructions, messages, parts_of
from standoff.errors import BadValue, NotAnswered
from standoff.nouns import Article
from standoff.nouns.vocabulary import MOVE_PLOVER

__all__ = ["LlmCoder", "LlmOptions"]

_NO_PLOVER = frozenset({"assessment", "deadline", "count"})
_UNREADABLE = "answer not of the schema"
_MOST = 500


class LlmOptions(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """How an endpoint is asked; every limit with its default."""

    timeout: Annotated[float, Meta(gt=0, description="Seconds a whole request may take.")] = 120.0
    tries: Annotated[int, Meta(ge=1, description="How often a request is tried.")] = 5
    longest_wait: Annotated[float, Meta(ge=0, description="Longest wait between tries.")] = 60.0
    answer_bytes: Annotated[int, Meta(ge=1, description="Longest answer, in bytes.")] = 4_000_000
    part_chars: Annotated[int, Meta(ge=100, description="Longest text in one request.")] = 24_000
    allow_http: Annotated[bool, Meta(description="Plain http to other machines.")] = False
    cache: Annotated[Path | None, Meta(description="Folder of answers; None keeps none.")] = (
        msgspec.field(default_factory=default_cache)
    )


class _Item(Struct, frozen=True, kw_only=True):
    """One coding as the model writes it."""

    quote: str
    kind: str
    before: str = ""
    source: list[str] = []
    target: list[str] = []
    speaker: list[str] = []
    move: str = ""
    stance: str = "actual"
    said: str = ""
    number: int | None = None
    system: str = ""
    terms: str = ""
    place: str = ""
    confidence: float = 0.5


class _Usage(Struct):
    prompt_tokens: int = 0
    completion_tokens: int = 0


class _Message(Struct):
    content: str | None = None


class _Choice(Struct):
    message: _Message


class _Completion(Struct):
    choices: list[_Choice]
    usage: _Usage | None = None


class _Model(Struct):
    id: str


class _Models(Struct):
    data: list[_Model]


class LlmCoder(CheckingCoder):
    """Codes with a language model; `notes()` ends with the cost line."""

    def __init__(self, address: str, options: LlmOptions | None = None) -> None:
        super().__init__()
        given = self.options = _checked_options(options or LlmOptions())
        limits = Limits(given.timeout, given.tries, given.longest_wait, given.answer_bytes)
        self.endpoint = Endpoint(address, limits, allow_http=given.allow_http)
        self.name = f"llm:{address}"
        self.model = address.partition("#")[2]
        self._cache = AnswerCache(given.cache)
        self.cached = self.tokens_in = self.tokens_out = self.uncounted = 0

    # ---- proposals -------------------------------------------------------------------------

    def propose(self, article: Article) -> Iterator[Proposal]:
        """What the model reads in the article, part by part."""
        if not article.text.strip():
            return
        anchors = Anchors(article)
        for start, end in parts_of(article.text, self.options.part_chars):
            items = self._items(article, start, end)
            if len(items) > _MOST:
                self.dropped[f"more than {_MOST} codings in one part"] += len(items) - _MOST
            for item in items[:_MOST]:
                proposal = self._proposal(item, anchors, (start, end))
                if proposal is not None:
                    yield proposal

    def _proposal(self, raw: Any, anchors: Anchors, within: tuple[int, int]) -> Proposal | None:
        try:
            item = msgspec.convert(raw, _Item)
        except msgspec.ValidationError:
            self.dropped["coding not of the schema"] += 1
            return None
        near = max(anchors.text.find(item.quote, *within), within[0])
        fields: dict[str, Any] = {
            name: getattr(item, name)
            for name in ("kind", "move", "stance", "said", "number", "system", "terms", "place")
        }
        fields["confidence"] = item.confidence
        fields["rule"] = f"llm.{self.model}"
        fields["plover"] = "" if item.kind in _NO_PLOVER else MOVE_PLOVER.get(item.move, "")
        fields |= anchors.dates(near, near + len(item.quote), item.said)
        for role in ("source", "target", "speaker"):
            fields[role] = self._codes(getattr(item, role), anchors, near, item.kind)
        return Proposal(quote=item.quote, before=item.before, within=within, fields=fields)

    def _codes(self, names: list[str], anchors: Anchors, near: int, kind: str) -> str:
        """The codes of names as written; a name that the text does not hold is left out."""
        found: dict[str, None] = {}
        for name in names:
            if name == "AUTHOR" and kind == "assessment":
                codes: tuple[str, ...] = ("AUTHOR",)
            else:
                codes = anchors.codes_of(name, near)
            if not codes:
                self.dropped["actor not in the text"] += 1
            found.update(dict.fromkeys(codes))
        return ";".join(found)

    # ---- asking ----------------------------------------------------------------------------

    def _items(self, article: Article, start: int, end: int) -> list[Any]:
        """The codings of an answer, from the cache or the endpoint; asked twice at most."""
        asked = messages(article, start, end)
        schema = answer_schema()
        model = self.model or self._only_model()
        prompt = instructions() + json.dumps(schema, sort_keys=True)
        key = self._cache.key([model, prompt, asked[-1]["content"]])
        kept = self._cache.get(key)
        if kept is not None and (items := _read_items(kept)) is not None:
            self.cached += 1
            return items
        for _ in range(2):
            content = self._ask(model, asked, schema)
            items = _read_items(content)
            if items is not None:
                self._cache.put(key, content)
                return items
        self.dropped[_UNREADABLE] += 1
        return []

    def _ask(self, model: str, asked: list[dict[str, str]], schema: dict[str, Any]) -> str:
        """The content of one completion; empty where the answer is none."""
        payload = {
            "model": model,
            "messages": asked,
            "temperature": 0,
            "response_format": {
                "type": "json_schema",
                "json_schema": {"name": "codings", "strict": True, "schema": schema},
            },
        }
        body = self.endpoint.post("/chat/completions", payload)
        answer = _decoded(body, _Completion)
        if answer is None or not answer.choices:
            self.uncounted += 1
            return ""
        if answer.usage is None:
            self.uncounted += 1
        else:
            self.tokens_in += answer.usage.prompt_tokens
            self.tokens_out += answer.usage.completion_tokens
        return answer.choices[0].message.content or ""

    def _only_model(self) -> str:
        """The endpoint's model, where it has exactly one."""
        listed = _decoded(self.endpoint.get("/models"), _Models)
        if listed is None:
            raise NotAnswered(
                "the list of models cannot be read",
                where=self.endpoint.address,
                next="name the model: llm:URL#MODEL",
            )
        names = [model.id for model in listed.data]
        if len(names) != 1:
            raise BadValue(
                f"the endpoint has {len(names)} models",
                where=self.endpoint.address,
                expected=", ".join(name[:60] for name in names[:10]),
                next="name one: llm:URL#MODEL",
            )
        self.model = names[0]
        return self.model

    # ---- what the user should know -----------------------------------------------------------

    def notes(self) -> list[str]:
        """Dropped proposals, then the cost line."""
        unsure = f", {self.uncounted} answers without a count" if self.uncounted else ""
        cost = (
            f"{self.name}: {self.endpoint.requests} requests ({self.endpoint.retried} retried), "
            f"{self.cached} answers from the cache, {self.tokens_in} tokens in, "
            f"{self.tokens_out} tokens out{unsure}."
        )
        return [*super().notes(), cost]


def _checked_options(options: LlmOptions) -> LlmOptions:
    """The options, if each lies in its range; raises `BadValue`."""
    try:
        return msgspec.convert(msgspec.structs.asdict(options), LlmOptions)
    except msgspec.ValidationError as fault:
        raise BadValue(f"bad option: {fault}", where="llm:") from None


def _decoded(body: bytes, form: type[Any]) -> Any:
    try:
        return msgspec.json.decode(body, type=form)
    except (msgspec.DecodeError, UnicodeDecodeError, RecursionError):
        return None


def _read_items(content: str) -> list[Any] | None:
    """The codings in an answer; None where it is no JSON object with a list of them.

    Servers that ignore the schema put a fence around the object: what stands around it is left out.
    """
    first, last = content.find("{"), content.rfind("}")
    try:
        answer = json.loads(content[first : last + 1]) if 0 <= first < last else None
    except (ValueError, RecursionError):
        return None
    items = answer.get("codings") if isinstance(answer, dict) else None
    return items if isinstance(items, list) else None
