"""The second step of signing in."""

from allauth.account.internal.flows.login import get_authentication_records
from allauth.mfa.stages import AuthenticateStage

PROVIDER_FACTOR = "provider_factor"


class SecondFactorStage(AuthenticateStage):
    """Skipped where the office's provider has proven a second factor itself."""

    def _should_handle(self, request):
        if proven_by_provider(request, self.login.user):
            return False
        return super()._should_handle(request)


def proven_by_provider(request, user) -> bool:
    """Whether he came through the provider, which had asked for a second factor."""
    if not request.session.get(PROVIDER_FACTOR):
        return False
    records = get_authentication_records(request, user)
    return any(record["method"] == "socialaccount" for record in records)
