from django.apps import AppConfig


class OfficeConfig(AppConfig):
    name = "kpu_coi"
    verbose_name = "Integritas KPU"
