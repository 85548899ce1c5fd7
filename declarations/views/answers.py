from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.shortcuts import redirect
from django.views.decorators.http import require_POST

from declarations.forms.attachments import AnswerForm
from declarations.models import Attachment
from declarations.views.attachments import taken
from declarations.views.cases import case_page, refused_page, told, visible_case
from declarations.workflow import cases as workflow
from declarations.workflow.attachments import give_to_answer, take_from_answer
from declarations.workflow.case_moves import ANSWER
from documents.uploads.upload import takes_files


@takes_files
@require_POST
def case_answer(request, public_id):
    """The answer with its files; what is taken of them stays if the rest is refused."""
    found = visible_case(request, public_id)
    form = AnswerForm(request.POST, request.FILES)
    sound = form.is_valid()
    if refused := ANSWER.verdict(request.user, found).refusal:
        typed = [told(form, "answer")] if sound else ()
        return refused_page(request, public_id, refused, typed=typed)
    waiting = Attachment.objects.waiting(found, request.user)
    for file in waiting.all():
        if str(file.public_id) in request.POST.getlist("drop"):
            take_from_answer(found, file.public_id, by=request.user)
    taken(form, waiting, give_to_answer, found, by=request.user)
    if not form.is_valid():
        return case_page(request, found, forms={"answer_form": form})
    answer = form.cleaned_data["answer"]
    try:
        workflow.answer(found, by=request.user, answer=answer)
    except PermissionDenied as refused:
        return refused_page(request, public_id, refused, typed=[told(form, "answer")])
    messages.success(request, "Jawaban terkirim kepada penelaah.")
    return redirect(f"{found.get_absolute_url()}#percakapan")
