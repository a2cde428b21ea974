"""Contours of communes, for maps. Source: IGN, Admin Express, simplified; codes of 2018."""

from collections.abc import Iterator, Mapping, Sequence
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
    for path in contour_files(external, sorted(wanted)):
        drawn |= {code: rings for code, rings in _features(path) if code in wanted}
    rings = {
        code: [r for part in each for r in drawn.get(part, [])] for code, each in parts.items()
    }
    return {code: found for code, found in rings.items() if found}


def contour_files(external: Path, codes: Sequence[str]) -> list[Path]:
    """Files of contours of the départements of these communes, sorted."""
    departements = sorted({_departement(code) for code in codes})
    patterns = (f"communes-{departement}-*.geojson.gz" for departement in departements)
    return [path for each in patterns for path in sorted((external / "geo").glob(each))]


def contours_frame(contours: Mapping[str, Sequence[Ring]]) -> pd.DataFrame:
    """The same contours as a table: commune_code, ring (rank), longitude, latitude, in drawing order."""
    parts = [
        pd.DataFrame({"commune_code": code, "ring": rank, "longitude": x, "latitude": y})
        for code, rings in contours.items()
        for rank, (x, y) in enumerate(ring.T for ring in rings)
    ]
    empty = pd.DataFrame(columns=["commune_code", "ring", "longitude", "latitude"])
    types = {
        "commune_code": "string",
        "ring": "Int64",
        "longitude": "Float64",
        "latitude": "Float64",
    }
    return (pd.concat(parts, ignore_index=True) if parts else empty).astype(types)


def contours_of(frame: pd.DataFrame) -> dict[str, list[Ring]]:
    """Inverse of ``contours_frame``."""
    found: dict[str, list[Ring]] = {}
    for (code, _), points in frame.groupby(["commune_code", "ring"], sort=False):
        ring = points[["longitude", "latitude"]].to_numpy(dtype=np.float64)
        found.setdefault(str(code), []).append(ring)
    return found


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
