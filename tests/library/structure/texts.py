"""Texts written for these tests: a fictitious forum, three languages, and the ways in which pages come captured."""

WRAPPED_EN = """\
Harbour Forum                                          HF/RES/2024/7
Distr.: General
3 March 2024

Resolution 7 (2024)
Adopted by the Harbour Council at its 12th meeting, on
3 March 2024

The Harbour Council,
Recalling its resolution 5 (2023) on the safety of har-
bours and the counter-
terrorism work of its members, and all earlier texts that were
adopted on the matter,
Deeply concerned that ships call at ports where nobody,
neither guard nor officer, looks at the papers of those who go
ashore,
Acting under chapter 3 of its Statute,
1. Decides that every port shall keep a list of the ships that
call there, as set out in paragraph 2 above of resolution 5
(2023), and shall show it to:
(a) The harbour master;
(b) The officers of the neighbouring port, in so far as:

24-00123 (E)
*2400123*
HF/RES/2024/7                                          1/3
\f
HF/RES/2024/7

(i) They ask for it in writing; or
(ii) The ship sails there next;
and shall keep the list for five years;1
2. Also requests the Secretary-General to report on what the
ports have done by
1. January of each year;
__________
1 See HF/2023/44, paragraphs 3 to 9, where the reasons for five
years are given at length.

2/3                                                    24-00123
\f
HF/RES/2024/7

4. Further urges Member States to train the officers of their
ports;
5. Decides to remain seized of the matter.

24-00123                                                    3/3
"""

WRAPPED_FR = """\
Forum du Port
HF/RES/2024/7

Résolution 7 (2024)
Adoptée par le Conseil du Port à sa 12e séance, le 3 mars 2024

Le Conseil du Port,
Rappelant sa résolution 5 (2023) relative à la sûreté des ports et
à l'action antiterroriste de ses membres, ainsi que tous les textes
antérieurs adoptés en la matière,
Profondément préoccupé de voir des navires faire escale dans des
ports où personne n'examine les papiers de ceux qui débarquent,
Agissant en vertu du chapitre 3 de son Statut,
1. Décide que tout port tient une liste des navires qui y font
escale et la communique :
a) Au capitaine du port ;
b) Aux agents du port voisin, dans la mesure où :
i) Ils la demandent par écrit ; ou
ii) Le navire s'y rend ensuite ;
et conserve cette liste cinq ans ;
2. Prie également le Secrétaire général de rendre compte de ce que
les ports auront fait ;
4. Exhorte en outre les États membres à former les agents de leurs
ports ;
5. Décide de rester saisi de la question.
"""

WRAPPED_AR = """\
منتدى المرفأ
HF/RES/2024/7

القرار ٧ (٢٠٢٤)
الذي اتخذه مجلس المرفأ في جلسته ١٢، المعقودة في ٣ آذار/مارس ٢٠٢٤

إن مجلس المرفأ،
إذ يشير إلى قراره ٥ (٢٠٢٣) بشأن سلامة المرافئ وعمل أعضائه في مجال
مكافحة الإرهاب، وإلى جميع النصوص السابقة التي اتخذت في هذا الشأن،
وإذ يساوره بالغ القلق لأن السفن ترسو في مرافئ لا ينظر فيها أحد في
أوراق النازلين منها،
وإذ يتصرف بموجب الفصل ٣ من نظامه الأساسي،
\u200f١ - يقرر أن يمسك كل مرفأ قائمة بالسفن التي ترسو فيه وأن يطلع
عليها:
(أ) ربان المرفأ؛
(ب) موظفي المرفأ المجاور متى:
‘١’ طلبوها كتابة؛ أو
‘٢’ كانت السفينة تقصده بعد ذلك؛
وأن يحتفظ بالقائمة خمس سنوات؛
\u200f٢ - يطلب أيضا إلى الأمين العام أن يقدم تقريرا عما فعلته
المرافئ؛
\u200f٤ - يحث كذلك الدول الأعضاء على تدريب موظفي مرافئها؛
\u200f٥ - يقرر أن يبقي المسألة قيد نظره.
"""

RESOLUTION_WIDS = [
    "recitals_1__rec_1",
    "recitals_1__rec_2",
    "recitals_1__rec_3",
    "para_1",
    "para_1__point_a",
    "para_1__point_b",
    "para_1__point_b__point_a",
    "para_1__point_b__point_b",
    "para_1__point_b__wrapup_1",
    "para_2",
    "para_4",
    "para_5",
]

CONVENTION_EN = """\
Quay Convention on the Return of Lost Cargo

The States Parties to this Convention,
Desiring that lost cargo be returned to its owner,
Have agreed as follows:

PART ONE
General provisions

Chapter I – Use of terms

Article 1
Terms

For the purposes of this Convention:
(a) “Cargo” means goods carried by ship;
(b) “Owner” means whoever can prove to have bought them.

Chapter II

Article 2

1. Each Party shall name an office.
2. The offices shall write to one another directly.

PART TWO
Final provisions

Article 3

This Convention shall enter into force on the day after its signature.
It may be denounced in writing.

IN WITNESS WHEREOF the undersigned have signed this Convention.

Annex I
Form of request

1. Name of the ship.
2. Name of the owner.

Annex II

1. Fees.
"""

CONVENTION_AR = """\
اتفاقية الرصيف بشأن رد البضائع المفقودة

إن الدول الأطراف في هذه الاتفاقية،
رغبة منها في أن ترد البضائع المفقودة إلى مالكها،
قد اتفقت على ما يلي:

الجزء الأول
أحكام عامة

الفصل الأول – المصطلحات

المادة الأولى
المصطلحات

لأغراض هذه الاتفاقية:
(أ) يقصد بالبضائع ما تحمله السفن؛
(ب) يقصد بالمالك من يثبت أنه اشتراها.

الفصل الثاني

المادة الثانية

١- يسمي كل طرف مكتبا.
٢- تتراسل المكاتب مباشرة.

الجزء الثاني
أحكام ختامية

المادة الثالثة

يبدأ نفاذ هذه الاتفاقية في اليوم التالي لتوقيعها.
ويجوز نقضها كتابة.

وإثباتا لذلك، وقع الموقعون أدناه هذه الاتفاقية.

المرفق الأول
نموذج الطلب

١- اسم السفينة.
٢- اسم المالك.

المرفق الثاني

١- الرسوم.
"""

CONVENTION_FR = """\
Convention du Quai relative à la restitution des marchandises perdues

Les États parties à la présente Convention,
Désireux que les marchandises perdues soient rendues à leur propriétaire,
Sont convenus de ce qui suit :

PREMIÈRE PARTIE
Dispositions générales

Chapitre premier – Définitions

Article premier
Définitions

Aux fins de la présente Convention :
a) On entend par « marchandises » ce que transportent les navires ;
b) On entend par « propriétaire » quiconque prouve les avoir achetées.

Chapitre II

Article 2

1. Chaque Partie désigne un bureau.
2. Les bureaux correspondent directement entre eux.

DEUXIÈME PARTIE
Dispositions finales

Article 3

La présente Convention entre en vigueur le lendemain de sa signature.
Elle peut être dénoncée par écrit.

EN FOI DE QUOI les soussignés ont signé la présente Convention.

Annexe I
Modèle de demande

1. Nom du navire.
2. Nom du propriétaire.

Annexe II

1. Droits.
"""

CONVENTION_WIDS = [
    "recitals_1__rec_1",
    "part_1",
    "part_1__chp_1",
    "art_1",
    "art_1__point_a",
    "art_1__point_b",
    "part_1__chp_2",
    "art_2",
    "art_2__para_1",
    "art_2__para_2",
    "part_2",
    "art_3",
    "annex_1",
    "annex_1__para_1",
    "annex_1__para_2",
    "annex_2",
    "annex_2__para_1",
]
