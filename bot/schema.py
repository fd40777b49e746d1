"""`schema`: write the JSON Schemas with which editors complete and check YAML while one types."""

import argparse
import json
from collections.abc import Mapping
from pathlib import Path

from pydantic import BaseModel

from bot.settings import Settings
from intents.fillers import FillerFile
from intents.outsiders import OutsiderFile
from intents.phrases import PhraseFile
from intents.thresholds import Thresholds
from knowledge.models import Comparison, ResourceFile, Role, SkillFile, TermFile, Topic

ROOT = Path(__file__).parent.parent

SCHEMAS: Mapping[str, type[BaseModel]] = {
    "knowledge/schemas/role.schema.json": Role,
    "knowledge/schemas/topic.schema.json": Topic,
    "knowledge/schemas/comparison.schema.json": Comparison,
    "knowledge/schemas/skills.schema.json": SkillFile,
    "knowledge/schemas/resources.schema.json": ResourceFile,
    "knowledge/schemas/terms.schema.json": TermFile,
    "intents/schemas/phrases.schema.json": PhraseFile,
    "intents/schemas/fillers.schema.json": FillerFile,
    "intents/schemas/outsiders.schema.json": OutsiderFile,
    "intents/schemas/thresholds.schema.json": Thresholds,
}


def main(options: argparse.Namespace, _: Settings) -> int:
    """Write the schemas, or with `--check` only tell which are out of date (exit code 1)."""
    stale = stale_schemas(ROOT)
    for path in stale:
        print(f"{path}: {'out of date' if options.check else 'written'}")
        if not options.check:
            (ROOT / path).parent.mkdir(parents=True, exist_ok=True)
            (ROOT / path).write_text(rendered(SCHEMAS[path]), encoding="utf-8")
    return int(bool(stale) and options.check)


def stale_schemas(root: Path) -> list[str]:
    """Return the paths of schema files under `root` that aren't what the models say."""
    return [
        path
        for path, model in SCHEMAS.items()
        if not (root / path).is_file()
        or (root / path).read_text(encoding="utf-8") != rendered(model)
    ]


def rendered(model: type[BaseModel]) -> str:
    """Return the JSON Schema of a model as text, always the same for the same model."""
    schema = {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        **model.model_json_schema(),
    }
    return json.dumps(schema, indent=2, ensure_ascii=False) + "\n"
