"""The public data that a mission stands on: official where they are at hand, else the mission's own.

All of one origin: the official base of the communes is never read beside a fictitious table of
départements, nor the reverse.
"""

from dataclasses import dataclass, replace
from pathlib import Path

from ffsu_eval.gate.datasets.recorded_crime import RECORDED_CRIME, RECORDED_CRIME_DEPARTEMENT
from ffsu_eval.gate.national import National, Progress, import_crime
from ffsu_eval.gate.request import Request
from ffsu_eval.project import cache_folder, external_folder, shown_path
from ffsu_eval.sources.ssmsi.files import find_release
from ffsu_eval.sources.ssmsi.layout import Level

BASES: dict[Level, str] = {"commune": "base communale", "departement": "base départementale"}
OWN_FILES: dict[Level, str] = {
    "commune": RECORDED_CRIME.file,
    "departement": RECORDED_CRIME_DEPARTEMENT.file,
}
OFFICIAL = "officielle"
# INSEE codes that begin so are foreign countries: no commune has one, save those that are invented
ABROAD = "99"


@dataclass(frozen=True)
class PublicData:
    """Imported bases of recorded crime; ``departement`` is missing where there is none.

    ``folder``: where the geographic tables of the same origin are; ``status``: its status.
    """

    commune: National
    departement: National | None
    folder: Path
    status: str

    @property
    def official(self) -> bool:
        """True when the data are the producer's."""
        return self.status == OFFICIAL

    @property
    def bases(self) -> list[National]:
        """The bases that are there."""
        return [base for base in (self.commune, self.departement) if base]


def open_public(request: Request, progress: Progress = lambda _: None) -> PublicData | None:
    """Import what has not been imported yet, and open it; None when none of it is asked for."""
    release = request.crime_release
    if release is None:
        return None
    folder, status = origin(request, release)

    def opened(level: Level, files: list[Path], shown: str) -> National:
        cache = cache_folder(request.root)
        base = import_crime(files, shown, release, cache, level, progress)
        return National(base.folder, replace(base.verdict, status=status))

    communes, departements = (_files(request, release, folder, status, level) for level in BASES)
    return PublicData(
        # without any file of communes there is no report: the verdict says so
        opened("commune", *communes),
        opened("departement", *departements) if departements[0] else None,
        folder,
        status,
    )


def origin(request: Request, release: str) -> tuple[Path, str]:
    """Where the public data of a mission are, and their status.

    An invented commune is in no official base: its own files serve, whatever else is at hand.
    """
    external = external_folder(request.root)
    invented = all(code.startswith(ABROAD) for code in request.communes)
    if find_release(external, release) and not invented:
        return external, OFFICIAL
    return request.own_data


def _files(
    request: Request, release: str, folder: Path, status: str, level: Level
) -> tuple[list[Path], str]:
    """Files of one base, and how messages name it."""
    if status == OFFICIAL:
        files = find_release(folder, release, level)
        return files, f"SSMSI, {BASES[level]}, édition {release}"
    own = folder / OWN_FILES[level]
    return [own] if own.is_file() else [], shown_path(own, request.root)
