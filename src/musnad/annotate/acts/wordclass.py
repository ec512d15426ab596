"""What a bare word may be: a particle, a verb, an unlisted name or the second of a genitive."""

from collections.abc import Collection

from musnad.annotate.acts import triggers
from musnad.annotate.naming.gazetteer import demonym
from musnad.annotate.naming.ordinary import is_common
from musnad.text.normalize import keys

PARTICLES = keys(
    "في إلى من عن مع بين قرب ضد نحو باتجاه تجاه قبالة داخل خارج وسط عبر حول على عند بعد قبل"
    " خلال أثناء لدى منذ حتى ثم أو أم أن إن قد لم لن لا ما هو هي هم هذا هذه ذلك تلك الذي التي"
    " أمس اليوم غدا كان كانت كل أي غير سوى إذا لو حين حيث بينما فيما كما لكن بل إلا عقب إثر"
    " جراء برئاسة بحضور أمام وراء تحت فوق ضمن حسب بحسب وفق أيضا مساء صباح فجر ليل ظهر يوم ليست"
    " ليس دون بدون قتلوا آخرون آخرين أخرى جديدة جديد مؤخرا هناك هنا معا لأنه كانوا أول فقط معه"
    " معها منها منه عليها عليه"
)


def is_verb(form: str) -> bool:
    """Say whether a word is a verb that some row knows, with or without a conjunction."""
    verbs = triggers.verb_forms()
    return form in verbs or (form[:1] in {"و", "ف"} and form[1:] in verbs)


def governs(form: str, nouns: Collection[str]) -> bool:
    """Say whether a bare word may be a noun of a genitive chain: no particle and no verb."""
    return (
        form.isalpha()
        and len(form) > 2
        and form not in PARTICLES
        and form not in triggers.verb_forms()
        and not form.endswith("وا")
        and not (form[0] in "يت" and is_common(form) and form not in nouns)
        and not (form.endswith("ت") and len(form) > 3 and not form.endswith("ات"))
        and not (form[0] in "بلوفك" and form not in nouns and is_common(form[1:]))
    )


def is_unlisted(form: str) -> bool:
    """Say whether a bare word may be a name: of no list, no verb, no adjective of a state."""
    return (
        len(form) > 3
        and form.isalpha()
        and not form.startswith("ال")
        and not form.endswith(("ها", "هم", "وا"))
        and form not in PARTICLES
        and not is_common(form)
        and not is_verb(form)
        and demonym(form) is None
        and form[0] not in "وبلفكيت"
    )
