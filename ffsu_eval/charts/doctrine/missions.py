"""DOC09: importance and realisation of each mission; who does what, mission by service."""

from collections.abc import Mapping, Sequence
from typing import Any

import pandas as pd
from matplotlib.figure import Figure
from matplotlib.patches import Patch, Rectangle

from ffsu_eval.charts.direct import label_points
from ffsu_eval.charts.marks import Key, dot, draw_key, key_height
from ffsu_eval.charts.text import EDGE, LINE, text_width, wrapped
from ffsu_eval.charts.theme import (
    ACCENT,
    INK,
    MARK,
    MUTED,
    PAPER,
    POINTS,
    RULE,
    SHADE,
    WIDTH,
    axes_at,
    blank,
    housed,
    readable_on,
    tints,
)
from ffsu_eval.charts.words import alternative, label_of, no_rows, records, table
from ffsu_eval.french import NOT_APPLICABLE, is_missing, number, signed, typography
from ffsu_eval.indicators.doctrine.wishes import KEEP, LIGHTEN, MINOR, REINFORCE
from ffsu_eval.indicators.frames import WHOLE, need

PLOT, LABEL, MARGIN = 250.0, 92.0, 0.25
# right, top → words
CORNERS = {
    (False, True): REINFORCE,
    (True, True): KEEP,
    (False, False): MINOR,
    (True, False): LIGHTEN,
}
ROLE_NAMES = {
    "R": "réalise", "A": "répond", "RA": "réalise et répond", "C": "consulté", "I": "informé",
}  # fmt: skip
ROW = 15.0


@housed
def wish_quadrant(gaps: pd.DataFrame, labels: Mapping[str, str]) -> Figure:
    """DOC09: realisation across, importance up, lines at the mean of the missions; all respondents.

    ``gaps``: DOC09; only the whole is drawn. ValueError: missing column, no row with a value.
    """
    known = _whole(gaps)
    x, y = (known[name].astype(float) for name in ("current", "importance"))
    means = float(x.mean()), float(y.mean())
    notes = wrapped("Réalisation perçue, de 1 à 5 (à droite : plus élevée)", WIDTH - 2 * EDGE)
    above, below = LINE + 10, 15 + LINE * len(notes) + 4
    figure = blank(above + PLOT + below)
    height = figure.get_figheight() * POINTS
    figure.text(
        EDGE / WIDTH, (height - above + 8) / height,
        "Importance accordée, de 1 à 5 (en haut : plus élevée)", color=MUTED,
    )  # fmt: skip
    for rank, line in enumerate(notes):
        figure.text(EDGE / WIDTH, (below - 15 - LINE * (rank + 0.8)) / height, line, color=MUTED)
    axes = axes_at(figure, 18.0, below, WIDTH - EDGE - 4, below + PLOT)
    axes.set(
        xlim=(float(x.min()) - MARGIN, float(x.max()) + MARGIN),
        ylim=(float(y.min()) - MARGIN, float(y.max()) + MARGIN),
    )
    axes.spines[:].set_color(RULE)
    axes.set_xticks([t for t in (1, 2, 3, 4, 5) if axes.get_xlim()[0] <= t <= axes.get_xlim()[1]])
    axes.set_yticks([t for t in (1, 2, 3, 4, 5) if axes.get_ylim()[0] <= t <= axes.get_ylim()[1]])
    left, bottom, top = axes.get_xlim()[0], means[1], axes.get_ylim()[1]
    axes.add_patch(
        Rectangle((left, bottom), means[0] - left, top - bottom, facecolor=SHADE, zorder=0)
    )
    axes.axvline(means[0], color=MARK, linewidth=0.8)
    axes.axhline(means[1], color=MARK, linewidth=0.8)
    for (right, up), words in CORNERS.items():
        axes.annotate(
            words, (1 if right else 0, 1 if up else 0), (-4 if right else 4, -4 if up else 4),
            "axes fraction", "offset points", ha="right" if right else "left",
            va="top" if up else "bottom", color=INK, fontweight="bold",
        )  # fmt: skip
    points = list(zip(map(float, x), map(float, y), strict=True))
    for point in points:
        axes.plot(*point, zorder=4, **dot(ACCENT, True, "o", 6.0))
    label_points(
        axes, points, [labels[str(code)] for code in known["mission_code"]], LABEL, halo=True
    )
    return figure


def _whole(gaps: pd.DataFrame) -> pd.DataFrame:
    need(gaps, "gaps", ("family", "mission_code", "importance", "current", "quadrant", "value"))
    known = gaps[(gaps["family"] == WHOLE) & gaps["value"].notna()]
    no_rows("gaps", len(known))
    return known


def wish_quadrant_alt(gaps: pd.DataFrame, labels: Mapping[str, str]) -> str:
    """Alternative text of ``wish_quadrant``: which missions are in each quadrant."""
    known = _whole(gaps)
    said = []
    for words in (REINFORCE, KEEP, LIGHTEN, MINOR):
        names = [labels[str(row.mission_code)] for row in records(known) if row.quadrant == words]
        if names:
            said.append(f"{words.capitalize()} : {', '.join(names)}.")
    return alternative(
        "Nuage de points en quatre quadrants : réalisation en abscisse, importance en ordonnée.",
        *said,
    )


def wish_quadrant_data(
    gaps: pd.DataFrame, labels: Mapping[str, str], families: Mapping[str, str]
) -> pd.DataFrame:
    """Table behind ``wish_quadrant``: every family that may be told."""
    _whole(gaps)
    lines = [
        {
            "Famille": families.get(str(row.family), str(row.family)),
            "Mission": labels[str(row.mission_code)],
            "n": NOT_APPLICABLE if is_missing(row.n) else number(row.n),
            "Importance": _mark(row.importance),
            "Réalisation": _mark(row.current),
            "Écart": NOT_APPLICABLE if is_missing(row.value) else signed(row.value, 1),
            "Quadrant": NOT_APPLICABLE if is_missing(row.quadrant) else str(row.quadrant),
        }
        for row in records(gaps)
    ]
    return table(pd.DataFrame(lines))


def _mark(value: Any) -> str:
    return NOT_APPLICABLE if is_missing(value) else number(value, 1)


@housed
def role_matrix(
    roles: pd.DataFrame, labels: Mapping[str, str], services: Mapping[str, str]
) -> Figure:
    """Who does what: one row per mission, one column per service, R, A, C, I or nothing.

    ``roles``: mission_code, service, role; ``services``: service → short name, in the order of the
    columns. ValueError: missing column, no row.
    """
    cells, missions, columns = _cells(roles, services)
    shades = tints(ACCENT, 4)
    fills = {"R": shades[3], "A": shades[2], "RA": shades[3], "C": shades[0], "I": SHADE}
    keys = [
        Key(Patch(facecolor=fills[role], edgecolor=MARK, linewidth=0.4), f"{role} : {words}")
        for role, words in ROLE_NAMES.items()
        if role in set(roles["role"])
    ]
    across = [max(24.0, text_width(services[name]) + 6) for name in columns]
    left = WIDTH - EDGE - sum(across)
    lines = [wrapped(labels[code], left - 8) for code in missions]
    depths = [max(ROW, LINE * len(text) + 4) for text in lines]
    body, above = sum(depths), key_height(keys) + LINE + 6
    figure = blank(above + body + 4)
    draw_key(figure, keys)
    axes = axes_at(figure, 0, 4, WIDTH, 4 + body + LINE)
    axes.set(xlim=(0, WIDTH), ylim=(body, -LINE))
    axes.axis("off")
    edges = [left + sum(across[:rank]) for rank in range(len(columns))]
    for edge, width, name in zip(edges, across, columns, strict=True):
        axes.text(edge + width / 2, -3, services[name], ha="center", va="baseline", color=MUTED)
    top = 0.0
    for code, text, depth in zip(missions, lines, depths, strict=True):
        for rank, piece in enumerate(text):
            axes.text(EDGE, top + LINE * (rank + 0.85), typography(piece), va="baseline", color=INK)
        for edge, width, name in zip(edges, across, columns, strict=True):
            role = cells.get((code, name), "")
            fill = fills.get(role, PAPER)
            axes.add_patch(
                Rectangle((edge + 1, top + 1), width - 2, depth - 2, facecolor=fill, edgecolor=RULE,
                          linewidth=0.6)
            )  # fmt: skip
            axes.text(
                edge + width / 2, top + depth / 2, role, ha="center", va="center",
                color=readable_on(fill),
            )  # fmt: skip
        top += depth
    return figure


def _cells(
    roles: pd.DataFrame, services: Mapping[str, str]
) -> tuple[dict[tuple[str, str], str], list[str], Sequence[str]]:
    need(roles, "roles", ("mission_code", "service", "role"))
    no_rows("roles", len(roles))
    cells = {(str(row.mission_code), str(row.service)): str(row.role) for row in records(roles)}
    there = {service for _, service in cells}
    for name in there:
        label_of(services, name)
    return cells, sorted({code for code, _ in cells}), [name for name in services if name in there]


def role_matrix_alt(
    roles: pd.DataFrame, labels: Mapping[str, str], services: Mapping[str, str]
) -> str:
    """Alternative text of ``role_matrix``."""
    cells, missions, columns = _cells(roles, services)
    doing = {name: sum("R" in cells.get((code, name), "") for code in missions) for name in columns}
    nobody = [
        labels[code]
        for code in missions
        if not any("R" in cells.get((code, n), "") for n in columns)
    ]
    said = ", ".join(f"{services[name]} {number(count)}" for name, count in doing.items())
    return alternative(
        f"Tableau de {number(len(missions))} missions par {number(len(columns))} services. Missions "
        f"réalisées : {said}.",
        f"Missions que personne ne réalise : {' ; '.join(nobody)}." if nobody else "",
    )


def role_matrix_data(
    roles: pd.DataFrame, labels: Mapping[str, str], services: Mapping[str, str]
) -> pd.DataFrame:
    """Table behind ``role_matrix``."""
    cells, missions, columns = _cells(roles, services)
    lines = [
        {"Mission": labels[code]}
        | {
            services[name]: ROLE_NAMES[cells[code, name]]
            if (code, name) in cells
            else NOT_APPLICABLE
            for name in columns
        }
        for code in missions
    ]
    return table(pd.DataFrame(lines))
