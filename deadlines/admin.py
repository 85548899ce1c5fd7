from django.contrib import admin, messages
from django.db import transaction
from django.forms.models import model_to_dict

from audit import log
from deadlines import memory
from deadlines.calendar import years_without_collective_leave
from deadlines.models import (
    DeadlineRule,
    Holiday,
    Regime,
    RegimeAdoption,
    RegimeTerm,
)
from kpu_coi.admin import Shown


def values_of(row) -> dict:
    """What the row says, for the log: nothing in this app is about a person."""
    return {name: str(value) for name, value in model_to_dict(row).items()}


class RecordedAdmin(admin.ModelAdmin):
    """Each change goes into the audit log, with what stood there before."""

    def save_model(self, request, obj, form, change):
        before = values_of(type(obj).objects.get(pk=obj.pk)) if change else None
        super().save_model(request, obj, form, change)
        self.record("change" if change else "add", obj, request.user, before)

    def delete_model(self, request, obj):
        pk, before = obj.pk, values_of(obj)
        super().delete_model(request, obj)
        obj.pk = pk
        self.record("delete", obj, request.user, before)

    def delete_queryset(self, request, queryset):
        for row in queryset:
            self.delete_model(request, row)

    def record(self, verb, row, by, before):
        name = type(row)._meta.model_name
        after = None if verb == "delete" else values_of(row)
        log.record(
            f"{name}.{verb}",
            stream=name,
            by=by,
            pk=str(row.pk),
            before=before,
            after=after,
        )
        transaction.on_commit(memory.forget)


class KeptAdmin(RecordedAdmin):
    """What statements rest on is hidden or ended, never deleted."""

    def has_delete_permission(self, request, obj=None):
        return False


@admin.register(Holiday)
class HolidayAdmin(RecordedAdmin):
    list_display = ["date", "name", "kind", "unit_code"]
    list_filter = ["kind"]
    search_fields = ["name", "unit_code"]
    date_hierarchy = "date"

    def changelist_view(self, request, extra_context=None):
        for year in years_without_collective_leave():
            messages.warning(
                request,
                f"Cuti bersama tahun {year} belum tercatat. Tenggat pada tahun itu "
                "dihitung tanpa cuti bersama.",
            )
        return super().changelist_view(request, extra_context)


@admin.register(Regime)
class RegimeAdmin(KeptAdmin):
    list_display = ["code", "name"]


@admin.register(RegimeTerm)
class RegimeTermAdmin(KeptAdmin):
    list_display = ["label", "regime", "list_code", "code", "order", "hidden"]
    list_filter = ["regime", "list_code", "hidden"]
    list_select_related = ["regime"]


@admin.register(RegimeAdoption)
class RegimeAdoptionAdmin(Shown):
    list_display = ["regime", "unit_code", "valid_from"]
    list_select_related = ["regime"]


@admin.register(DeadlineRule)
class DeadlineRuleAdmin(KeptAdmin):
    list_display = [
        "code",
        "regime",
        "amount",
        "unit",
        "legal_basis",
        "valid_from",
        "valid_to",
    ]
    list_filter = ["regime", "unit"]
    list_select_related = ["regime"]
