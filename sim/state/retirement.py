"""Retirement and the right to benefits for life (退休)."""


class Pension:
    """When a person retires, with which months, and what follows."""

    retires_in: int  # month of retirement
    retired: int
    retired_on: int
    lifetime: int  # whether benefits are for life
    entitled_on: int  # since when
    lifetime_at_retirement: int  # whether the months were complete at retirement
    missing_months: int  # still to be topped up, month by month
    other_way: int  # whether the region granted another way of topping up than the wanted one
