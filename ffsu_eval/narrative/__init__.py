"""What a notebook shows: blocks that JupyterLab displays and that the renderers read as Markdown."""

# output type under which a block publishes the data behind it
DATA_MIME = "application/vnd.ffsu-eval+json"
