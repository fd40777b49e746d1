"""`ask`: questions on the command line, for people and for programs."""

import argparse
import json
import sys
from collections.abc import Iterable, Iterator
from typing import TextIO

from pydantic import BaseModel, ConfigDict, ValidationError

from bot.answers.answerer import Answered, Answerer
from bot.answers.plain import as_markdown
from bot.answers.reply import Reply
from bot.assembly import build_answerer
from bot.settings import Settings
from intents.outcome import Answer, Choices, Entity, Option, Unknown

_HERE = "terminal"  # the conversation of somebody who types here
SILENCE = "(says nothing)"


class Line(BaseModel):
    """One line of JSON input."""

    model_config = ConfigDict(extra="ignore", strict=True)

    text: str
    addressed: bool = True
    conversation: str | int | None = None


def main(options: argparse.Namespace, settings: Settings) -> int:
    """Answer what was asked. Exit code 1 if a line of JSON couldn't be used."""
    answerer = build_answerer(settings.cache_dir)
    if options.jsonl:
        sys.stdin.reconfigure(encoding="utf-8", errors="replace")  # type: ignore[union-attr]
        sys.stdout.reconfigure(encoding="utf-8")  # type: ignore[union-attr]
        return answer_lines(answerer, sys.stdin, sys.stdout)
    if options.question:
        write_answer(answerer, " ".join(options.question), sys.stdout)
        return 0
    return converse(answerer, sys.stdin, sys.stdout)


def converse(answerer: Answerer, questions: TextIO, answers: TextIO) -> int:
    """Answer line by line until the input ends; follow-ups build on what came before."""
    is_person = questions.isatty()
    if is_person:
        answers.write("Ask about AI/ML roles; an empty line ends.\n")
    while True:
        if is_person:
            answers.write("\n> ")
            answers.flush()
        question = questions.readline()
        if not question.strip():
            return 0
        write_answer(answerer, question, answers)


def write_answer(answerer: Answerer, question: str, answers: TextIO) -> None:
    """Write the reply to one question for people."""
    reply = answerer.ask(question, conversation=_HERE).reply
    answers.write(f"{show(reply) if reply else SILENCE}\n")


def show(reply: Reply) -> str:
    """Return a reply as a terminal shows it, with what can be asked next."""
    ways = [
        action.label
        for action in (*reply.pages, *reply.actions, *reply.related)
        if not action.is_current
    ]
    blocks = [f"# {reply.title}", as_markdown(reply)]
    if ways:
        blocks.append("-# Next: " + " · ".join(dict.fromkeys(ways)))
    return "\n\n".join(blocks)


def answer_lines(answerer: Answerer, lines: Iterable[str], answers: TextIO) -> int:
    """Answer JSON lines in order. Returns 1 if any of them wasn't a question, else 0."""
    failed = False
    for number, line in enumerate(lines, 1):
        if not line.strip():
            continue
        try:
            asked = Line.model_validate_json(line)
        except ValidationError as error:
            failed = True
            result: dict[str, object] = {"error": _complaint(error), "line": number}
        else:
            answered = answerer.ask(
                asked.text, addressed=asked.addressed, conversation=asked.conversation
            )
            result = as_json(asked.text, answered)
        answers.write(json.dumps(result, ensure_ascii=False) + "\n")
        answers.flush()
    return int(failed)


def as_json(text: str, answered: Answered) -> dict[str, object]:
    """Return an answered question as the plain data that `--jsonl` writes."""
    outcome = answered.outcome
    option = outcome.option if isinstance(outcome, Answer) else Option((), ())
    choices = outcome.options if isinstance(outcome, Choices) else ()
    if isinstance(outcome, Unknown):
        choices = outcome.nearest
    return {
        "text": text,
        "outcome": type(outcome).__name__.lower(),
        "intents": list(option.intents),
        "entities": _entities(option.entities),
        "confidence": round(outcome.confidence, 3),
        "choices": [
            {"intents": list(choice.intents), "entities": _entities(choice.entities)}
            for choice in choices
        ],
        "reply": _reply(answered.reply),
        "why": outcome.why,
    }


def _reply(reply: Reply | None) -> dict[str, object] | None:
    if reply is None:
        return None
    return {"title": reply.title, "text": as_markdown(reply), "declines": reply.declines}


def _entities(entities: Iterable[Entity]) -> list[dict[str, str]]:
    return [{"kind": entity.kind, "id": entity.id} for entity in entities]


def _complaint(error: ValidationError) -> str:
    return "; ".join(_reasons(error))


def _reasons(error: ValidationError) -> Iterator[str]:
    for detail in error.errors(include_url=False, include_input=False):
        where = ".".join(map(str, detail["loc"]))
        yield f"{where}: {detail['msg']}" if where else detail["msg"]
