"""The paths of what was ordered in a case, joined by declarations/urls.py."""

control_urls: list = []
