"""Which renderer makes the reports."""

from ffsu_eval.errors import ParameterError, RenderError
from ffsu_eval.render.base import Renderer
from ffsu_eval.render.embedded import EmbeddedRenderer
from ffsu_eval.render.quarto import QuartoRenderer

RENDERERS: dict[str, type[QuartoRenderer] | type[EmbeddedRenderer]] = {
    "quarto": QuartoRenderer,
    "embedded": EmbeddedRenderer,
}


def choose_renderer(name: str = "auto") -> Renderer:
    """The renderer of that name; ``auto`` takes Quarto where it is installed, else the other one.

    Raises ParameterError for an unknown name, RenderError when Quarto is asked for and absent.
    """
    if name == "auto":
        quarto = QuartoRenderer()
        return quarto if quarto.available() else EmbeddedRenderer()
    if name not in RENDERERS:
        known = ", ".join(("auto", *RENDERERS))
        raise ParameterError(f"moteur de rendu « {name} » inconnu : choisir parmi {known}")
    renderer = RENDERERS[name]()
    if not renderer.available():
        raise RenderError(
            "Quarto est demandé, mais la commande « quarto » est absente de cette machine : "
            "installez-la, ou choisissez le moteur « embedded » (ou « auto »)"
        )
    return renderer
