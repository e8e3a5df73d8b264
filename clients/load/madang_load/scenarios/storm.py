"""Storm: a stroll until every line is cut at half time. Some have a ticket, so that a place in the line can be lost as well."""

from madang_load.scenarios.visit import Visit


class Storm(Visit):
    """A citizen of whom one in ten waits for a talk."""

    errands: tuple[str, ...] = ("talk", *("look",) * 9)
