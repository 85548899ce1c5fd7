"""The paths of the questionnaire's versions, joined by declarations/urls.py."""

questionnaire_urls: list = []
