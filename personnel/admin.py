from django.contrib import admin
from django.db import transaction

from audit import log
from kpu_coi.admin import Shown
from kpu_coi.paging import KeysFirst
from personnel.models import (
    Grant,
    OversightRegion,
    Position,
    RegionProvince,
    Tenure,
    Unit,
    User,
)

admin.site.site_header = "Data organisasi"
admin.site.site_title = "Data organisasi"
admin.site.index_title = "Kelola"


class Logged(admin.ModelAdmin):
    """Each change is an event of the log, with the names of the fields alone."""

    def stream(self, obj):
        return f"{obj._meta.model_name}:{obj.pk}"

    @transaction.atomic
    def save_model(self, request, obj, form, change):
        super().save_model(request, obj, form, change)
        verb = "change" if change else "add"
        log.record(
            f"{obj._meta.model_name}.{verb}",
            stream=self.stream(obj),
            by=request.user,
            id=obj.pk,
            fields=form.changed_data,
        )


class Kept(Logged):
    """People and offices are ended or closed, never deleted."""

    def has_delete_permission(self, request, obj=None):
        return False


@admin.register(User)
class UserAdmin(Shown):
    fields = (
        "employee_number",
        "id_kind",
        "name",
        "rank",
        "employment",
        "email",
        "is_active",
    )
    list_display = ("name", "employee_number", "employment", "is_active")
    list_filter = ("is_active", "employment")
    search_fields = ("name", "employee_number")


@admin.register(Unit)
class UnitAdmin(Kept):
    list_display = ("code", "name", "level", "tz_abbr")
    list_filter = ("level", "tz_abbr")
    search_fields = ("code", "name", "name_long")
    autocomplete_fields = ("parent",)

    def stream(self, obj):
        return f"unit:{obj.code}"


@admin.register(OversightRegion)
class OversightRegionAdmin(Kept):
    list_display = ("name", "code")


@admin.register(RegionProvince)
class RegionProvinceAdmin(Logged):
    list_display = ("province", "region")
    list_filter = ("region",)


@admin.register(Position)
class PositionAdmin(Shown):
    list_display = ("title", "unit", "kind", "superior", "abolished_on")
    list_filter = ("kind",)
    list_select_related = ("unit", "superior__unit")
    search_fields = ("title", "unit__name", "unit__code")


@admin.register(Tenure)
class TenureAdmin(Shown):
    list_display = ("user", "position", "acting", "period")
    list_filter = ("acting",)
    list_select_related = ("user", "position__unit")
    # Titles are searched among posts: over three tables it takes a nation too long.
    search_fields = ("user__name", "user__employee_number")
    paginator = KeysFirst


@admin.register(Grant)
class GrantAdmin(Shown):
    list_display = ("user", "role", "unit", "region", "period")
    list_filter = ("role",)
    list_select_related = ("user", "unit", "region")
    search_fields = ("user__name", "user__employee_number")
