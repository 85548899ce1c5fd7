import pytest

from tests.strict_client import faults_of

GOOD = """
<!doctype html><html lang="id"><body>
<script src="/static/js/app.js"></script>
<script type="application/json" id="data">{"a": "{{ not ours }}"}</script>
<form method="post"><input type="hidden" name="csrfmiddlewaretoken" value="x"></form>
<form method="get"></form>
</body></html>
"""


def test_a_sound_page_has_no_faults():
    assert faults_of(GOOD) == []


@pytest.mark.parametrize(
    ("html", "words"),
    [
        ("<script>alert(1)</script>", "inline script"),
        ("<style>p {}</style>", "inline style sheet"),
        ('<p style="color: red">', "inline style"),
        ('<button onclick="go()">', "inline handler"),
        ('<a href="javascript:go()">', "script address"),
        ("<p>{{ name }}</p>", "left-over template tag"),
        ("<p>{% if %}</p>", "left-over template tag"),
        ('<p title="{{ name }}">', "left-over template tag"),
        ('<p id="a"></p><p id="a"></p>', "stands twice"),
        ('<form method="post"></form>', "without CSRF token"),
        ('<form method="POST" action="/x/"></form>', "without CSRF token"),
    ],
)
def test_what_a_browser_or_a_reader_would_refuse_is_found(html, words):
    faults = faults_of(html)

    assert len(faults) == 1
    assert words in faults[0]
