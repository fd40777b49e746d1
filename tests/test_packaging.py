"""What is installed is what is here."""

import tomllib

from tests.conftest import ROOT


def test_every_package_is_installed() -> None:
    tools = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["tool"]["setuptools"]
    packages = set(tools["packages"])
    moved = set(tools["package-dir"])

    found = {
        ".".join(path.parent.relative_to(ROOT).parts)
        for top in ("bot", "intents", "knowledge")
        for path in (ROOT / top).rglob("__init__.py")
    }

    assert found == packages - moved
    for name, directory in tools["package-dir"].items():
        assert name in packages
        assert any((ROOT / directory).glob(tools["package-data"][name][0]))
        assert f"COPY {directory} {directory}" in (ROOT / "Dockerfile").read_text("utf-8")
        assert f"!{directory}" in (ROOT / ".dockerignore").read_text("utf-8").splitlines()
