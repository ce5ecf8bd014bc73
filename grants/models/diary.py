"""The diary: numbers of cases, without gaps."""

from django.db import models


class DiaryCounter(models.Model):
    """The last number given in an authority's diary series in a year; read and raised under its row lock."""

    authority = models.ForeignKey(
        "partnerships.Authority", on_delete=models.PROTECT, related_name="diary_counters"
    )
    year = models.PositiveSmallIntegerField()
    last_number = models.PositiveIntegerField(default=0)

    class Meta:
        ordering = ["authority", "year"]
        constraints = [models.UniqueConstraint(fields=["authority", "year"], name="diary_counter_once")]

    def __str__(self) -> str:
        return f"{self.authority_id} {self.year}: {self.last_number}"
