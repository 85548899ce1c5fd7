from django.contrib import messages
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_POST, require_safe

from kpu_coi.paging import paged
from notifications.inbox import mark_read, unread_for
from notifications.models import Message

PER_PAGE = 20


@require_safe
def inbox(request):
    context = paged(request, Message.objects.visible_to(request.user), PER_PAGE)
    context["unread"] = unread_for(request.user).count()
    return render(request, "notifications/inbox.html", context)


@require_POST
def open_message(request, pk):
    message = get_object_or_404(Message.objects.visible_to(request.user), pk=pk)
    mark_read(Message.objects.visible_to(request.user).filter(pk=pk))
    return redirect(message.path)


@require_POST
def read_all(request):
    marked = mark_read(unread_for(request.user))
    messages.success(request, f"{marked} kabar ditandai sudah dibaca.")
    return redirect("notifications:inbox")
