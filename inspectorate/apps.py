from django.apps import AppConfig


class InspectorateConfig(AppConfig):
    name = "inspectorate"
    verbose_name = "Inspektorat"
