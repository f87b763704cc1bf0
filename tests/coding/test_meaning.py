"""Minimal pairs: one word more or less, and a statement has another move, another stance, or none.

Each pair holds a rule of `meaning` and `stance` at its edge; mutation testing (docs/mutation.md)
asked for most of them.
"""

from __future__ import annotations

from datetime import date

import pytest

from standoff import code_text

DAY = date(2020, 1, 10)

UNREAL = [
    ("Togo hätte Mali angegriffen.", "attack hypothetical"),
    ("Togo hätte Mali angreifen sollen.", "attack hypothetical"),
    ("Togo hat Mali angegriffen.", "attack actual"),
    ("Mali wäre von Togo beinahe angegriffen worden.", "attack hypothetical"),
    ("Wenn Togo Mali hätte angreifen wollen, wäre Ghana geflohen.", "attack hypothetical"),
    ("Wenn Togo noch Sanktionen gegen Mali hätte, jubelte Ghana.", "sanction hypothetical"),
    ("Wenn Togo mit Mali verhandeln würde, jubelte Ghana.", "talks conditional"),
    (
        "Wenn Mali nachgegeben hätte, hätte Togo die Sanktionen gegen Mali aufgehoben.",
        "concession hypothetical, relief hypothetical",
    ),
    (
        "Wenn Mali nachgäbe, würde Togo die Sanktionen gegen Mali aufheben.",
        "concession conditional, relief conditional",
    ),
    ("Ghana sagte, Togo hätte Mali angegriffen.", "attack actual"),
    ("Ghana sagte, Togo hätte Mali angreifen können.", "attack hypothetical"),
    ("Ghana sagte, Togo könnte Mali angreifen.", "attack unconfirmed"),
    ("Togo musste die Truppen aus Mali abziehen.", "withdrawal actual"),
    ("Togo muss die Truppen aus Mali abziehen.", "withdrawal planned"),
    ("Wenn Togo Sanktionen gegen Mali verhängt, jubelt Ghana.", ""),
    ("Wenn Mali nicht abzieht, verhängt Togo Sanktionen gegen Mali.", "threat conditional"),
    ("Togos Raketen können Mali erreichen.", "capability_claim hypothetical"),
    ("Ist der Gipfel ein Debakel für Togo?", " hypothetical"),
    ("Der Gipfel ist ein Debakel für Togo.", " opinion"),
    ("Togo begann, Mali anzugreifen.", "attack actual"),
    ("Togo begann, Mali regelmäßig anzugreifen.", "attack habitual"),
    ("Der Streit begann, weil Togo Mali angreifen wollte.", "attack planned"),
]
UNREAL_ENGLISH = [
    ("Togo ought to have attacked Mali.", "attack hypothetical"),
    ("Togo ought to attack Mali.", ""),
    ("Should Togo attack Mali, Ghana will weep.", "threat conditional"),
    ("Togo should attack Mali.", ""),
    ("Ghana will weep if Togo imposes sanctions on Mali.", "threat conditional"),
]

NEGATED = [
    ("Togo griff Mali an, Ghana hingegen nicht", "attack actual"),
    ("Togo griff Mali an, Ghana hingegen nicht.", "attack actual"),
    ("Togo lieferte Mali jedoch nicht U-Boote.", "refusal actual"),
    ("Togo akzeptierte das Angebot Malis jedoch bislang nicht.", "refusal actual"),
    ("Togo bedrohte Mali nicht allein", "threat actual"),
    ("Togo feuerte so viele Raketen auf Mali wie nie zuvor ab.", "attack actual"),
    ("Togo feuerte nie Raketen auf Mali ab.", ""),
    ("Togo nahm nicht nur das Angebot Malis an.", "agreement actual"),
    ("Togo nahm nicht nur das Angebot Malis nicht an.", "refusal actual"),
    ("Kaum dass Togo das Angebot Malis annahm, jubelte Ghana.", "agreement actual"),
    ("Kaum dass Togo das Angebot Malis nicht annahm, jubelte Ghana.", "refusal actual"),
    ("Der Angriff Togos auf Mali änderte nichts.", "attack actual"),
    ("Der Gipfel zwischen Togo und Mali brachte nichts.", "summit actual"),
    ("Togo vermied einen Angriff auf Mali.", ""),
    ("Einen Angriff auf Mali vermied Togo.", ""),
    ("Togo versäumte Gespräche mit Mali.", ""),
    ("Togo vermied es, Gespräche mit Mali zu führen.", ""),
    ("Ein Angriff auf Mali wurde vermieden.", ""),
    ("Der Gipfel von Togo und Mali vermied einen Streit.", "summit actual"),
    ("Es ist unmöglich, Mali anzugreifen.", ""),
    ("Es ist fraglich, ob Togo Mali angriff.", "attack unconfirmed"),
    ("Weil Togo Mali offen drohte.", "threat actual"),
    ("Geplante Gespräche zwischen Togo und Mali.", "talks planned"),
    ("Am geplanten Tag Gespräche zwischen Togo und Mali.", "talks actual"),
]
NEGATED_ENGLISH = [
    ("Togo has yet to attack Mali.", "attack denied"),
    ("Togo has yet to accept the offer of Mali.", "refusal actual"),
    ("Togo attacked yet another town of Mali.", "attack actual"),
    ("Togo imposed no sanctions on Mali.", "sanction denied"),
    ("Togo imposed, not surprisingly, no sanctions on Mali.", "sanction denied"),
    ("Togo attacked neither Mali nor Ghana.", "attack denied"),
    ("Togo attacked nobody in Mali.", "attack denied"),
    ("Togo attacked Mali for no reason.", "attack actual"),
    ("Togo met Mali in Rome with no result.", "talks actual"),
    ("Togo will not yield to Mali.", "refusal actual"),
    ("Togo would be not prepared to talk to Mali.", "refusal actual"),
    ("Togo avoided an attack on Mali.", ""),
    ("Togo avoided talks with Mali.", "refusal actual"),
    ("Talks between Togo and Mali averted a war.", "talks actual"),
    ("Togo attacked Mali to avoid a war.", "attack actual"),
    ("Togo halted its attacks on Mali.", "concession actual"),
    ("Togo halted its condemnation of Mali.", ""),
    ("Togo found it impossible to attack Mali.", ""),
]

HEARSAY = [
    ("There is no evidence that Togo tested a missile.", "weapon_test denied"),
    ("There is no evidence that Togo met Mali.", ""),
    ("There is evidence that Togo tested a missile.", "weapon_test actual"),
    ("There is no evidence, but Togo tested a missile.", "weapon_test actual"),
    ("There is no doubt that Togo tested a missile.", "weapon_test actual"),
    ("Reports that Togo attacked Mali worried Ghana.", "attack unconfirmed"),
    ("News that Togo attacked Mali worried Ghana.", "attack actual"),
    ("What Mali reports is that Togo attacked Ghana.", "attack actual"),
    ("Ghana read the reports which accused Mali of an attack on Togo.", "accusation actual"),
]

CONSIDERED = [
    ("Togo is weighing sanctions against Mali.", "threat unconfirmed"),
    ("Togo will weigh sanctions against Mali.", "threat unconfirmed"),
    ("Togo is weighing a withdrawal from Mali.", "pledge unconfirmed"),
    ("A summit with Mali is being considered by Togo.", "summit planned"),
    ("Togo is studying a summit with Mali.", "summit planned"),
    ("Togo arranged consultations with Mali.", "talks planned"),
    ("Togo held consultations with Mali.", "talks actual"),
    ("Togo promised an attack on Mali.", "threat actual"),
    ("Togo announced a withdrawal from Mali.", "pledge planned"),
    ("Unlike the summit planned, talks between Togo and Mali took place.",
     "talks planned, talks actual"),
    ("Kenya gave Sudan 48 hours to withdraw.", "ultimatum actual"),
    ("Kenya gave Sudan 48 hours to withdraw or face retaliation.", "ultimatum conditional"),
    ("Any aid for Mali would be delivered by Togo.", "aid planned"),
]  # fmt: skip

OF_HIMSELF = [
    ("Togo said it could impose sanctions on Mali.", "threat actual"),
    ("Togo said it might impose sanctions on Mali.", "threat actual"),
    ("Togo said it may impose sanctions on Mali.", "threat actual"),
    ("Ghana said Togo could impose sanctions on Mali.", "sanction unconfirmed"),
    ("Togo could impose sanctions on Mali.", "sanction unconfirmed"),
    ("Togo said it would meet Mali if the attacks stopped.", "pledge conditional"),
    ("Ghana said Togo would meet Mali if the attacks stopped.", "talks conditional"),
    ("Togo said it would build missiles if Mali attacked Ghana.", "threat conditional"),
    ("Togo said it would build missiles if Mali signed the treaty.", "pledge conditional"),
    ("Togo said it would withdraw its troops if Mali signed the treaty.", "pledge conditional"),
]
OF_HIMSELF_GERMAN = [
    ("Togo sagte, es wolle Mali angreifen.", "threat actual"),
    ("Togo sagte, es müsse Mali angreifen.", "threat actual"),
    ("Ghana sagte, Togo wolle Mali angreifen.", "attack planned"),
]
PLANNED_GERMAN = [
    ("Togo und Mali haben über den Streit beraten.", "talks actual"),
    ("Togo und Mali planen, sich zu treffen.", "talks planned"),
    ("Togo diskutierte mit Mali über den Streit.", "talks actual"),
    ("Togo diskutierte Sanktionen gegen Mali.", "sanction planned"),
    ("Togo erörterte einen Gipfel mit Mali.", "summit planned"),
]

PAIRS = {
    "de": [*UNREAL, *NEGATED, *OF_HIMSELF_GERMAN, *PLANNED_GERMAN],
    "en": [*UNREAL_ENGLISH, *NEGATED_ENGLISH, *HEARSAY, *CONSIDERED, *OF_HIMSELF],
}


@pytest.mark.parametrize(
    ("language", "text", "expected"),
    [(language, *pair) for language, pairs in PAIRS.items() for pair in pairs],
)
def test_one_word_makes_another_statement(language, text, expected):
    found = code_text(text, DAY, language)
    assert ", ".join(f"{one.move} {one.stance}" for one in found) == expected


@pytest.mark.parametrize("mark", ["", ".", "!"])
def test_a_last_word_that_almost_negates_is_read_without_a_mark_behind_it(mark):
    text = f"Togo said it would build missiles if Mali left not only Ghana{mark}"
    assert [one.stance for one in code_text(text, DAY, "en")] == ["conditional"]
