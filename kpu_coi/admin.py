from django.contrib import admin


class Shown(admin.ModelAdmin):
    """What is changed on pages of our own, by the people who may: here only read."""

    def has_add_permission(self, request):
        return False

    def has_change_permission(self, request, obj=None):
        return False

    def has_delete_permission(self, request, obj=None):
        return False
