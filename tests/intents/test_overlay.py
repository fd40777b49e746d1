"""A server's own names and sentences over the shared ones."""

import pytest

from intents.layers import Layer
from intents.outcome import Answer, Entity, Outcome, Silent, Unknown
from intents.router import Router
from knowledge.base import KnowledgeBase
from knowledge.models import AnyEntry, Role, Term
from knowledge.overlay import overlaid

LAMPLIGHTER = "lamplighter"


@pytest.fixture(scope="module")
def lamplighter(base: KnowledgeBase) -> Role:
    """A role that only one server has."""
    model = base.roles["ml-engineer"]
    aliases = type(model.aliases)(synonym=("gaslight operator",), acronym=("GLO",))
    asks = type(model.asks)(duties=("who walks the lamps at dusk",))
    update = {"id": LAMPLIGHTER, "name": "Lamplighter", "aliases": aliases, "asks": asks}
    return model.model_copy(update=update)


def server(router: Router, *entries: AnyEntry, removed: frozenset[Entity] = frozenset()) -> Router:
    hidden = {(entity.kind, entity.id) for entity in removed}
    return Router(
        overlaid(router.base, entries, hidden),
        router.understanding.over(entries, removed),
        router.thresholds,
    )


def reached(outcome: Outcome) -> list[str]:
    return [e.id for e in outcome.option.entities] if isinstance(outcome, Answer) else []


@pytest.mark.parametrize(
    "text",
    [
        "what does a lamplighter do",
        "skills of a gaslight operator?",
        "what does a lamplihgter do",  # a typing error in a word that only this server knows
        "whats a GLO",
        "who walks the lamps at dusk",
    ],
)
def test_a_servers_own_role_is_understood_there_and_nowhere_else(
    router: Router, lamplighter: Role, text: str
) -> None:
    here = server(router, lamplighter)

    assert reached(here.route(text)) == [LAMPLIGHTER]
    assert LAMPLIGHTER not in reached(router.route(text))


def test_what_many_mistype_is_mended_in_a_servers_own_names(
    router: Router, base: KnowledgeBase
) -> None:
    term = base.terms["overfitting"].model_copy(update={"id": "house", "name": "House model"})

    assert reached(server(router, term).route("whats the house modle")) == ["house"]


def test_the_base_is_understood_as_before(router: Router, lamplighter: Role) -> None:
    here = server(router, lamplighter)

    for text in ("what does a data enginer do", "MLE vs DS", "what is overfitting", "thanks"):
        there = router.route(text)
        found = here.route(text)
        assert type(found) is type(there)
        assert reached(found) == reached(there)


def test_an_entry_of_the_same_id_takes_the_place_of_the_bases(router: Router) -> None:
    original = router.base.terms["overfitting"]
    own: Term = original.model_copy(update={"name": "Learning by heart", "asks": ()})

    here = server(router, own)

    assert reached(here.route("what does learning by heart mean")) == ["overfitting"]
    assert reached(here.route("what does overfitting mean")) == []
    assert here.base.terms["overfitting"].name == "Learning by heart"
    assert router.base.terms["overfitting"] is original


def test_what_a_server_hides_is_not_known_there(router: Router) -> None:
    hidden = Entity("role", "quant-researcher")
    here = server(router, removed=frozenset({hidden}))

    assert isinstance(here.route("what does a quantitative researcher do"), Unknown)
    assert isinstance(here.route("what does a quantitative researcher do", addressed=False), Silent)
    assert hidden.id not in here.base.roles
    for role in here.base.roles.values():
        assert all(related.role.id != hidden.id for related in here.base.related(role.id))
    assert reached(router.route("what does a quantitative researcher do")) == [hidden.id]


def test_a_name_that_is_hidden_may_be_given_to_another(
    router: Router, base: KnowledgeBase, lamplighter: Role
) -> None:
    aliases = type(lamplighter.aliases)(synonym=("quantitative researcher",))
    own = lamplighter.model_copy(update={"aliases": aliases})
    here = server(router, own, removed=frozenset({Entity("role", "quant-researcher")}))

    assert reached(here.route("what does a quantitative researcher do")) == [LAMPLIGHTER]


def test_the_shared_parts_are_shared(router: Router, lamplighter: Role) -> None:
    here = server(router, lamplighter)

    assert here.understanding.classifier is router.understanding.classifier
    assert here.base.terms is router.base.terms
    assert here.base.roles["ml-engineer"] is router.base.roles["ml-engineer"]


def test_a_layer_is_a_mapping() -> None:
    layer = Layer({"a": 1, "b": 2}, {"b": 3, "c": 4})

    assert dict(layer) == {"a": 1, "b": 3, "c": 4}
    assert len(layer) == 3
    assert (layer.get("b"), layer.get("x"), layer.get("x", 7)) == (3, None, 7)
    assert "c" in layer
    with pytest.raises(KeyError):
        layer["x"]
