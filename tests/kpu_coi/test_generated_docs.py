import pytest

from kpu_coi import generated_docs


@pytest.mark.parametrize("name", ["workflow.md", "rules.md"])
def test_the_committed_page_is_what_the_code_says_today(name):
    committed = (generated_docs.DOCS / name).read_text()

    assert committed == generated_docs.pages()[name], "run manage.py make_docs"


def test_every_marked_rule_is_in_the_catalogue():
    known = generated_docs.tomllib.loads(
        (generated_docs.DOCS / "rules.toml").read_text()
    )
    numbers = {int(number) for chapter in known.values() for number in chapter}

    assert numbers == set(range(1, 82))
    assert set(generated_docs.marked_tests()) <= numbers


def test_no_rule_is_left_without_a_test_or_a_reason():
    page = generated_docs.pages()["rules.md"]

    assert "**no test**" not in page
