"""Storm: a stroll until every connection is cut at half time. Some hold a ticket, whose place must survive."""

from madang_load.scenarios.visit import Visit


class Storm(Visit):
    """A citizen of whom one in ten waits for a talk."""

    errands: tuple[str, ...] = ("talk", *("look",) * 9)
