"""Put a request into a button's custom id and get it back.

All state of a card lives in its custom ids (at most 100 characters, Discord's limit), so buttons
work after a restart and on every process. Codes are never reused: old cards carry them.
"""

from collections.abc import Mapping

from bot.answers.reply import Request
from intents.outcome import Entity, Option
from knowledge.models import RESOURCE_KINDS, Kind

MAX_CUSTOM_ID_CHARS = 100
MAX_PAGE = 99

_INTENT_CODES: Mapping[str, str] = {
    "role-summary": "su",
    "role-duties": "du",
    "role-skills": "sk",
    "role-resources": "re",
    "role-career": "ca",
    "role-become": "be",
    "role-related": "rl",
    "compare-roles": "co",
    "path-between-roles": "pa",
    "list-roles": "li",
    "recommend-role": "rc",
    "roles-using-skill": "us",
    "ai-ml-role": "ai",
    "ai-vs-ml": "vs",
    "key-skills": "ks",
    "career-levels": "cl",
    "education": "ed",
    "getting-started": "gs",
    "resources": "rs",
    "courses": "cs",
    "competitions": "cp",
    "communities": "cm",
    "conferences": "cf",
    "define-term": "dt",
    "topic": "to",
    "help": "he",
    "greeting": "gr",
    "thanks": "th",
}
_INTENTS = {code: intent for intent, code in _INTENT_CODES.items()}
KIND_CODES: Mapping[Kind, str] = {
    "role": "r",
    "skill": "s",
    "resource": "e",
    "term": "t",
    "topic": "o",
    "comparison": "c",
}
_RESOURCE = "k"  # before a kind of resource, among the names
KINDS = {code: kind for kind, code in KIND_CODES.items()}


def encode(prefix: str, request: Request) -> str:
    """Return `prefix` with the request behind it, at most 100 characters.

    Where a request names too many entries to fit, the last ones are left out.
    """
    codes = "+".join(_INTENT_CODES[intent] for intent in request.option.intents)
    names = [_RESOURCE + kind for kind in request.option.kinds]
    names += [KIND_CODES[entity.kind] + entity.id for entity in request.option.entities]
    page = min(request.page, MAX_PAGE)
    while True:
        payload = f"{prefix}{codes}:{','.join(names)}:{page}"
        if len(payload) <= MAX_CUSTOM_ID_CHARS or not names:
            return payload
        names.pop()


def decode(payload: str) -> Request | None:
    """Return the request in what stood behind the prefix, or None if it isn't one.

    Anybody's client can send anything: nothing of it is trusted.
    """
    codes, _, rest = payload.partition(":")
    names, _, page = rest.rpartition(":")
    intents = tuple(_INTENTS[code] for code in codes.split("+") if code in _INTENTS)
    entities = tuple(
        Entity(KINDS[name[0]], name[1:])
        for name in names.split(",")
        if len(name) > 1 and name[0] in KINDS
    )
    kinds = tuple(kind for kind in RESOURCE_KINDS if f"{_RESOURCE}{kind}" in names.split(","))
    if not intents or not page.isascii() or not page.isdigit():
        return None
    return Request(Option(intents, entities, kinds), min(int(page), MAX_PAGE))
