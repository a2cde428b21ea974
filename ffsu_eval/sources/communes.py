"""The communes of France and the territories they belong to, from the official geographic files.

Producers: Insee (code officiel géographique) and DGCL (intercommunalities), in the form of the
package @etalab/decoupage-administratif; priority neighbourhoods: ANCT.
"""

import hashlib
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

import pandas as pd

from ffsu_eval.project import file_sha256
from ffsu_eval.sources.packed import read_packed_json
from ffsu_eval.sources.raw import ROW, RawTable, unreadable
from ffsu_eval.sources.tabular import read_table

FILES = ("communes.json.gz", "epci.json.gz", "ept.json.gz", "departements.json.gz")
SHOWN_AS = "Code officiel géographique (Insee) et intercommunalités (DGCL)"
COLUMNS = (
    "commune_code",
    "label_fr",
    "departement",
    "departement_label",
    "epci_code",
    "epci_label",
    "population",
    "current_code",
)
FIRST_ENTRY = 2  # the files hold one entry per line, after the line of the opening bracket
CURRENT, ARRONDISSEMENT = "commune-actuelle", "arrondissement-municipal"
FORMER = ("commune-deleguee", "commune-associee")
Entry = dict[str, Any]


def official_files(external: Path) -> list[Path]:
    """The four geographic files of the folder of public data; none when the communes are not there."""
    folder = external / "geo"
    return [folder / name for name in FILES] if (folder / FILES[0]).is_file() else []


def read_official(files: Sequence[Path], shown_as: str) -> RawTable:
    """Raw table of every commune and of every code that a commune has absorbed.

    ``files`` in the order of FILES. One row per code: the communes of today and the municipal
    arrondissements, with an empty ``current_code``; the codes that have merged into another
    commune, with its code, its département and its intercommunality. An établissement public
    territorial stands for the Métropole du Grand Paris, which is too wide to be a neighbourhood.
    """
    missing = [path.name for path in files if not path.is_file()]
    if missing:
        return unreadable(shown_as, f"fichier absent : {', '.join(missing)}")
    sha256 = hashlib.sha256("\n".join(map(file_sha256, files)).encode()).hexdigest()
    contents = []
    for path in files:
        try:
            contents.append(read_packed_json(path))
        except ValueError as error:
            return unreadable(shown_as, f"{path.name} : {error}", sha256)
    try:
        rows = list(_rows(*contents))
    except (KeyError, TypeError, AttributeError):
        return unreadable(shown_as, "fichiers d'une forme inattendue", sha256)
    frame = pd.DataFrame(rows, columns=[*COLUMNS, ROW])
    return RawTable(shown_as, frame.astype(dict.fromkeys(COLUMNS, "str")), sha256)


def read_qpv(path: Path, shown_as: str) -> RawTable:
    """List of the priority neighbourhoods; the comma is the separator of its producer."""
    table = read_table(path, shown_as)
    table.notices = [notice for notice in table.notices if not notice.startswith("séparateur")]
    return table


def _rows(
    communes: list[Entry], epcis: list[Entry], epts: list[Entry], departements: list[Entry]
) -> Iterator[list[Any]]:
    departement_label = {entry["code"]: entry["nom"] for entry in departements}
    # the last one wins: an EPT after the métropole that it is a part of
    group = {member["code"]: each for each in (*epcis, *epts) for member in each["membres"]}
    lines = list(enumerate(communes, FIRST_ENTRY))
    current = {entry["code"]: entry for _, entry in lines if entry["type"] == CURRENT}

    def row(code: str, label: str, home: Entry, people: Any, merged: str, line: int) -> list[Any]:
        """``home``: the commune of today that the code is, or is a part of."""
        epci = group.get(home["code"], {"code": "", "nom": ""})
        departement = home["departement"]
        place = [departement, departement_label.get(departement, ""), epci["code"], epci["nom"]]
        return [code, label, *place, "" if people is None else str(people), merged, line]

    known = set(current)
    for line, entry in lines:
        if entry["type"] == CURRENT:
            yield row(entry["code"], entry["nom"], entry, entry.get("population"), "", line)
        elif entry["type"] == ARRONDISSEMENT:
            home = current[entry["commune"]]
            yield row(entry["code"], entry["nom"], home, entry.get("population"), "", line)
            known.add(entry["code"])
    # a part that still has a name comes before the bare list of old codes, which twice disagrees
    for line, entry in lines:
        if entry["type"] in FORMER and entry["code"] not in known:
            home = current[entry["chefLieu"]]
            yield row(entry["code"], entry["nom"], home, None, home["code"], line)
            known.add(entry["code"])
    for line, entry in lines:
        for code in entry.get("anciensCodes", ()):
            if entry["type"] == CURRENT and code not in known:
                yield row(code, "", entry, None, entry["code"], line)
                known.add(code)
