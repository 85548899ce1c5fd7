from django.shortcuts import render
from django.utils.cache import patch_vary_headers


def render_part(request, template, part, context):
    """Render the page, or only its named partial when htmx is asking."""
    if request.headers.get("HX-Request"):
        template = f"{template}#{part}"
    response = render(request, template, context)
    patch_vary_headers(response, ["HX-Request"])
    return response
