"""The communal base of recorded crime (SSMSI, Licence Ouverte 2.0): the rows that a report needs.

Producer: Service statistique ministériel de la sécurité intérieure, « Bases statistiques communale,
départementale et régionale de la délinquance enregistrée par la police et la gendarmerie
nationales », data.gouv.fr. The complement columns of the file (département mean of the communes
that are not published) are not values of the commune: they are dropped here and never come back.
"""

import hashlib
import math
from dataclasses import dataclass
from pathlib import Path

import pandas as pd
import pyarrow as pa
import pyarrow.csv as pacsv

from ffsu_eval.project import file_sha256
from ffsu_eval.sources.raw import FILE, ROW, RawTable, unreadable

# heading of the file (lower case) → name used here; the two layouts of the releases
HEADINGS = {
    "annee": "year",
    "classe": "label",
    "indicateur": "label",
    "unité.de.compte": "unit_of_count",
    "unite_de_compte": "unit_of_count",
    "valeur.publiée": "diffusion",
    "est_diffuse": "diffusion",
    "faits": "count",
    "nombre": "count",
    "tauxpourmille": "rate_per_1000",
    "taux_pour_mille": "rate_per_1000",
    "pop": "population",
    "insee_pop": "population",
    "millpop": "population_year",
    "insee_pop_millesime": "population_year",
    "log": "dwellings",
    "insee_log": "dwellings",
    "milllog": "dwellings_year",
    "insee_log_millesime": "dwellings_year",
}
COMMUNE_PREFIX = "codgeo_"
# Paris, Lyon, Marseille are in the base whole and by arrondissement: the parts are no comparators
ARRONDISSEMENTS = ("751", "6938", "132")


@dataclass(frozen=True)
class ComparisonRule:
    """Comparators: population of the first year within ``ratio``, the ``count`` nearest in log.

    The rule looks at no outcome; with several communes the population is their total.
    """

    year: int
    ratio: float
    count: int


def find_release(external: Path, release: str) -> list[Path]:
    """Files of one release of the communal base under the folder of public data, sorted."""
    folder = external / "ssmsi"
    patterns = (
        f"communes-{release}/*.csv.gz",
        f"communes-{release}/*.csv",
        f"communes-{release}.csv*",
    )
    return sorted(path for pattern in patterns for path in folder.glob(pattern))


def read_release(
    files: list[Path], shown_as: str, communes: tuple[str, ...], rule: ComparisonRule
) -> RawTable:
    """Raw rows of the communes and of their comparators, from all files of one release."""
    if not files:
        return unreadable(shown_as, "fichier absent")
    digest = hashlib.sha256()
    tables: list[pd.DataFrame] = []
    headings: dict[str, str] = {}
    for path in files:
        digest.update(file_sha256(path).encode())
        try:
            table, headings = _read_file(path)
        except (pa.ArrowInvalid, OSError, EOFError) as error:
            reason = "fichier illisible : tronqué, mal encodé ou lignes de longueurs inégales"
            if "Empty" in str(error):
                reason = "fichier vide"
            return unreadable(shown_as, f"{path.name} : {reason}", digest.hexdigest())
        tables.append(table)
    frame = pd.concat(tables, ignore_index=True)
    if "commune_code" in frame and "population" in frame and "year" in frame:
        kept = {*communes, *choose_comparators(frame, communes, rule)}
        frame = frame[frame["commune_code"].isin(kept)].reset_index(drop=True)
    return RawTable(shown_as, frame, digest.hexdigest(), headings=headings)


def _read_file(path: Path) -> tuple[pd.DataFrame, dict[str, str]]:
    with pa.input_stream(str(path), compression="detect") as stream:
        header = stream.read(2000).decode("utf-8-sig", errors="replace").splitlines()
    if not header:
        raise pa.ArrowInvalid("Empty CSV file")
    names = [name.strip().strip('"') for name in header[0].split(";")]
    table = pacsv.read_csv(
        path,
        read_options=pacsv.ReadOptions(column_names=names, skip_rows=1),
        parse_options=pacsv.ParseOptions(delimiter=";"),
        convert_options=pacsv.ConvertOptions(
            column_types={name: pa.string() for name in names}, strings_can_be_null=False
        ),
    )
    renamed = {name: _canonical(name) for name in names}
    kept = [name for name in names if renamed[name]]
    frame = table.select(kept).to_pandas(types_mapper={pa.string(): pd.StringDtype("pyarrow")}.get)
    frame.columns = pd.Index([renamed[name] for name in kept])
    frame[ROW] = range(2, len(frame) + 2)
    frame[FILE] = path.name
    return frame, {renamed[name]: name for name in kept}


def _canonical(heading: str) -> str:
    lowered = heading.lower()
    if lowered.startswith(COMMUNE_PREFIX):
        return "commune_code"
    return HEADINGS.get(lowered, "")


def choose_comparators(
    frame: pd.DataFrame, communes: tuple[str, ...], rule: ComparisonRule
) -> list[str]:
    """Codes of the communes that the rule retains, nearest in population first.

    ``frame`` holds the text columns commune_code, year (two or four digits) and population.
    """
    years = {str(rule.year), str(rule.year)[2:]}
    rows = frame.loc[frame["year"].isin(years), ["commune_code", "population"]]
    population = pd.to_numeric(
        rows.drop_duplicates("commune_code").set_index("commune_code")["population"],
        errors="coerce",
    ).dropna()
    own = population[population.index.isin(communes)].sum()
    if own <= 0:
        return []
    others = population[(population > 0) & ~population.index.isin(communes)]
    others = others[~others.index.str.startswith(ARRONDISSEMENTS)]
    distance = (others / own).map(lambda ratio: abs(math.log(ratio)))
    near = distance[distance <= math.log(rule.ratio)].rename("distance").reset_index()
    order = near.sort_values(["distance", "commune_code"])
    return order["commune_code"].head(rule.count).tolist()
