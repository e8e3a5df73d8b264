"""Sends what an office has to say to people outside of it: by mail and to a webhook. Knows no office and no database."""
