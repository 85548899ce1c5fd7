from django import forms
from django.contrib import admin
from django.contrib.auth.forms import ReadOnlyPasswordHashField

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


class Kept(admin.ModelAdmin):
    """People and offices are ended or closed, never deleted."""

    def has_delete_permission(self, request, obj=None):
        return False


class UserForm(forms.ModelForm):
    password = ReadOnlyPasswordHashField(label="Kata sandi")

    class Meta:
        model = User
        fields = (
            "employee_number",
            "id_kind",
            "name",
            "rank",
            "employment",
            "email",
            "is_active",
        )


@admin.register(User)
class UserAdmin(Kept):
    form = UserForm
    list_display = ("name", "employee_number", "employment", "is_active")
    list_filter = ("is_active", "employment")
    search_fields = ("name", "employee_number")

    def save_model(self, request, obj, form, change):
        if not change:
            obj.set_unusable_password()
        super().save_model(request, obj, form, change)


@admin.register(Unit)
class UnitAdmin(Kept):
    list_display = ("code", "name", "level", "tz_abbr")
    list_filter = ("level", "tz_abbr")
    search_fields = ("code", "name", "name_long")
    autocomplete_fields = ("parent",)


@admin.register(OversightRegion)
class OversightRegionAdmin(Kept):
    list_display = ("name", "code")


@admin.register(RegionProvince)
class RegionProvinceAdmin(admin.ModelAdmin):
    list_display = ("province", "region")
    list_filter = ("region",)


@admin.register(Position)
class PositionAdmin(Kept):
    list_display = ("title", "unit", "kind", "superior", "abolished_on")
    list_filter = ("kind",)
    list_select_related = ("unit", "superior__unit")
    search_fields = ("title", "unit__name", "unit__code")
    autocomplete_fields = ("unit", "superior", "other_line")


@admin.register(Tenure)
class TenureAdmin(Kept):
    list_display = ("user", "position", "acting", "period")
    list_filter = ("acting",)
    list_select_related = ("user", "position__unit")
    search_fields = ("user__name", "user__employee_number", "position__title")
    autocomplete_fields = ("user", "position")


@admin.register(Grant)
class GrantAdmin(Kept):
    list_display = ("user", "role", "unit", "region", "period")
    list_filter = ("role",)
    list_select_related = ("user", "unit", "region")
    search_fields = ("user__name", "user__employee_number")
    autocomplete_fields = ("user", "unit")
