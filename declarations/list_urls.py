"""The paths of interest lists, pacts and cooling-off, joined by declarations/urls."""

list_urls: list = []
