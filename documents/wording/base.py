"""What the wording of several letters has in common."""

REGIMES = {
    "kpu-323-2020": "benturan kepentingan",
    "panrb-17-2024": "konflik kepentingan",
}
AS_IT_SHOULD = "untuk dipergunakan sebagaimana mestinya."
