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
    records = get_authentication_records(request, user)
    by_provider = bool(records) and records[-1]["method"] == "socialaccount"
    return by_provider and bool(request.session.get(PROVIDER_FACTOR))
