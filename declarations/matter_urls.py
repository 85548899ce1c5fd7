"""The paths of matters and recusals, joined by declarations/urls.py."""

matter_urls: list = []
