"""The paths of campaigns, joined by declarations/urls.py."""

campaign_urls: list = []
