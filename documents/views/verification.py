from django.contrib.auth.decorators import login_not_required
from django.shortcuts import redirect, render
from django.views.decorators.cache import never_cache
from django.views.decorators.csrf import csrf_exempt, csrf_protect
from django.views.decorators.http import require_POST, require_safe

from documents import verification
from documents.forms import CodeForm, FileForm
from documents.models import Document, tidy_token


@login_not_required
@require_safe
@never_cache
def verify(request):
    if "kode" in request.GET:
        form = CodeForm(request.GET)
        if form.is_valid():
            return redirect("documents:verify_code", form.cleaned_data["kode"])
        return verify_page(request, code_form=form)
    return verify_page(request)


def verify_page(request, *, code_form=None, file_form=None, finding=None, status=200):
    context = {
        "code_form": code_form or CodeForm(),
        "file_form": file_form or FileForm(),
        "finding": finding,
        "rows": finding.rows() if finding else [],
    }
    return render(request, "documents/verify.html", context, status=status)


@login_not_required
@require_safe
@never_cache
def verify_code(request, token):
    if token != tidy_token(token):
        return redirect("documents:verify_code", tidy_token(token))
    document = Document.objects.by_code(token).first()
    finding = verification.verdict(document) if document else None
    return render(
        request,
        "documents/verify_code.html",
        {"finding": finding, "rows": finding.rows() if finding else [], "token": token},
        status=200 if document else 404,
    )


@csrf_exempt  # the size is looked at before the token, which would read the body
@login_not_required
@require_POST
@never_cache
def verify_file(request):
    size = request.META.get("CONTENT_LENGTH") or "0"
    if not size.isdigit() or int(size) > verification.MAX_BYTES + 10_000:
        form = FileForm({})
        form.errors["berkas"] = form.error_class([FileForm.TOO_LARGE])
        return verify_page(request, file_form=form, status=413)
    return verify_upload(request)


@csrf_protect
def verify_upload(request):
    form = FileForm(request.POST, request.FILES)
    if not form.is_valid():
        return verify_page(request, file_form=form)
    try:
        finding = verification.examine(form.cleaned_data["berkas"].read())
    except verification.TooBusy:
        form.add_error("berkas", "Layanan sedang sibuk. Coba lagi sebentar.")
        return verify_page(request, file_form=form, status=503)
    return verify_page(request, finding=finding)
