from django.contrib import admin

from audit.models import Event


@admin.register(Event)
class EventAdmin(admin.ModelAdmin):
    """The log can be read here, never written."""

    list_display = ["at", "stream", "seq", "action", "actor"]
    search_fields = ["=stream", "=actor", "action"]
    date_hierarchy = "at"
    show_full_result_count = False
    fields = ["at", "stream", "seq", "action", "actor", "told", "previous_hash", "hash"]

    @admin.display(description="isi yang di-hash")
    def told(self, event):
        return bytes(event.body).decode()

    def get_readonly_fields(self, request, obj=None):
        return self.fields

    def has_add_permission(self, request):
        return False

    def has_change_permission(self, request, obj=None):
        return False

    def has_delete_permission(self, request, obj=None):
        return False
