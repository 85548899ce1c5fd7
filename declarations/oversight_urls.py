"""The paths of the Inspektorat's oversight of cases, joined by declarations/urls.py."""

oversight_urls: list = []
