"""The paths of consultation and P3K2's advice, joined by declarations/urls.py."""

consultation_urls: list = []
