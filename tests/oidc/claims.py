from allauth.idp.oidc.adapter import DefaultOIDCAdapter

STRONG = "kuat-"


class NumberedAdapter(DefaultOIDCAdapter):
    """Tells the employee number as `nip`, and a second factor for some people."""

    def get_claims(self, purpose, user, client, scopes, email=None, **more):
        claims = super().get_claims(purpose, user, client, scopes, email, **more)
        told = {"nip": user.first_name} if user.first_name else {}
        if user.username.startswith(STRONG):
            told |= {"acr": "2fa", "amr": ["pwd", "otp"]}
        return claims | told
