"""Drawn signatures: pen strokes as numbers, never a picture from a browser."""

import itertools
from typing import Any

MAX_STROKES = 60
MAX_POINTS = 3000
MAX_COORDINATE = 2000
PEN = 1.5
INK = "#1b2c63"


class BadDrawing(ValueError):
    """The strokes are not a drawing that can be kept."""


def check_drawing(drawing: Any) -> dict[str, Any] | None:
    """
    The strokes as they are stored, or None where nothing was drawn.

    Takes {"strokes": [[[x, y], ...], ...]} with numbers from 0 to 2000; gives back
    only that, as whole numbers. Raises BadDrawing for more than 60 strokes or
    3,000 points and for anything that is not such numbers.
    """
    if drawing in (None, "", {}):
        return None
    if not isinstance(drawing, dict) or not isinstance(drawing.get("strokes"), list):
        raise BadDrawing("Gambar tanda tangan tidak terbaca. Hapus dan gambar lagi.")
    strokes = drawing["strokes"]
    if len(strokes) > MAX_STROKES:
        raise BadDrawing("Gambar tanda tangan terlalu rumit. Gambar lebih sederhana.")
    kept: list[list[list[int]]] = []
    points = 0
    for stroke in strokes:
        if not isinstance(stroke, list):
            raise BadDrawing("Gambar tanda tangan tidak terbaca.")
        points += len(stroke)
        if points > MAX_POINTS:
            raise BadDrawing(
                "Gambar tanda tangan terlalu rumit. Gambar lebih sederhana."
            )
        if stroke:
            kept.append([_point(pair) for pair in stroke])
    return {"strokes": kept} if kept else None


def _point(pair: Any) -> list[int]:
    if not isinstance(pair, list) or len(pair) != 2:
        raise BadDrawing("Gambar tanda tangan tidak terbaca.")
    return [_coordinate(value) for value in pair]


def _coordinate(value: Any) -> int:
    if isinstance(value, bool) or not isinstance(value, int | float):
        raise BadDrawing("Gambar tanda tangan tidak terbaca.")
    if not 0 <= value <= MAX_COORDINATE:
        raise BadDrawing("Gambar tanda tangan keluar dari bidangnya.")
    return round(value)


def count(drawing: dict[str, Any]) -> tuple[int, int]:
    """How many strokes and points a drawing has."""
    strokes = drawing["strokes"]
    return len(strokes), sum(len(stroke) for stroke in strokes)


def svg(drawing: dict[str, Any], title: str) -> str:
    """
    The strokes as an SVG element, smoothed through the midpoints of the points.

    `title` is already escaped text. The view box is the strokes' own, plus the pen.
    """
    points = [point for stroke in drawing["strokes"] for point in stroke]
    left, top = min(x for x, _ in points), min(y for _, y in points)
    width = max(x for x, _ in points) - left
    height = max(y for _, y in points) - top
    pen = PEN * max(width / 160, height / 48, 0.1)
    path = "".join(_stroke(stroke) for stroke in drawing["strokes"])
    return (
        '<svg xmlns="http://www.w3.org/2000/svg" preserveAspectRatio="xMinYMid meet" '
        f'viewBox="{left - pen:.1f} {top - pen:.1f} '
        f'{width + 2 * pen:.1f} {height + 2 * pen:.1f}">'
        f"<title>{title}</title>"
        f'<path d="{path}" fill="none" stroke="{INK}" stroke-width="{pen:.2f}" '
        'stroke-linecap="round" stroke-linejoin="round"/></svg>'
    )


def _stroke(points: list[list[int]]) -> str:
    """Quadratic curves between the midpoints: no corner where a hand has none."""
    (x, y), *rest = points
    path = [f"M{x} {y}"]
    for (ax, ay), (bx, by) in itertools.pairwise(rest):
        path.append(f"Q{ax} {ay} {(ax + bx) / 2:.1f} {(ay + by) / 2:.1f}")
    end_x, end_y = points[-1]
    path.append(f"L{end_x} {end_y}")
    return "".join(path)
