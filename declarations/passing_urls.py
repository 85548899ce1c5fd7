"""The paths of passing a case on and opening one, joined by declarations/urls.py."""

passing_urls: list = []
