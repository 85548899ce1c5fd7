from procrastinate.contrib.django import app


@app.task(name="declarations.roster_changed")
def roster_changed(tenure_id: int) -> None:
    """A tenure began, changed or ended."""


@app.task(name="declarations.roster_imported")
def roster_imported(roster_id: int) -> None:
    """A roster was applied."""


@app.task(name="declarations.lines_changed")
def lines_changed(unit_id: int) -> None:
    """Posts of a unit answer to others, from some day on."""
