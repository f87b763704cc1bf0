"""The coder `spacy:` on a small stand-in pipeline: parses written down by hand."""

from __future__ import annotations

import sys
from datetime import date
from types import SimpleNamespace

import pytest

from standoff.coding.coders import coder_named
from standoff.errors import BadValue
from standoff.nouns import Article

# word, lemma, part of speech, label, head: ClearNLP labels in English, TIGER in German
PARSES = {
    "Turkey lifted the sanctions against Israel.": """
        Turkey Turkey PROPN nsubj 1|lifted lift VERB ROOT 1|the the DET det 3
        |sanctions sanction NOUN dobj 1|against against ADP prep 3|Israel Israel PROPN pobj 4
        |. . PUNCT punct 1""",
    "Iran was attacked by Iraq.": """
        Iran Iran PROPN nsubjpass 2|was be AUX auxpass 2|attacked attack VERB ROOT 2
        |by by ADP agent 2|Iraq Iraq PROPN pobj 3|. . PUNCT punct 2""",
    "Japan said Iran will attack Iraq.": """
        Japan Japan PROPN nsubj 1|said say VERB ROOT 1|Iran Iran PROPN nsubj 4|will will AUX aux 4
        |attack attack VERB ccomp 1|Iraq Iraq PROPN dobj 4|. . PUNCT punct 1""",
    "Iran did not attack Iraq.": """
        Iran Iran PROPN nsubj 3|did do AUX aux 3|not not PART neg 3|attack attack VERB ROOT 3
        |Iraq Iraq PROPN dobj 3|. . PUNCT punct 3""",
    "The cook attacked the cake.": """
        The the DET det 1|cook cook NOUN nsubj 2|attacked attack VERB ROOT 2|the the DET det 4
        |cake cake NOUN dobj 2|. . PUNCT punct 2""",
    "Die Türkei hob die Sanktionen gegen Israel auf.": """
        Die der DET nk 1|Türkei Türkei PROPN sb 2|hob heben VERB ROOT 2|die der DET nk 4
        |Sanktionen Sanktion NOUN oa 2|gegen gegen ADP mnr 4|Israel Israel PROPN nk 5
        |auf auf ADP svp 2|. . PUNCT punct 2""",
    "Iran wird Israel angreifen.": """
        Iran Iran PROPN sb 1|wird werden AUX ROOT 1|Israel Israel PROPN oa 3
        |angreifen angreifen VERB oc 1|. . PUNCT punct 1""",
}  # fmt: skip


class Token(SimpleNamespace):
    """As much of a spaCy token as the coder looks at."""

    __hash__ = object.__hash__
    __eq__ = object.__eq__

    @property
    def children(self):
        return [t for t in self.doc.tokens if t.head is self and t is not self]

    @property
    def subtree(self):
        waiting, found = [self], []
        while waiting:
            found.append(waiting.pop())
            waiting.extend(found[-1].children)
        return sorted(found, key=lambda t: t.i)


class Doc:
    def __init__(self, text, parsed):
        self.text, self.tokens, self.parsed, self.ents = text, [], parsed, []
        rows = [row.split() for row in PARSES[text].split("|")]
        at = 0
        for i, (word, lemma, pos, label, _) in enumerate(rows):
            at = text.index(word, at)
            token = Token(text=word, lemma_=lemma, pos_=pos, tag_="", dep_=label, i=i, idx=at)
            token.doc, token.sent = self, SimpleNamespace(text=text)
            token.morph = SimpleNamespace(get=lambda name: [])
            self.tokens.append(token)
            at += len(word)
        for token, row in zip(self.tokens, rows, strict=True):
            token.head = self.tokens[int(row[-1])]

    def __iter__(self):
        return iter(self.tokens)

    def has_annotation(self, name):
        return self.parsed


@pytest.fixture
def pipelines(monkeypatch):
    """A module `spacy` with the pipelines `en`, `de`, `fr` and `blank`; no others."""

    def load(name):
        if name not in ("en", "de", "fr", "blank"):
            raise OSError("not installed")
        language = "en" if name == "blank" else name

        class Pipeline:
            lang = language

            def __call__(self, text):
                return Doc(text, name != "blank")

        return Pipeline()

    monkeypatch.setitem(sys.modules, "spacy", SimpleNamespace(load=load))


def coded(text, language):
    article = Article.of(text, published=date(2020, 3, 3), name="a.txt", language=language)
    return [
        (c.text, c.kind, c.source, c.target, c.move, c.stance, c.speaker)
        for c in coder_named(f"spacy:{language}").code(article)
    ]


@pytest.mark.parametrize(
    ("text", "language", "sides", "move", "stance"),
    [
        ("Turkey lifted the sanctions against Israel.", "en", "TUR>ISR", "relief", "actual"),
        ("Iran was attacked by Iraq.", "en", "IRQ>IRN", "attack", "actual"),
        ("Die Türkei hob die Sanktionen gegen Israel auf.", "de", "TUR>ISR", "relief", "actual"),
        ("Iran wird Israel angreifen.", "de", "IRN>ISR", "attack", "planned"),
    ],
)
@pytest.mark.usefixtures("pipelines")
def test_roles_cues_and_stance_come_from_the_parse(text, language, sides, move, stance):
    source, target = sides.split(">")
    expected = (text.rstrip("."), "event", source, target, move, stance, "")
    assert coded(text, language) == [expected]


@pytest.mark.usefixtures("pipelines")
def test_what_somebody_says_is_a_quote_of_the_speaker():
    (row,) = coded("Japan said Iran will attack Iraq.", "en")
    assert row[:4] == ("Iran will attack Iraq", "quote", "IRN", "IRQ")
    assert row[-1] == "JPN"


@pytest.mark.usefixtures("pipelines")
def test_negation_and_actors_nobody_knows():
    assert coded("Iran did not attack Iraq.", "en") == []  # the codebook drops it
    assert coded("The cook attacked the cake.", "en") == []


@pytest.mark.usefixtures("pipelines")
def test_pipelines_that_cannot_serve():
    with pytest.raises(BadValue, match="no pipeline 'en_none' can be loaded"):
        coder_named("spacy:en_none")
    with pytest.raises(BadValue, match="a pipeline for 'fr'"):
        coder_named("spacy:fr")
    text = "Iran was attacked by Iraq."
    article = Article.of(text, published=None, name="a", language="en")
    with pytest.raises(BadValue, match="does not parse"):
        coder_named("spacy:blank").code(article)
    german = coder_named("spacy:de")
    assert german.code(article) == []
    assert "articles not in 'de', left out: 1" in german.notes()[0]
