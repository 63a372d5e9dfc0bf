"""Words that say little of what is looked for: articles, pronouns, prepositions, conjunctions, auxiliaries, and what
questions are made of (who, what kind of, is called). Closed classes of each language, written as they are read.
"""

from __future__ import annotations

from muntada.text.folding import fold

_ENGLISH = """
a an the this that these those some any each every either neither both all such same other another one ones
i me my mine we us our ours you your yours he him his she her hers it its they them their theirs
himself herself itself oneself themselves ourselves who whom whose which what when where why how whether
of in on at by for from to into onto with without within about against between among through during before after
above below under over upon up down out off as than per via toward towards since until till while because although
though if unless so and or but nor yet not no am is are was were be been being do does did done doing have has had
having can could may might must shall should will would here there then now also only just even still very too more
most much many few little less least own ever never again get gets got
name named names call called type types kind kinds sort sorts term termed
"""
_FRENCH = """
le la les l un une des du de d ce cet cette ces ceci cela ça celui celle ceux celles mon ma mes ton ta tes son sa ses
notre nos votre vos leur leurs je j me m moi tu te t toi il elle on nous vous ils elles se s soi lui eux y en
qui que qu quoi dont où quel quelle quels quelles lequel laquelle lesquels lesquelles quand comment pourquoi combien
à au aux avec sans dans sur sous vers chez par pour contre entre parmi pendant durant avant après depuis jusque
dès lors selon et ou ni mais or donc car si comme lorsque puisque parce afin tandis ne n pas plus moins aussi très trop
peu même mêmes tout toute tous toutes autre autres chaque quelque quelques c ici là déjà encore toujours jamais
suis es est sommes êtes sont étais était étaient sera seront serait seraient être été étant ai as a avons avez ont avais
avait avaient aura auront aurait avoir eu ayant fait faire font peut peuvent pouvoir doit doivent devoir faut
nom noms nommé appelle appelé appelée appelés appelées type types genre genres sorte sortes terme
"""
_ARABIC = """
في إلى على عن مع ب ل ك بعد قبل بين عند عندما لدى خلال أثناء حول ضد نحو منذ حتى حيث دون بدون تحت فوق داخل خارج عبر
ضمن لأجل بسبب و أو ثم أم بل لكن لكنه لكنها إذا إن أن أنه أنها لأن كي لكي كما كأن لو لولا إلا سوى غير لا ما لم لن
ليس ليست قد لقد سوف هل هو هي هم هن هما أنا نحن أنت أنتم هذا هذه هذان هؤلاء ذلك تلك أولئك الذي التي الذين اللذان
اللتان اللاتي اللواتي من ماذا متى أين كيف كم لماذا أي أية ماهي ماهو بماذا لمن ممن مما عما فيما بما بم عم
كل بعض جميع كلا كلتا نفس ذات أحد إحدى كان كانت كانوا يكون تكون يكونوا كنا كنت يمكن يجب ينبغي يجوز تم يتم تمت
له لها لهم لنا به بها بهم فيه فيها فيهم منه منها منهم عليه عليها عليهم إليه إليها عنه عنها معه معها
هناك هنا الآن أيضا فقط جدا أكثر أقل اسم أسماء يسمى تسمى سمي سميت يطلق أطلق يدعى تدعى نوع أنواع مصطلح
"""
_JOINED = ("", "و", "ف")  # and, then: written together with what follows


def _folded(words: str) -> list[str]:
    return fold(words).text.split()


_OF = {
    "ar": frozenset(before + word for word in _folded(_ARABIC) for before in _JOINED),
    "en": frozenset(_folded(_ENGLISH)),
    "fr": frozenset(_folded(_FRENCH)),
}


def is_little(word: str, language: str) -> bool:
    """Whether a folded word says little in a language."""
    return word in _OF[language]
