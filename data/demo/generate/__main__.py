"""Write the fictitious field data of every demonstration city, or of those that are named."""

import argparse
from functools import partial
from pathlib import Path

from data.demo.generate import saint_nazaire
from data.demo.generate.cities import STORIES, engagement_contents
from data.demo.generate.cities import contents as city_contents
from data.demo.generate.territories import ENGAGEMENT, SHARED, TERRITORIES, own_contents
from data.demo.generate.territories import contents as territory_contents
from data.demo.generate.writing import write_folder

DEMO = Path(__file__).resolve().parents[1]
CITIES = {"saint-nazaire": saint_nazaire.contents} | {
    city: partial(city_contents, story) for city, story in STORIES.items()
}
CITIES |= {
    city: partial(territory_contents, story)
    for city, story in TERRITORIES.items()
    if city != SHARED
}


def main() -> None:
    """Parse the command line and write one folder per city."""
    parser = argparse.ArgumentParser(description="Écrit les données fictives de démonstration.")
    parser.add_argument("cities", nargs="*", metavar="ville", help="par défaut : toutes")
    parser.add_argument("--out", type=Path, default=DEMO, help="dossier d'écriture")
    arguments = parser.parse_args()
    unknown = sorted(set(arguments.cities) - set(CITIES))
    if unknown:
        parser.error(f"ville sans données de démonstration : {', '.join(unknown)}")
    for city in arguments.cities or CITIES:
        folder = arguments.out / city
        write_folder(folder, CITIES[city]())
        for engagement, own in engagement_contents(city).items():
            write_folder(folder / engagement, own)
        if city in TERRITORIES:
            write_folder(folder / ENGAGEMENT, own_contents(city))
        print(f"{folder} : {sum(path.is_file() for path in folder.rglob('*'))} fichiers")


if __name__ == "__main__":
    main()
