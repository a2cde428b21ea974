"""Where a file of data.gouv.fr is now, with its size and its checksum: asked of the public API.

``GET /api/1/datasets/<id>/`` lists the resources of a dataset. A file keeps its name but neither
its address nor, always, the id of its resource: it is recognised by its name. When a producer
replaces the file of a resource, data.gouv.fr removes the former one: a past edition is gone.

Source: API of data.gouv.fr (udata), https://www.data.gouv.fr/api/1/. The variable
FFSU_EVAL_DATAGOUV names another base address, for the tests.
"""

import os
from pathlib import PurePosixPath
from urllib.parse import unquote, urlsplit

import httpx
from pydantic import BaseModel, ValidationError

from ffsu_eval.public_data.listing import LISTING, Source
from ffsu_eval.public_data.web import Fault, check_status, host_of, persist, told_in_french

BASE_VARIABLE = "FFSU_EVAL_DATAGOUV"
BASE = "https://www.data.gouv.fr"
CHECKSUMS = ("sha1", "sha256")


class Checksum(BaseModel):
    """``type``: as data.gouv.fr writes it, sha1 for the files that it holds; ``value``: hex."""

    type: str
    value: str


class Resource(BaseModel):
    """One file of a dataset; ``filesize`` in bytes."""

    id: str
    url: str
    filesize: int | None = None
    checksum: Checksum | None = None

    @property
    def name(self) -> str:
        """Name of the file in its address."""
        return unquote(PurePosixPath(urlsplit(self.url).path).name)

    def published_digest(self) -> tuple[str, str] | None:
        """Kind and value of the checksum, None where there is none that can be verified."""
        if self.checksum is None or self.checksum.type not in CHECKSUMS:
            return None
        return self.checksum.type, self.checksum.value.lower()


class Dataset(BaseModel):
    """What the API says of a dataset; the rest is left out."""

    resources: list[Resource]


def find(client: httpx.Client, source: Source) -> Resource:
    """Resource that holds the file of ``source``; raises Fault."""
    resources = persist(lambda: _ask(client, source.dataset)).resources
    found = [resource for resource in resources if resource.name == source.file]
    for resource in found:
        if resource.id == source.resource or len(found) == 1:
            return resource
    offered = ", ".join(sorted({resource.name for resource in resources})) or "rien"
    raise Fault(
        f"le producteur ne propose pas ce fichier, ou deux fois ; il propose : {offered}",
        f"pour une autre édition, changer l'entrée de {LISTING}",
    )


def _ask(client: httpx.Client, dataset: str) -> Dataset:
    base = os.environ.get(BASE_VARIABLE, "") or BASE
    address = f"{base.rstrip('/')}/api/1/datasets/{dataset}/"
    with told_in_french(address):
        response = client.get(address)
    check_status(response)
    try:
        return Dataset.model_validate_json(response.content)
    except ValidationError as error:
        # a network with a sign-in page answers every question with that page
        advice = "ouvrir une page dans le navigateur (portail d'accès au réseau ?), puis réessayer"
        raise Fault(f"{host_of(address)} : réponse illisible", advice) from error
