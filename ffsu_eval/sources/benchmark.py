"""National series of the feeling of insecurity: survey "Cadre de vie et sécurité", 2007-2021.

Producers: Insee, ONDRP, SSMSI; people of 14 or more, metropolitan France; not held in 2020. The
survey "Vécu et ressenti en matière de sécurité", which follows it from 2022, is not comparable.
"""

from collections.abc import Sequence
from pathlib import Path

import pandas as pd

from ffsu_eval.errors import DataError
from ffsu_eval.sources.tabular import read_table

FOLDER = "sentiment"
# theme of the item bank that the series answers
THEMES = {
    "Au domicile": "domicile",
    "Dans le quartier ou le village": "quartier",
    "Renoncement à sortir seul de chez soi pour des raisons de sécurité": "renoncement",
}
HEADINGS = {
    "Unité de temps": "year",
    "Valeurs": "value",
    "Sous-indicateurs": "label_fr",
    "Statistique": "statistic",
    "Zone géographique": "area_fr",
    "Unité de compte": "people_fr",
    "Source": "source_fr",
}
NOT_HELD = "NA"

SERIES = {
    "theme": "string",
    "label_fr": "string",
    "year": "Int64",
    "statistic": "string",
    "value": "Float64",
    "people_fr": "string",
    "area_fr": "string",
    "source_fr": "string",
}


def benchmark_files(external: Path) -> list[Path]:
    """Files of the national series in the folder of public data, sorted; none without them."""
    return sorted((external / FOLDER).glob("*.csv"))


def read_benchmark(files: Sequence[Path]) -> pd.DataFrame:
    """National series in one typed table, one row per theme × year × statistic.

    ``value``: as published, a number of people when ``statistic`` is "Nombre"; NA for a year
    without survey. DataError, which names the file: unreadable, column missing, unknown series,
    a year or value that is not a number, a year given twice.
    """
    parts = []
    for path in files:
        table = read_table(path, path.name)
        missing = [heading for heading in HEADINGS if heading not in table.frame]
        if table.faults or missing:
            raise DataError(
                f"{path.name} : {(table.faults or ['colonne absente : ' + missing[0]])[0]}"
            )
        frame = table.frame.rename(columns=HEADINGS)
        frame["theme"] = frame["label_fr"].map(THEMES)
        if frame["theme"].isna().any():
            raise DataError(f"{path.name} : série inconnue dans la colonne « Sous-indicateurs »")
        try:
            frame["year"] = pd.to_numeric(frame["year"])
            frame["value"] = pd.to_numeric(frame["value"].replace(["", NOT_HELD], pd.NA))
        except ValueError as error:
            raise DataError(f"{path.name} : année ou valeur qui n'est pas un nombre") from error
        parts.append(frame.sort_values("year"))
    series = pd.concat(parts) if parts else pd.DataFrame()
    series = pd.DataFrame(series, columns=list(SERIES)).astype(SERIES).reset_index(drop=True)
    repeated = series[series.duplicated(["theme", "year", "statistic"])]
    if len(repeated):
        raise DataError(f"{repeated['label_fr'].iloc[0]} : année donnée deux fois")
    return series
