"""The error that says why no site can be written, in one line for the reader."""


class SiteError(Exception):
    """The site cannot be written; the message says why and what to do."""
