"""
The two pages of docs/ that are made, not written: workflow.md and rules.md.

The moves come from the tables that the workflows themselves use, the rules from
docs/rules.toml and the tests that are marked with their numbers.
"""

import ast
import tomllib
from collections import defaultdict
from collections.abc import Iterator
from importlib import import_module
from pkgutil import iter_modules
from types import ModuleType
from typing import Any

from django.apps import apps
from django.utils.module_loading import module_has_submodule

from kpu_coi.environment import BASE_DIR

DOCS = BASE_DIR / "docs"
TESTS = BASE_DIR / "tests"
NOTE = "<!-- Made by `manage.py make_docs`; do not edit. -->"


def pages() -> dict[str, str]:
    """The text of each generated page by its file name in docs/."""
    return {"workflow.md": workflow_page(), "rules.md": rules_page()}


def workflows() -> Iterator[ModuleType]:
    """Every workflow module of an installed app that has a table of moves."""
    for config in apps.get_app_configs():
        if not module_has_submodule(config.module, "workflow"):
            continue
        package = import_module(f"{config.name}.workflow")
        names = [
            f"{package.__name__}.{found.name}"
            for found in iter_modules(getattr(package, "__path__", []))
        ]
        for module in [package, *map(import_module, sorted(names))]:
            if getattr(module, "MOVES", None):
                yield module


def workflow_page() -> str:
    parts = ["# Moves", NOTE]
    for module in workflows():
        parts += [f"## {module.__name__}", summary(module), *diagram_and_table(module)]
    return "\n\n".join(parts) + "\n"


def diagram_and_table(module: ModuleType) -> Iterator[str]:
    edges = ["```mermaid", "stateDiagram-v2"]
    rows = ["| move | from | to | who may |", "|---|---|---|---|"]
    for move in module.MOVES:
        sources = sorted(str(source) for source in move.sources)
        targets = targets_of(move)
        for source in sources:
            for target in targets or [source if stays(move) else "[*]"]:
                edges.append(f"  {source} --> {target}: {move.name}")
        cells = [move_name(move), ", ".join(sources)]
        nowhere = "(stays)" if stays(move) else "(deleted)"
        cells += [" or ".join(targets) or nowhere, rule_name(move.rule)]
        rows.append(f"| {' | '.join(cells)} |")
    yield "\n".join([*edges, "```"])
    yield "\n".join(rows)


def move_name(move: Any) -> str:
    """The move's name, and the words on its button where it has some."""
    label = getattr(move, "label", "")
    return f"`{move.name}` ({label})" if label else f"`{move.name}`"


def targets_of(move: Any) -> list[str]:
    """Where a move leads: one status, one of several, or none where a row goes."""
    if hasattr(move, "targets"):
        return [str(target) for target in move.targets]
    return [str(move.target)] if move.target else []


def stays(move: Any) -> bool:
    """Whether a move leaves the status as it is."""
    return not getattr(move, "targets", True)


def rule_name(rule: object) -> str:
    """The rule's name and the first line of what it says about itself."""
    words = summary(rule)
    name = f"`{getattr(rule, '__name__', rule)}`"
    return f"{name}: {words}" if words else name


def summary(thing: object) -> str:
    """The first paragraph of a docstring as one line."""
    first = (thing.__doc__ or "").strip().partition("\n\n")[0]
    return " ".join(first.split())


def rules_page() -> str:
    proofs = marked_tests()
    catalogue = tomllib.loads((DOCS / "rules.toml").read_text())
    parts = ["# Rules", NOTE, "Each rule with its source and the tests that prove it."]
    for chapter, rules in catalogue.items():
        rows = ["| no | rule | source | tests |", "|---|---|---|---|"]
        for number, (title, source, *later) in rules.items():
            tests = "<br>".join(proofs.get(int(number), [])) or waiting(later)
            rows.append(f"| {number} | {title} | {source} | {tests} |")
        parts += [f"## {chapter.capitalize()}", "\n".join(rows)]
    return "\n\n".join(parts) + "\n"


def waiting(reason: list[str]) -> str:
    return f"later: {reason[0]}" if reason else "**no test**"


def marked_tests() -> dict[int, list[str]]:
    """The tests marked with each rule, as links to their files."""
    found = defaultdict(list)
    for file in sorted(TESTS.rglob("test_*.py")):
        path = file.relative_to(BASE_DIR).as_posix()
        for test in ast.walk(ast.parse(file.read_text())):
            if isinstance(test, ast.FunctionDef) and test.name.startswith("test_"):
                words = test.name.removeprefix("test_").replace("_", " ")
                for number in marks(test):
                    found[number].append(f"[{words}](../{path})")
    return found


def marks(test: ast.FunctionDef) -> Iterator[int]:
    """The numbers in the decorators `@pytest.mark.rule(...)` of a test."""
    for decorator in test.decorator_list:
        if (
            isinstance(decorator, ast.Call)
            and ast.unparse(decorator.func) == "pytest.mark.rule"
        ):
            yield from (ast.literal_eval(argument) for argument in decorator.args)
