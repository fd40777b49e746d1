from pathlib import Path

import pytest

from knowledge.issues import ContentError
from knowledge.loader import load_knowledge
from tests.content.trees import plant


def test_a_list_may_stand_in_several_files(tmp_path: Path) -> None:
    tree = plant(tmp_path)
    whole = load_knowledge(tree).base
    (tree / "resources").mkdir()
    (tree / "resources.yaml").rename(tree / "resources" / "courses.yaml")

    assert load_knowledge(tree).base == whole


@pytest.mark.parametrize("name", ["roles/tea-blender.yaml", "skills.yaml"])
def test_a_file_that_cannot_be_read_is_its_only_problem(tmp_path: Path, name: str) -> None:
    tree = plant(tmp_path)
    (tree / name).write_text("nonsense: true\n")

    with pytest.raises(ContentError) as caught:
        load_knowledge(tree)

    assert {issue.path.relative_to(tree).as_posix() for issue in caught.value.issues} == {name}
