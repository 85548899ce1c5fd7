"""Which region of the Inspektorat oversees each province: one table, one button."""

from django import forms

from personnel.models import Level, OversightRegion, Unit

UNASSIGNED = "Inspektorat Utama (belum dibagi)"


class RegionsForm(forms.Form):
    """A choice for each province, with what the page showed when it was opened."""

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        regions = OversightRegion.objects.all()
        self.provinces = list(
            Unit.objects.filter(level=Level.PROVINCE)
            .select_related("oversight__region")
            .order_by("code")
        )
        choices = [("", UNASSIGNED), *((one.code, one.name) for one in regions)]
        for province in self.provinces:
            for name in (province.code, f"shown-{province.code}"):
                self.fields[name] = forms.ChoiceField(
                    choices=choices, required=False, label=province.name
                )

    def rows(self):
        """(province, code of its region, the choices) as the table shows them."""
        choices = self.fields[self.provinces[0].code].choices if self.provinces else []
        for province in self.provinces:
            yield province, self.current(province), choices

    def current(self, province):
        oversight = getattr(province, "oversight", None)
        return oversight.region.code if oversight else ""

    def changed(self):
        """What was chosen otherwise than the page had shown, by province."""
        told = self.cleaned_data
        return {
            province.code: told[province.code]
            for province in self.provinces
            if told[province.code] != told[f"shown-{province.code}"]
        }
