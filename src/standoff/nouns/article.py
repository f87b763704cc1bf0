"""`Article`: a press text that never changes."""

from __future__ import annotations

import hashlib
from datetime import date

from msgspec import Struct

__all__ = ["Article", "hash_text"]


def hash_text(text: str) -> str:
    """SHA-256 of the UTF-8 text, hexadecimal; equal for reprints in different outlets."""
    return hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest()


class Article(Struct, frozen=True, kw_only=True):
    """A press text with its date, outlet and language.

    `id` is a hash of text, publication date and outlet (16 hexadecimal digits); `text_hash` of the
    text alone, so that reprints are known. `published` is None only if the user said `--undated`.
    `name` is the file's name without its folder: it is the `doc` of every coding.
    """

    id: str
    text_hash: str
    text: str
    published: date | None
    outlet: str = ""
    language: str = ""
    url: str = ""
    title: str = ""
    name: str = ""

    @property
    def withheld(self) -> bool:
        """True if the text is known by its hash only (a record that came without press texts)."""
        return not self.text and self.text_hash != hash_text("")

    @classmethod
    def of(
        cls,
        text: str,
        *,
        published: date | None,
        outlet: str = "",
        language: str = "",
        url: str = "",
        title: str = "",
        name: str = "",
    ) -> Article:
        """An article with its two hashes filled in."""
        text_hash = hash_text(text)
        stamp = f"{text_hash}\n{published or ''}\n{outlet}"
        return cls(
            id=hash_text(stamp)[:16],
            text_hash=text_hash,
            text=text,
            published=published,
            outlet=outlet,
            language=language,
            url=url,
            title=title,
            name=name,
        )

    def _repr_html_(self) -> str:
        from standoff.nouns.display import article_html

        return article_html(self)
