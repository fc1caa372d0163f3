"""The script of the page, as the commands start it."""
