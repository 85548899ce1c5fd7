"""The second step of signing in."""

from allauth.account.internal.flows.login import get_authentication_records
from allauth.mfa.stages import AuthenticateStage

PROVIDER_FACTOR = "provider_factor"
"""In the session: of which subject the provider has proven a second factor, if any."""


class SecondFactorStage(AuthenticateStage):
    """Skipped where the office's provider has proven a second factor itself."""

    def _should_handle(self, request):
        if proven_by_provider(request, self.login.user):
            return False
        return super()._should_handle(request)


def proven_by_provider(request, user) -> bool:
    """Whether he came through the provider, which had asked for a second factor."""
    subject = request.session.get(PROVIDER_FACTOR)
    if not subject:
        return False
    records = get_authentication_records(request, user)
    return any(
        record["method"] == "socialaccount" and record.get("uid") == subject
        for record in records
    )
