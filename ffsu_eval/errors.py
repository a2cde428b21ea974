"""What can go wrong, each with the exit code that the command line documents.

A message is one or more plain French lines that name file, row or line, column and rule, and never
quote a value of the data.
"""


class WorkbenchError(Exception):
    """An error that the analyst can act upon; anything else is a bug and shows its traceback."""

    exit_code = 1

    def _render_traceback_(self) -> list[str]:
        """What IPython shows in a notebook: the message alone."""
        return [str(self)]


class ParameterError(WorkbenchError):
    """Wrong parameters: unknown city, key, type…"""

    exit_code = 2


class GateRefusal(WorkbenchError):
    """The gate refused at least one dataset."""

    exit_code = 3


class DataError(WorkbenchError):
    """Public data could not be had, or are not what they should be: data are missing all the same.

    The code is that of refused data: for whoever reads it, no report can be made from them.
    """

    exit_code = 3


class NotebookError(WorkbenchError):
    """A notebook failed while it was executed."""

    exit_code = 4


class Undocumented(NotebookError, AttributeError):
    """A report asks for data that its mission does not have; ``what``: their French name.

    An AttributeError too, so that ``hasattr`` tells whether the data are there.
    """

    def __init__(self, what: str) -> None:
        super().__init__(f"données que la mission n'a pas : {what}")
        self.what = what


class LintError(NotebookError):
    """The analyst's text breaks the rules of writing; every fault is in the message.

    The only message that quotes: a sentence of the analyst's own text, never a value of the data.
    """


class RenderError(WorkbenchError):
    """The report could not be rendered or published."""

    exit_code = 5


class DisclosureError(WorkbenchError):
    """A disclosure rule cannot be met."""

    exit_code = 6
