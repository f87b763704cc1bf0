"""A page of our own sentences, close in size and shape to that of a real case."""

from __future__ import annotations

import itertools
from datetime import date

from standoff.nouns import (
    Article,
    Claim,
    Coding,
    Context,
    Coverage,
    Definition,
    DefinitionRow,
    Event,
    EventPattern,
    Evidence,
    Finding,
    Forecast,
    LabelledMonth,
    PageArticle,
    PageData,
    Phase,
    Phases,
    Question,
    Span,
    Statement,
    ThenWhat,
    When,
)  # fmt: skip

GERMAN = (
    "Die Führung in Pjöngjang hat Washington eine Frist gesetzt: Bis zum Jahresende müsse die "
    "Regierung ihre Sanktionen lockern, sonst werde man einen neuen Weg gehen. Seit Mai zählten "
    "Beobachter 13 Starts von Raketen kurzer Reichweite 🚀 in sieben Monaten. Das für Mittag "
    "angesetzte Essen der beiden Delegationen fiel aus. Provokation und Entspannung wechseln "
    "einander seit Jahrzehnten ab. „Wir haben Geduld“, sagte der Präsident am Donnerstag."
)
ENGLISH = (
    "Negotiators from both sides met in Stockholm on Saturday and parted after eight hours without "
    "a result. North Korea fired a missile from under the sea three days earlier, the first such "
    "launch in three years. The president said he would be patient and praised his counterpart as "
    "a man of his word. Should the engine test be confirmed, it would be a breach of the freeze "
    "announced in the spring of last year, which both leaders had called the heart of their "
    "understanding, and which officials had since described as the one tangible result of three "
    "meetings, many letters and a great deal of ceremony on either side of the border."
)

ARTICLES = (
    Article.of(GERMAN, published=date(2019, 12, 9), outlet="Der Morgen", language="de",
               url="https://morgen.example/frist", title="Die Uhr läuft ab", name="morgen.txt"),
    Article.of(ENGLISH, published=date(2019, 10, 7), outlet="The Harbour Post", language="en",
               url="https://harbour.example/talks", title="Eight hours in Stockholm",
               name="harbour.txt"),
)  # fmt: skip

# (article, words, status, fields of the coding)
_CODED = (
    (0, "eine Frist gesetzt: Bis zum Jahresende müsse die Regierung ihre Sanktionen lockern",
     "accepted", {"kind": "deadline", "source": "PRK", "target": "USA", "move": "ultimatum",
                  "stance": "conditional", "earliest": date(2019, 12, 31),
                  "latest": date(2019, 12, 31), "said": "Bis zum Jahresende",
                  "terms": "ihre Sanktionen lockern", "rule": "de.deadline.bis",
                  "confidence": 0.91}),
    (0, "werde man einen neuen Weg gehen", "proposed",
     {"kind": "event", "source": "PRK", "target": "USA", "move": "threat", "plover": "THREATEN",
      "stance": "conditional", "rule": "de.threat.sonst", "confidence": 0.62}),
    (0, "13 Starts von Raketen kurzer Reichweite 🚀 in sieben Monaten", "accepted",
     {"kind": "count", "source": "PRK", "move": "weapon_test", "number": 13,
      "system": "short_range", "earliest": date(2019, 5, 1), "latest": date(2019, 12, 9),
      "said": "in sieben Monaten", "rule": "de.count.number", "confidence": 0.95}),
    (0, "Das für Mittag angesetzte Essen der beiden Delegationen fiel aus", "changed",
     {"kind": "event", "source": "USA;PRK", "target": "USA;PRK", "move": "talks",
      "plover": "CONSULT", "stance": "cancelled", "rule": "de.fiel_aus", "confidence": 0.88}),
    (0, "Provokation und Entspannung wechseln einander seit Jahrzehnten ab", "proposed",
     {"kind": "assessment", "source": "AUTHOR", "target": "PRK", "stance": "habitual",
      "rule": "de.habitual", "confidence": 0.7}),
    (0, "Wir haben Geduld", "accepted",
     {"kind": "quote", "source": "USA_TRUMP", "target": "PRK", "move": "announcement",
      "plover": "AGREE", "speaker": "USA_TRUMP", "earliest": date(2019, 12, 5),
      "latest": date(2019, 12, 5), "said": "am Donnerstag", "rule": "de.quote",
      "confidence": 0.97}),
    (1, "Negotiators from both sides met in Stockholm on Saturday", "accepted",
     {"kind": "event", "source": "USA;PRK", "target": "USA;PRK", "move": "talks",
      "plover": "CONSULT", "earliest": date(2019, 10, 5), "latest": date(2019, 10, 5),
      "said": "on Saturday", "place": "in Stockholm", "rule": "en.met", "confidence": 0.93}),
    (1, "parted after eight hours without a result", "accepted",
     {"kind": "event", "source": "USA;PRK", "target": "USA;PRK", "move": "breakdown",
      "plover": "REJECT", "earliest": date(2019, 10, 5), "latest": date(2019, 10, 5),
      "rule": "en.without_result", "confidence": 0.81}),
    (1, "North Korea fired a missile from under the sea three days earlier", "accepted",
     {"kind": "event", "source": "PRK", "move": "weapon_test", "plover": "MOBILIZE",
      "system": "submarine", "earliest": date(2019, 10, 2), "latest": date(2019, 10, 2),
      "said": "three days earlier", "rule": "en.fired", "confidence": 0.94}),
    (1, "praised his counterpart as a man of his word", "proposed",
     {"kind": "event", "source": "USA_TRUMP", "target": "PRK_KIM", "move": "praise",
      "plover": "SUPPORT", "rule": "en.praise", "confidence": 0.84}),
    (1, "it would be a breach of the freeze", "proposed",
     {"kind": "event", "source": "PRK", "target": "USA", "move": "breach", "plover": "REJECT",
      "stance": "unconfirmed", "rule": "en.should_be_confirmed", "confidence": 0.66}),
)  # fmt: skip


def _sentence(text: str, start: int, end: int) -> tuple[int, int]:
    stops = [0, *(n + 2 for n in range(len(text)) if text.startswith(". ", n)), len(text) + 1]
    first = max(stop for stop in stops if stop <= start)
    return first, min(stop for stop in stops if stop >= end) - 1


def statements(limit: int = 300) -> tuple[Statement, ...]:
    made = []
    for which, words, status, fields in _CODED:
        article = ARTICLES[which]
        start = article.text.index(words)
        end = start + len(words)
        coding = Coding(doc=article.name, article=article.id, start=start, end=end, text=words,
                        **fields)  # fmt: skip
        sentence = _sentence(article.text, start, end)
        context = Context.around(article.text, (start, end), sentence, limit)
        made.append(Statement(coding=coding, context=context, status=status))
    return tuple(made)


def day(text: str) -> When:
    first, _, last = text.partition("/")
    return When(earliest=date.fromisoformat(first), latest=date.fromisoformat(last or first))


LAUNCHES = (
    "2019-05-04", "2019-05-09", "2019-07-25", "2019-07-31", "2019-08-02", "2019-08-06",
    "2019-08-10", "2019-08-16", "2019-08-24", "2019-09-10", "2019-10-31", "2019-11-28",
)  # fmt: skip
# (date or range, source, target, move, system, place, English, German)
_OTHER = (
    ("2017-02-12", "PRK", "", "weapon_test", "medium_range", "Kusong",
     "Test of a medium-range missile", "Test einer Mittelstreckenrakete"),
    ("2017-07-04", "PRK", "", "weapon_test", "intercontinental", "Panghyon",
     "First launch of an intercontinental missile", "Erster Start einer Interkontinentalrakete"),
    ("2017-07-28", "PRK", "", "weapon_test", "intercontinental", "",
     "Second launch of an intercontinental missile", "Zweiter Start einer Interkontinentalrakete"),
    ("2017-08-08", "USA", "PRK", "threat", "", "Bedminster",
     "The US president threatens fire and fury", "Der US-Präsident droht mit Feuer und Zorn"),
    ("2017-09-03", "PRK", "", "weapon_test", "nuclear", "Punggye-ri",
     "Sixth nuclear test", "Sechster Atomtest"),
    ("2017-09-11", "UN", "PRK", "sanction", "", "New York",
     "The Security Council caps oil deliveries", "Der Sicherheitsrat begrenzt Öllieferungen"),
    ("2017-11-29", "PRK", "", "weapon_test", "intercontinental", "Pyongsong",
     "Launch of the largest missile so far", "Start der bis dahin größten Rakete"),
    ("2018-03-01/2018-03-31", "PRK", "CHN", "talks", "", "Beijing",
     "First journey to China, date kept secret", "Erste Reise nach China, zunächst geheim"),
    ("2018-04-20", "PRK", "", "moratorium", "", "Pyongyang",
     "North Korea halts nuclear and long-range tests",
     "Nordkorea setzt Atom- und Langstreckentests aus"),
    ("2018-06-12", "USA;PRK", "USA;PRK", "summit", "", "Singapore",
     "First meeting of the two leaders", "Erstes Treffen der beiden Staatschefs"),
    ("2018-06-18", "USA", "PRK", "concession", "", "",
     "A joint exercise is called off", "Ein gemeinsames Manöver wird abgesagt"),
    ("2018-09-05", "USA", "PRK", "praise", "", "",
     "The president praises the progress", "Der Präsident lobt die Fortschritte"),
    ("2018-11-08", "USA;PRK", "USA;PRK", "cancellation", "", "New York",
     "A meeting of the negotiators is put off", "Ein Treffen der Unterhändler wird verschoben"),
    ("2019-02-27/2019-02-28", "USA;PRK", "USA;PRK", "summit", "", "Hanoi",
     "Second meeting, ended early and without a declaration",
     "Zweites Treffen, vorzeitig und ohne Erklärung beendet"),
    ("2019-04-12", "PRK", "USA", "ultimatum", "", "Pyongyang",
     "Year-end deadline for a change of the American position",
     "Frist bis Jahresende für ein Umdenken der USA"),
    ("2019-06-30", "USA;PRK", "USA;PRK", "summit", "", "Panmunjom",
     "Third meeting, at the border", "Drittes Treffen, an der Grenze"),
    ("2019-10-05", "USA;PRK", "USA;PRK", "talks", "", "Stockholm",
     "Working-level talks end without a result", "Arbeitsgespräche enden ohne Ergebnis"),
    ("2019-10-16", "PRK", "", "signal", "", "Mount Paektu",
     "Ride up the mountain on a white horse", "Ritt auf den Berg auf einem Schimmel"),
    ("2019-12-07", "PRK", "", "weapon_test", "engine", "Sohae",
     "A very important test, by its own account", "Ein sehr wichtiger Test, nach eigenen Worten"),
    ("2020-01-01", "PRK", "USA", "announcement", "", "Pyongyang",
     "The leader no longer feels bound by the freeze",
     "Der Machthaber fühlt sich nicht mehr an das Moratorium gebunden"),
    ("2020-03-02", "PRK", "", "weapon_test", "short_range", "Wonsan",
     "Two short-range missiles", "Zwei Kurzstreckenraketen"),
)  # fmt: skip


def _launch(n: int, at: str, system: str = "short_range") -> Event:
    return Event(
        id=f"L{n:02}", when=day(at), source="PRK", move="weapon_test", plover="MOBILIZE",
        system=system, number=2, provenance="public launch list", certainty="high",
        text={"en": "Short-range missiles launched", "de": "Start von Kurzstreckenraketen"}
        if system == "short_range"
        else {"en": "Missile launched from a submarine", "de": "Raketenstart von einem U-Boot"},
    )  # fmt: skip


def events() -> tuple[Event, ...]:
    made = [_launch(n, at) for n, at in enumerate(LAUNCHES)]
    made.append(_launch(90, "2019-10-02", "submarine"))
    for n, (at, source, target, move, system, place, english, german) in enumerate(_OTHER):
        made.append(
            Event(
                id=f"E{n:02}", when=day(at), source=source, target=target, move=move,
                system=system, place=place, text={"en": english, "de": german},
                provenance="own chronology" if n % 3 else "public launch list; own chronology",
                certainty=("high", "medium", "high", "low")[n % 4], reviewed=n % 5 != 0,
            )
        )  # fmt: skip
    return tuple(made)


def _evidence(n: int, words: str) -> tuple[Evidence, ...]:
    text = ARTICLES[n].text
    at = text.index(words)
    return (Evidence(article=ARTICLES[n].id, start=at, end=at + len(words), quote=words),)


def count_finding() -> Finding:
    short = tuple(f"L{n:02}" for n in range(12))
    patterns = ("short_range", "short_range|submarine", "short_range", "short_range|submarine")
    counts = ("days", "days", "number", "number")
    texts = (
        {"en": "Days with a short-range launch", "de": "Tage mit einem Kurzstreckenstart"},
        {"en": "Days with a launch of any missile", "de": "Tage mit irgendeinem Raketenstart"},
        {"en": "Short-range missiles fired", "de": "Abgefeuerte Kurzstreckenraketen"},
        {"en": "Missiles of any kind fired", "de": "Abgefeuerte Raketen jeder Art"},
    )
    definitions = tuple(
        Definition(name=f"d{n}", pattern=f"PRK weapon_test:{p}", count=c, text=t)
        for n, (p, c, t) in enumerate(zip(patterns, counts, texts, strict=True))
    )
    claim = Claim(
        id="thirteen-tests", form="count", start=date(2019, 5, 4), end=date(2019, 11, 28),
        text={"en": "13 short-range tests in seven months",
              "de": "13 Kurzstrecken-Tests in sieben Monaten"},
        definitions=definitions, asserted=13, said_on=date(2019, 12, 9), said_by="Der Morgen",
        evidence=_evidence(0, "13 Starts von Raketen kurzer Reichweite 🚀 in sieben Monaten"),
    )  # fmt: skip
    values, verdicts = (12, 13, 24, 26), ("contradicted", "supported") + ("contradicted",) * 2
    return Finding(
        claim=claim, verdict="contradicted", estimand="days with at least one launch", estimate=12,
        interval=(12, 12), region=(13, 13), n=12,
        comparison="13 claimed against 12 days with a short-range launch on record",
        definitions=tuple(
            DefinitionRow(name=f"d{n}", value=value, verdict=verdict, text=text,
                          events=short + (("L90",) if n % 2 else ()))
            for n, (value, verdict, text) in enumerate(zip(values, verdicts, texts, strict=True))
        ),
        remark={"en": "Too narrow: the thirteenth launch came from a submarine.",
                "de": "Zu eng: Der dreizehnte Start kam von einem U-Boot."},
        nearest_true={
            "en": "13 launch days from 4 May to 28 November 2019: 12 of short range and one "
                  "from a submarine.",
            "de": "13 Starttage vom 4. Mai bis 28. November 2019: 12 mit Kurzstreckenraketen "
                  "und einer von einem U-Boot."},
        would_change={"en": "One more accepted day with a short-range launch in the period.",
                      "de": "Ein weiterer angenommener Tag mit einem Kurzstreckenstart."},
        events=short, reviewed=(6, 11),
    )  # fmt: skip


def deadline_finding() -> Finding:
    claim = Claim(
        id="year-end", form="deadline", start=date(2019, 4, 12), end=date(2019, 12, 31),
        text={"en": "Concessions by 31 December, or else a new way",
              "de": "Zugeständnisse bis 31. Dezember, sonst ein neuer Weg"},
        definitions=(Definition(name="relief", pattern="USA relief|concession -> PRK",
                                text={"en": "Relief or concession by the deadline",
                                      "de": "Lockerung oder Zugeständnis bis zur Frist"}),),
        said_on=date(2019, 12, 9), said_by="Der Morgen", terms="ihre Sanktionen lockern",
        consequence="ein neuer Weg", follow_days=90,
        evidence=_evidence(0, "Bis zum Jahresende müsse die Regierung ihre Sanktionen lockern"),
    )  # fmt: skip
    return Finding(
        claim=claim, verdict="open", estimand="terms met by the deadline", estimate=0,
        interval=(0, 1), region=(1, float("inf")), n=1,
        comparison="no relief on record; coverage of relief is partial",
        definitions=(DefinitionRow(name="relief", value=0, verdict="open",
                                   text=claim.definitions[0].text),),
        remark={"en": "What followed: an announcement on the next day, then a launch in March.",
                "de": "Was folgte: eine Ankündigung am nächsten Tag, dann ein Start im März."},
        would_change={"en": "Complete coverage of sanctions relief in 2019.",
                      "de": "Vollständige Abdeckung der Lockerungen im Jahr 2019."},
        followed=("E19", "E20"), reviewed=(6, 11),
    )  # fmt: skip


def meetings_finding() -> Finding:
    claim = Claim(
        id="three-meetings", form="count", start=date(2018, 1, 1), end=date(2019, 12, 9),
        text={"en": "The two leaders met three times", "de": "Die beiden trafen sich dreimal"},
        definitions=(Definition(name="summits", pattern="USA summit -> PRK",
                                text={"en": "Meetings of the two leaders",
                                      "de": "Treffen der beiden Staatschefs"}),),
        asserted=3, said_on=date(2019, 12, 9), said_by="Der Morgen",
    )  # fmt: skip
    return Finding(
        claim=claim, verdict="supported", estimand="meetings", estimate=3, interval=(3, 3),
        region=(3, 3), n=3, comparison="3 claimed, 3 on record",
        definitions=(DefinitionRow(name="summits", value=3, verdict="supported",
                                   text=claim.definitions[0].text,
                                   events=("E09", "E13", "E15")),),
        events=("E09", "E13", "E15"), reviewed=(6, 11),
    )  # fmt: skip


_RUNS = (
    ("2017-01-01", "2017-06-30", "provocation"), ("2017-07-01", "2017-07-31", "taboo"),
    ("2017-08-01", "2017-08-31", "provocation"), ("2017-09-01", "2017-11-30", "taboo"),
    ("2017-12-01", "2018-02-28", "quiet"), ("2018-03-01", "2018-06-30", "detente"),
    ("2018-07-01", "2018-08-31", "quiet"), ("2018-09-01", "2018-11-30", "detente"),
    ("2018-12-01", "2019-01-31", "quiet"), ("2019-02-01", "2019-02-28", "detente"),
    ("2019-03-01", "2019-03-31", "quiet"), ("2019-04-01", "2019-04-30", "extortion"),
    ("2019-05-01", "2019-05-31", "provocation"), ("2019-06-01", "2019-06-30", "detente"),
    ("2019-07-01", "2019-12-31", "provocation"), ("2020-01-01", "2020-02-29", "quiet"),
    ("2020-03-01", "2020-03-31", "provocation"), ("2020-04-01", "2020-12-31", "quiet"),
)  # fmt: skip


def phases() -> Phases:
    made, months = [], []
    for n, (start, end, name) in enumerate(_RUNS):
        first, last = date.fromisoformat(start), date.fromisoformat(end)
        count = (last.year - first.year) * 12 + last.month - first.month + 1
        side = "left" if n == 0 else "right" if n == len(_RUNS) - 1 else ""
        made.append(Phase(start=first, end=last, name=name, probability=1.0, months=count,
                          censored=side))  # fmt: skip
        for k in range(count):
            year, month = divmod(first.year * 12 + first.month - 1 + k, 12)
            months.append(LabelledMonth(month=date(year, month + 1, 1), label=name,
                                        probabilities={name: 1.0}))  # fmt: skip
    table: dict[str, dict[str, int]] = {}
    for before, after in itertools.pairwise(months):
        row = table.setdefault(before.label, {})
        row[after.label] = row.get(after.label, 0) + 1
    return Phases(
        phases=tuple(made), months=tuple(months), transitions=table, dyad=("USA", "PRK"),
        names=("quiet", "provocation", "taboo", "extortion", "detente"),
        rule="The gravest event of a month names it.", reviewed=(6, 11),
        rule_text={"en": "The gravest event of a month gives it its name: a nuclear or long-range "
                         "test, then an ultimatum, then a shorter-range test, then a meeting or "
                         "concession; a month without any of these is quiet.",
                   "de": "Das schwerste Ereignis eines Monats gibt ihm den Namen: ein Atom- oder "
                         "Langstreckentest, dann ein Ultimatum, dann ein kürzerer Test, dann ein "
                         "Treffen oder Zugeständnis; ein Monat ohne all das ist ruhig."},
    )  # fmt: skip


def forecasts() -> tuple[Forecast, ...]:
    def one(pattern: str, start: date, end: date, n: int, k: int, label: str) -> Forecast:
        return Forecast(
            question=Question(pattern=EventPattern.parse(pattern), start=start, end=end),
            model="base rate", probability=(k + 0.5) / (n + 1),
            interval=(max(0.0, (k - 1) / n), min(1.0, (k + 3) / n)), knows_until=date(2019, 12, 9),
            made_at=date(2019, 12, 9), deadline=end, n=n, k=k,
            baselines={"climatology": 0.4, "last window": 0.0},
            reasons=("33 windows of the same length without overlap", "no trend assumed"),
            label=label, reviewed=(6, 11),
        )  # fmt: skip

    window = (date(2020, 1, 1), date(2020, 3, 30))
    return (
        one("USA relief|concession -> PRK", date(2019, 12, 10), date(2019, 12, 31), 33, 2, ""),
        one("PRK weapon_test:intercontinental|nuclear", *window, 12, 3, ""),
        one("PRK weapon_test:short_range|submarine", *window, 12, 6, ""),
    )


def then_what() -> ThenWhat:
    return ThenWhat(
        game="deadline", state={"clock": "1 month left", "capability": "not tested"},
        by_deadline={"relieve": 0.09, "provoke": 0.52, "break_taboo": 0.07},
        after_deadline={"provoke": 0.71, "break_taboo": 0.28, "relieve": 0.16},
        horizon_months=3, residual=3.2e-13,
        parameters={"patience of the challenger": 0.95, "cost of a lapsed ultimatum": -1.2,
                    "value of relief": 1.8},
        illustrative=True, note="Small deadline game; none of its payoffs was estimated.",
    )  # fmt: skip


def sample_page(language: str = "en") -> PageData:
    german = language == "de"
    return PageData(
        title="Nordkorea und die USA: Frist ohne Folgen?" if german
        else "North Korea and the United States: a deadline without an end?",
        subtitle="Was zwei Presseartikel behaupten und was der Datenbestand dazu sagt" if german
        else "What two press articles assert, and what the record says to it",
        language=language, dyad=("USA", "PRK"), start=date(2017, 1, 1), end=date(2020, 12, 31),
        articles=tuple(PageArticle.of(article) for article in ARTICLES),
        statements=statements(), events=events(),
        coverage=(
            Coverage(kind="weapon_test", start=date(2017, 1, 1), end=date(2020, 12, 31),
                     level="complete", note="public launch list"),
            Coverage(kind="summit", start=date(2017, 1, 1), end=date(2020, 12, 31),
                     level="complete"),
            Coverage(kind="relief", start=date(2017, 1, 1), end=date(2020, 12, 31),
                     level="partial", note="only what the press reported"),
        ),
        phases=phases(), findings=(count_finding(), deadline_finding(), meetings_finding()),
        forecasts=forecasts(), then_what=then_what(),
        spans=(
            Span(kind="deadline", start=date(2019, 4, 12), end=date(2019, 12, 31), source="PRK",
                 text="ihre Sanktionen lockern"),
            Span(kind="moratorium", start=date(2018, 4, 20), end=date(2020, 1, 1), source="PRK"),
        ),
        names={"USA_TRUMP": "Donald Trump", "PRK_KIM": "Kim Jong Un"},
        reviewed=(7, 11), head_seq=48,
        head_hash="9f2c1b7e4d5a60318c7be9f0d1a2b3c4d5e6f708192a3b4c5d6e7f8091a2b3c4",
        versions={"standoff": "0.1.0", "vl-convert": "1.9.0"},
        cite="standoff 0.1.0, case “korea”, journal 9f2c1b7e4d5a, 2020.",
    )  # fmt: skip
