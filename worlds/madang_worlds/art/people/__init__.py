"""Drawn people: SVG parts, looks and the tools that make sheets of them. Nothing here is imported when the product runs."""
