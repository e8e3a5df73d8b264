"""The drawn world: SVG sources, the sheets made from them, and the tools that make them. Nothing here is needed to run rooms."""
