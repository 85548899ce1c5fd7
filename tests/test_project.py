"""
The promises that the project keeps to itself: layout, routes, templates, words.

Where a test here fails, the code has left the house style, and the message says how.
"""

import ast
import os
import re
import sys
import tomllib
from collections.abc import Iterator
from copy import deepcopy
from http.cookies import SimpleCookie
from pathlib import Path
from subprocess import check_output

import pytest
from django.core.management import call_command
from django.db import transaction
from django.template import engines
from django.urls import get_resolver, reverse
from procrastinate.contrib.django import app as queue_app

from tests.complaints import test_desk_visitors as desk
from tests.planning import take_statistics
from tests.strict_client import StrictClient
from tests.visitors import ROUTES, VISITORS, build_world

ROOT = Path(__file__).resolve().parent.parent
APPS = (
    "kpu_coi",
    "audit",
    "deadlines",
    "personnel",
    "notifications",
    "accounts",
    "documents",
    "privacy",
    "declarations",
    "complaints",
    "inspectorate",
)


def tracked(*patterns: str) -> list[Path]:
    """Files that git knows, or would take at the next `git add`."""
    command = ["git", "ls-files", "--cached", "--others", "--exclude-standard"]
    found = check_output([*command, "--", *patterns], cwd=ROOT, text=True)
    return [ROOT / name for name in found.splitlines() if (ROOT / name).is_file()]


def sources(*folders: str) -> Iterator[tuple[Path, ast.Module]]:
    """Each Python file of the project, parsed."""
    for file in tracked(*(f"{folder}/**/*.py" for folder in folders or APPS)):
        yield file.relative_to(ROOT), ast.parse(file.read_text())


def imports_of(tree: ast.Module) -> Iterator[str]:
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            yield from (name.name for name in node.names)
        if isinstance(node, ast.ImportFrom) and node.module:
            yield node.module


# --- layout -------------------------------------------------------------------------


def test_an_app_imports_only_those_before_it():
    wrong = [
        f"{file} imports {name}"
        for file, tree in sources()
        for name in imports_of(tree)
        if name.split(".")[0] in APPS[APPS.index(file.parts[0]) + 1 :]
    ]

    assert wrong == []


def test_no_drawer_for_whatever_is_left_over():
    drawers = {"utils", "helpers", "services", "managers", "signals", "common"}

    assert [file for file, _ in sources() if file.stem in drawers] == []


def test_files_stay_short():
    long = {
        str(file.relative_to(ROOT)): len(file.read_text().splitlines())
        for file in tracked(*(f"{name}/**/*.py" for name in APPS))
        if "migrations" not in file.parts and len(file.read_text().splitlines()) > 430
    }

    assert long == {}


def test_the_web_process_loads_no_paper_machinery():
    code = (
        "import django, sys; django.setup(); import kpu_coi.urls; "
        "from django.urls import get_resolver; get_resolver().url_patterns; "
        "print([m for m in ('weasyprint', 'pyhanko') if m in sys.modules])"
    )
    environment = os.environ | {"DJANGO_SETTINGS_MODULE": "tests.settings"}
    told = check_output([sys.executable, "-c", code], cwd=ROOT, env=environment)

    assert told.decode().strip() == "[]"


def test_every_task_that_is_told_exists():
    queue_app.perform_import_paths()
    told = [
        (file, node.args[0].value)
        for file, tree in sources()
        for node in ast.walk(tree)
        if isinstance(node, ast.Call)
        and ast.unparse(node.func) in {"tell", "queue.tell"}
        and node.args
        and isinstance(node.args[0], ast.Constant)
        and isinstance(node.args[0].value, str)
    ]

    assert told
    assert [pair for pair in told if pair[1] not in queue_app.tasks] == []


@pytest.mark.django_db
def test_no_migration_is_missing():
    call_command("makemigrations", check=True, dry_run=True, verbosity=0)


# --- routes -------------------------------------------------------------------------


def route_names(patterns=None, namespace="") -> Iterator[str]:
    """Every named route of the project; Django's own admin is exempt."""
    if patterns is None:
        patterns = get_resolver().url_patterns
    for pattern in patterns:
        inner = getattr(pattern, "namespace", None)
        if inner == "admin":
            continue
        if hasattr(pattern, "url_patterns"):
            prefix = f"{namespace}{inner}:" if inner else namespace
            yield from route_names(pattern.url_patterns, prefix)
        elif pattern.name:
            yield namespace + pattern.name


def test_every_route_has_its_row_in_the_table_of_visitors():
    known = {name for name in route_names() if name != "style_guide"}
    rows = {*ROUTES, *(f"complaints:{name}" for name in {*desk.GET, *desk.POST})}

    assert sorted(known - rows) == []
    assert sorted(rows - known) == []


def cookies_of(person) -> SimpleCookie:
    """What the browser of somebody keeps who has signed in, or of nobody."""
    client = StrictClient()
    if person:
        client.force_login(person)
    return client.cookies


def answer_to(cookies, name, row, world) -> int:
    """The status, in a transaction that leaves nothing behind."""
    client = StrictClient(raise_request_exception=False)
    client.cookies = deepcopy(cookies)
    with transaction.atomic():
        url = reverse(name, kwargs=row.about(world))
        ask = client.post if row.method == "POST" else client.get
        status = ask(url, row.typed(world)).status_code
        transaction.set_rollback(True)
    return status


@pytest.mark.django_db
def test_every_visitor_meets_at_every_route_what_the_table_says():
    world = build_world()
    take_statistics()
    cookies = {visitor: cookies_of(world.people[visitor]) for visitor in VISITORS}

    wrong = [
        f"{name}: {visitor} meets {met}, not {row.expected(visitor)}"
        for name, row in ROUTES.items()
        for visitor in VISITORS
        if (met := answer_to(cookies[visitor], name, row, world))
        != row.expected(visitor)
    ]

    assert wrong == []


# --- templates ----------------------------------------------------------------------

TEMPLATES = ROOT / "templates"
FOUND_BY_NAME = re.compile(r"[\"']([\w./-]+\.(?:html|txt|xml|css))[\"'#]")
DJANGO_ASKS_FOR = {
    *("400.html", "403.html", "404.html", "429.html", "500.html", "503.html"),
    *("forms/form.html", "forms/field.html", "django/forms/widgets/select.html"),
}


def test_every_template_is_used():
    texts = [file.read_text() for file in tracked("templates/**")]
    texts += [
        file.read_text()
        for file in tracked("*.py")
        if file.relative_to(ROOT).parts[0] in {*APPS, "tests"}
    ]
    asked = {name for text in texts for name in FOUND_BY_NAME.findall(text)}
    unused = {
        str(file.relative_to(TEMPLATES))
        for file in tracked("templates/**")
        if file.suffix in {".html", ".txt"}
    } - asked
    unused = {
        name
        for name in unused - DJANGO_ASKS_FOR
        if not name.startswith(("bootstrap5/", "_icons/"))
    }

    assert sorted(unused) == []


def test_every_template_compiles():
    for file in tracked("templates/**/*.html"):
        engines["django"].get_template(str(file.relative_to(TEMPLATES)))


def test_no_template_has_inline_script_or_style():
    forbidden = re.compile(
        r"<style|\sstyle=|\son[a-z]+=|javascript:|<script(?![^>]*\ssrc=)[^>]*>", re.I
    )
    wrong = [
        f"{file.relative_to(ROOT)}: {found[0]}"
        for file in tracked("templates/**/*.html")
        if "papers" not in file.parts
        for found in [forbidden.search(file.read_text())]
        if found
    ]

    assert wrong == []


def test_a_component_says_on_its_first_line_what_it_takes():
    silent = [
        file.name
        for file in tracked("templates/_components/*.html")
        if not re.match(r"\{# .+ #\}", file.read_text())
    ]

    assert silent == []


# --- words --------------------------------------------------------------------------

# Little words that no Indonesian sentence has and hardly an English one does without.
ENGLISH = re.compile(
    r"\b(the|and|with|your|you|please|this|that|from|have|has|been|was|were|which|"
    r"should|cannot|must|required|submit|save|cancel|delete|error)\b",
    re.IGNORECASE,
)
TAGS = re.compile(r"\{%.*?%\}|\{\{.*?\}\}|\{#.*?#\}|<!--.*?-->|<[^>]*>", re.S)
HIDDEN = re.compile(r"<(script|style)\b.*?</\1>", re.S)


def english_in(html: str) -> list[str]:
    """Visible lines of a page or template with an English little word in them."""
    lines = TAGS.sub("\n", HIDDEN.sub("", html)).splitlines()
    return [line.strip() for line in lines if ENGLISH.search(line)]


def test_no_template_speaks_english():
    wrong = {
        str(file.relative_to(ROOT)): found
        for file in tracked("templates/**")
        if file.suffix in {".html", ".txt"}
        for found in [english_in(file.read_text())]
        if found
    }

    assert wrong == {}


@pytest.mark.django_db
def test_no_page_speaks_english():
    world = build_world()
    wrong = {}
    for name, row in ROUTES.items():
        for visitor in VISITORS:
            if row.expected(visitor) != 200:
                continue
            client = StrictClient()
            if world.people[visitor]:
                client.force_login(world.people[visitor])
            with transaction.atomic():
                ask = client.post if row.method == "POST" else client.get
                answer = ask(reverse(name, kwargs=row.about(world)), row.typed(world))
                transaction.set_rollback(True)
            is_page = "html" in answer["Content-Type"]
            if is_page and (found := english_in(answer.content.decode())):
                wrong[name] = found
            break

    assert wrong == {}


def test_the_heuristic_finds_english_and_leaves_indonesian_alone():
    assert english_in("<p>This field is required.</p>") == ["This field is required."]
    assert english_in("<p class='the'>Isian ini wajib diisi.</p>") == []


# --- files --------------------------------------------------------------------------


def test_the_environment_is_described_in_full():
    used = set()
    for _, tree in sources():
        for node in ast.walk(tree):
            if not isinstance(node, ast.Call) or not node.args:
                continue
            called = ast.unparse(node.func)
            first = node.args[0]
            if called in {"env", "env_bool", "env_int", "secret"} and isinstance(
                first, ast.Constant
            ):
                used.add(first.value)
    described = set(
        re.findall(
            r"^#? ?([A-Z][A-Z0-9_]+)=", (ROOT / ".env.example").read_text(), re.M
        )
    )

    assert sorted(used - described) == []


def test_no_file_names_a_registry_or_a_machine():
    words = re.compile(
        r"registry\.npmjs|pypi\.org|files\.pythonhosted|--index-url|--find-links|"
        r"/root/|/work/|/home/\w+/|shared/design",
    )
    own = {"tests/test_project.py", "bin/lock"}
    wrong = []
    for file in tracked():
        name = str(file.relative_to(ROOT))
        if name in own:
            continue
        try:
            text = file.read_text()
        except UnicodeDecodeError:
            continue
        if found := words.search(text):
            wrong.append(f"{name}: {found[0]}")

    assert wrong == []


def test_each_dependency_has_its_reason_beside_it():
    text = (ROOT / "pyproject.toml").read_text()
    project = tomllib.loads(text)
    wanted = project["project"]["dependencies"] + project["dependency-groups"]["dev"]

    silent = [
        name for name in wanted if not re.search(rf'"{re.escape(name)}",\s+#', text)
    ]

    assert silent == []
