"""Which files of the public data make one release of the communal or départemental base."""

from pathlib import Path

from ffsu_eval.sources.ssmsi.layout import Level

FORMATS = ("csv.gz", "csv", "parquet")
# a release is one file or a folder of them (one per département)
PLACES: dict[Level, tuple[str, ...]] = {
    "commune": ("communes-{}/*", "communes-{}"),
    "departement": ("departements/*-{}-*", "departements-{}"),
}


def find_release(external: Path, release: str, level: Level = "commune") -> list[Path]:
    """Files of one release under the folder of public data, sorted; the release is its last year.

    The first place and format that holds something is the release: the same base kept in two
    formats is not read twice.
    """
    folder = external / "ssmsi"
    for place in PLACES[level]:
        for ending in FORMATS:
            found = sorted(folder.glob(f"{place.format(release)}.{ending}"))
            if found:
                return found
    return []
