"""Contours of communes, for maps. Source: IGN, Admin Express, simplified; codes of 2018."""

from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

import numpy as np
import numpy.typing as npt
import pandas as pd

from ffsu_eval.errors import GateRefusal
from ffsu_eval.geography import absorbed
from ffsu_eval.sources.packed import read_packed_json

Ring = npt.NDArray[np.float64]
OVERSEAS = ("97", "98")


def read_contours(
    external: Path, codes: Sequence[str], communes: pd.DataFrame | None = None
) -> dict[str, list[Ring]]:
    """Contours of communes: code → rings, each an (n, 2) array of longitude and latitude.

    A polygon gives its outer ring, then its holes; a commune in several pieces gives them all.
    With ``communes`` (frame of ffsu_eval.geography), a commune also gets the rings of those that it
    has absorbed since the contours were drawn. A commune without contour, or whose département
    has no file, is left out. Raises GateRefusal for a file that cannot be read.
    """
    old = {} if communes is None else absorbed(communes)
    parts = {code: (code, *old.get(code, ())) for code in codes}
    wanted = {part for each in parts.values() for part in each}
    drawn: dict[str, list[Ring]] = {}
    for departement in sorted({_departement(part) for part in wanted}):
        for path in sorted((external / "geo").glob(f"communes-{departement}-*.geojson.gz")):
            drawn |= {code: rings for code, rings in _features(path) if code in wanted}
    rings = {
        code: [r for part in each for r in drawn.get(part, [])] for code, each in parts.items()
    }
    return {code: found for code, found in rings.items() if found}


def _departement(code: str) -> str:
    return code[:3] if code.startswith(OVERSEAS) else code[:2]


def _features(path: Path) -> Iterator[tuple[str, list[Ring]]]:
    try:
        for feature in read_packed_json(path)["features"]:
            yield feature["properties"]["code"], _rings(feature["geometry"])
    except ValueError as error:
        raise GateRefusal(f"{path.name} : {error}") from error
    except (KeyError, TypeError) as error:
        raise GateRefusal(f"{path.name} : ce n'est pas un fichier de contours") from error


def _rings(geometry: dict[str, Any]) -> list[Ring]:
    pieces = geometry["coordinates"]
    polygons = [pieces] if geometry["type"] == "Polygon" else pieces
    return [np.asarray(ring, dtype=np.float64) for polygon in polygons for ring in polygon]
