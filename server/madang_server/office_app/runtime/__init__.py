"""The office at work: the path of a command, arrivals, announcements, what time does by itself."""
