"""Whatever a server hides or takes back, every card of everything else can still be shown."""

import itertools
from collections.abc import Iterator

import pytest

from bot.answers.composer import answer
from bot.answers.reply import Reply, Request
from intents.catalogue import FACET_INTENTS, INTENTS
from intents.outcome import Entity, Option
from knowledge.base import KnowledgeBase, kind_of
from knowledge.checks import find_conflicts
from knowledge.models import FACETS, AnyEntry, Comparison, Kind, Role, Term, Topic
from knowledge.origins import Origin
from knowledge.overlay import overlaid
from knowledge.source import Document
from tests.content.trees import VALID

PAIRED = ("compare-roles", "path-between-roles")
GONE: tuple[tuple[Kind, str], ...] = (
    ("role", "ml-engineer"),
    ("role", "data-scientist"),
    ("role", "statistician"),  # which a skill stands for
    ("resource", "kaggle"),
    ("topic", "getting-started"),
    ("topic", "portfolio"),
    ("term", "ml"),
    ("comparison", "ml-engineer-data-engineer"),
)


def every_card(base: KnowledgeBase) -> Iterator[Reply]:
    """Yield all that can be shown: of each role all facets and pages, of other entries theirs."""
    for role in base.roles.values():
        yield from role_cards(role.id, base)
    for comparison in base.comparisons.values():
        pair = tuple(Entity("role", role) for role in comparison.between)
        yield from (answer(Request(Option((intent,), pair)), base) for intent in PAIRED)
    for entry in base.entries():
        if isinstance(entry, Role | Topic | Comparison):
            continue
        entity = Entity(kind_of(entry), entry.id)
        for intent in ("define-term", "resources", "roles-using-skill", "recommend-role"):
            yield answer(Request(Option((intent,), (entity,))), base)
    for topic in base.topics:
        yield answer(Request(Option(("topic",), (Entity("topic", topic),))), base)
    for intent in INTENTS:
        yield answer(Request(Option((intent,), ())), base)


def role_cards(role_id: str, base: KnowledgeBase) -> Iterator[Reply]:
    entity = Entity("role", role_id)
    yield from (
        answer(Request(Option((FACET_INTENTS[facet],), (entity,)), page), base)
        for facet in FACETS
        for page in (0, 1)
    )
    for intent in ("recommend-role", "education", "getting-started", "resources"):
        yield answer(Request(Option((intent,), (entity,))), base)
    both = (FACET_INTENTS["related"], FACET_INTENTS["skills"])
    yield answer(Request(Option(both, (entity,))), base)
    for related in base.related(role_id):
        pair = (entity, Entity("role", related.role.id))
        yield from (answer(Request(Option((intent,), pair)), base) for intent in PAIRED)
        yield answer(Request(Option((FACET_INTENTS["related"],), pair)), base)


def dangling(base: KnowledgeBase) -> list[str]:
    found = [(entry, Origin(Document(VALID, None, None), ())) for entry in base.entries()]
    messages = [issue.message for issue in find_conflicts(found)]
    return [message for message in messages if message.startswith("there is no ")]


@pytest.mark.parametrize("gone", GONE, ids="-".join)
def test_what_is_hidden_leaves_no_dangling_link(
    base: KnowledgeBase, gone: tuple[Kind, str]
) -> None:
    assert base.find(*gone), "this entry isn't in the base any more: take another one"

    laid = overlaid(base, (), {gone})

    assert laid.find(*gone) is None
    assert dangling(laid) == []


def own_web(base: KnowledgeBase) -> list[AnyEntry]:
    """Return a server's entries that point to each other in every way that there is."""
    model = base.roles["data-scientist"]
    skill = next(iter(base.skills.values()))
    resource = next(iter(base.resources.values()))
    topic = next(iter(base.topics.values()))
    term = next(iter(base.terms.values()))
    comparison = next(iter(base.comparisons.values()))
    use = model.skills.essential[0].model_copy(update={"id": "own-skill"})
    only_own = model.skills.model_copy(update={"essential": (use, use, use), "useful": ()})
    relation = model.relations[0].model_copy(update={"to": "own-guide", "kind": "next-step"})
    route = model.routes[0].model_copy(update={"role": "own-guide"})
    serves = resource.serves.model_copy(
        update={"roles": ("own-role",), "skills": ("own-skill",), "topics": ("own-topic",)}
    )
    return [
        model.model_copy(update={
            "id": "own-role", "name": "Own Role", "skills": only_own,
            "relations": (relation,), "routes": (route, *model.routes),
        }),
        model.model_copy(update={"id": "own-guide", "name": "Own Guide"}),
        skill.model_copy(update={"id": "own-skill", "name": "Own Skill", "role": "own-role"}),
        resource.model_copy(update={
            "id": "own-book", "name": "Own Book", "serves": serves, "replaced_by": ("own-film",),
        }),
        resource.model_copy(update={"id": "own-film", "name": "Own Film"}),
        topic.model_copy(update={
            "id": "own-topic", "name": "Own Topic", "see_also": ("own-role", "own-news"),
        }),
        topic.model_copy(update={"id": "own-news", "name": "Own News"}),
        term.model_copy(update={
            "id": "own-term", "name": "Own Term", "role": "own-role",
            "related": ("own-word", "own-skill", "own-role"),
        }),
        term.model_copy(update={"id": "own-word", "name": "Own Word"}),
        comparison.model_copy(update={
            "id": "own-note", "name": "Own Note", "between": ("own-role", "own-guide"),
        }),
    ]  # fmt: skip


@pytest.mark.parametrize("index", range(10))
def test_an_entry_that_is_taken_back_leaves_no_dangling_link(
    base: KnowledgeBase, index: int
) -> None:
    entries = own_web(base)
    assert dangling(overlaid(base, entries)) == []
    taken = entries.pop(index)

    laid = overlaid(base, entries)

    assert laid.find(kind_of(taken), taken.id) is None
    assert dangling(laid) == []


def test_of_what_points_to_much_that_is_gone_every_card_is_whole(base: KnowledgeBase) -> None:
    entries = own_web(base)[::2]  # every second one points to one that isn't there

    laid = overlaid(base, entries, set(GONE))

    assert dangling(laid) == []
    for reply in every_card(laid):
        assert reply.title


def test_a_role_of_which_nothing_is_left_to_point_to_has_all_its_cards(
    base: KnowledgeBase,
) -> None:
    role = own_web(base)[0]

    laid = overlaid(base, [role])

    left = laid.roles["own-role"]
    assert (left.skills.essential, left.relations) == ((), ())
    assert left.routes[0].role is None
    for reply in role_cards("own-role", laid):
        assert reply.title
    shown = [
        answer(Request(Option((FACET_INTENTS[facet],), (Entity("role", "own-role"),))), laid)
        for facet in ("summary", "skills", "related")
    ]
    assert "Core skills" not in shown[0].body
    assert "recorded yet" in shown[1].body
    assert "recorded yet" in shown[2].body


def test_a_new_version_of_the_base_may_lack_what_a_server_points_to(base: KnowledgeBase) -> None:
    entries: list[AnyEntry] = [
        base.roles["ml-engineer"],
        base.topics["getting-started"],
        *base.resources.values(),
        *base.terms.values(),
        *base.comparisons.values(),
    ]
    left = {*list(base.roles)[-5:], *list(base.topics)[:3]}
    gone = {(kind_of(e), e.id) for e in base.entries() if e.id not in left}
    smaller = overlaid(base, (), gone)
    assert len(smaller.roles) + len(smaller.topics) == len(left)

    laid = overlaid(smaller, entries)

    assert dangling(laid) == []
    for reply in every_card(laid):
        assert reply.title


def test_several_hidden_at_once_break_nothing(base: KnowledgeBase) -> None:
    for hidden in [*itertools.combinations(GONE, 4)][::7]:
        assert dangling(overlaid(base, own_web(base), hidden)) == []


def test_a_note_on_roles_that_are_gone_goes_with_them(base: KnowledgeBase) -> None:
    note = next(iter(base.comparisons.values()))
    mine = note.model_copy(update={"between": ("nobody", "no-one")})

    laid = overlaid(base, [mine])

    assert isinstance(note, Comparison)
    assert note.id not in laid.comparisons


def test_what_does_not_change_is_shared_with_the_base(base: KnowledgeBase) -> None:
    term = next(iter(base.terms.values())).model_copy(update={"id": "own", "name": "Own"})

    laid = overlaid(base, [term], {("resource", "kaggle")})

    assert isinstance(term, Term)
    assert laid.roles is base.roles
    assert laid.skills is base.skills
    assert laid.topics is base.topics
    assert laid.comparisons is base.comparisons
    assert laid.terms["own"] is term
    unchanged = [r for r in base.resources if r in laid.resources]
    assert len(unchanged) == len(base.resources) - 1
    assert all(
        laid.resources[r] is base.resources[r]
        for r in unchanged
        if "kaggle" not in base.resources[r].replaced_by
    )


def test_an_entry_without_dangling_links_is_laid_over_as_it_is(base: KnowledgeBase) -> None:
    role = base.roles["ml-engineer"].model_copy(update={"name": "Model Whisperer"})

    assert isinstance(role, Role)
    assert overlaid(base, [role]).roles["ml-engineer"] is role
