"""The posts of a unit on a day as a picture: who answers to whom, who holds what."""

from dataclasses import dataclass, field
from datetime import date
from itertools import chain

from personnel.chart import Chart
from personnel.models import Acting, Position, PositionKind, Tenure, Unit
from personnel.titles import post_name

COMMISSIONERS = (PositionKind.CHAIR, PositionKind.MEMBER)
BRANCHES = 5
ORDER: dict[str, int] = {kind: place for place, kind in enumerate(PositionKind)}


@dataclass
class Node:
    """A post of the picture, who acts for it, and the posts below it."""

    post: Position
    above: Position | None
    holder: Tenure | None
    absent: Tenure | None
    inactive: bool
    receives_from: list[str] = field(default_factory=list)
    below: list["Node"] = field(default_factory=list)
    other_line: Position | None = None

    @property
    def name(self) -> str:
        """Without the section where the post above bears the same one."""
        above = self.above
        if above and (above.unit_id, above.section) == (
            self.post.unit_id,
            self.post.section,
        ):
            return self.post.title
        return post_name(self.post)

    @property
    def breadth(self) -> str:
        """How the picture spreads the posts right below."""
        return "wide" if len(self.below) > BRANCHES else "fit"

    @property
    def acting(self) -> str:
        """ "Plt." or "Plh." where the post is not held by its permanent holder."""
        if self.holder is None or self.holder.acting == Acting.PERMANENT:
            return ""
        return Acting(self.holder.acting).label

    @property
    def until(self) -> date | None:
        """The last day of an acting holder, where one is set."""
        end = self.holder.period.upper if self.holder else None
        return end - date.resolution if end and self.acting else None


@dataclass(frozen=True)
class Picture:
    """
    `above`: posts of other units to which those of this one answer. `board`: the
    Ketua and the Anggota. `trees`: all other posts, each below its superior.
    """

    on: date
    nodes: list[Node]
    above: list[Node]
    board: list[Node]
    trees: list[Node]
    looped: list[Node]

    def figures(self) -> list[dict]:
        permanent = [n for n in self.nodes if n.holder and not n.acting]
        acting = [n for n in self.nodes if n.acting]
        vacant = [n for n in self.nodes if n.holder is None]
        return [
            {"value": len(self.nodes), "label": "jabatan"},
            {"value": len(permanent), "label": "terisi definitif"},
            {"value": len(acting), "label": "dijalankan Plt. atau Plh."},
            {"value": len(vacant), "label": "lowong"},
        ]


def picture_of(unit: Unit, on: date) -> Picture:
    """Four queries, however many posts the unit has."""
    own = set(unit.positions.standing(on).values_list("pk", flat=True))
    chart = Chart(own, on)
    here = sorted(
        (post for post in chart.posts.values() if post.pk in own),
        key=lambda post: (ORDER[post.kind], post.pk),
    )
    nodes = {post.pk: node_of(post, chart) for post in here}
    board = [node for node in nodes.values() if node.post.kind in COMMISSIONERS]
    trees = []
    for node in nodes.values():
        if node.post.kind in COMMISSIONERS:
            continue
        over = nodes.get(node.above.pk) if node.above else None
        if over is None or over.post.kind in COMMISSIONERS:
            trees.append(node)
        else:
            over.below.append(node)
    name_other_lines(trees, chart)
    drawn = {node.post.pk for node in chain(board, *map(branch, trees))}
    return Picture(
        on=on,
        nodes=list(nodes.values()),
        above=nodes_above(nodes, chart),
        board=board,
        trees=trees,
        looped=[node for pk, node in nodes.items() if pk not in drawn],
    )


def node_of(post: Position, chart: Chart) -> Node:
    holder = chart.holder(post)
    held = chart.tenures.get(post.pk, ())
    permanent = next((t for t in held if t.acting == Acting.PERMANENT), None)
    absent = permanent if holder and permanent != holder else None
    above = chart.above(post)
    return Node(post, above, holder, absent, bool(held) and holder is None)


def nodes_above(nodes: dict[int, Node], chart: Chart) -> list[Node]:
    """The posts of other units, each with those here whose statements it receives."""
    found: dict[int, Node] = {}
    for node in nodes.values():
        if node.above and node.above.pk not in nodes:
            over = found.setdefault(node.above.pk, node_of(node.above, chart))
            over.receives_from.append(node.post.title)
    return list(found.values())


def name_other_lines(trees: list[Node], chart: Chart) -> None:
    """The posts that get a copy of what the heads of the trees declare."""
    ids = {node.post.pk: chart.other_line(node.post.pk) for node in trees}
    wanted = {other for other in ids.values() if other}
    posts = Position.objects.select_related("unit").in_bulk(wanted) if wanted else {}
    for node in trees:
        node.other_line = posts.get(ids[node.post.pk])


def branch(node: Node) -> list[Node]:
    """A node and everything below it."""
    return [node, *chain.from_iterable(map(branch, node.below))]
