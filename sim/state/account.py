"""What is on its way to the personal account (个人账户)."""


class Credit:
    """Credits due but not yet arrived, and those given ahead."""

    today: int  # arrives today, after the day's contributions
    due: int  # arrives at the end of the month
    next: int  # arrives at the end of the next month
    advance_month: int  # a month's share of the credit given in advance
    advance_months: int  # for how many due days to come it was given
    given_until: int  # of a retiree: the first month that is not credited yet
    carried_in: int  # balance carried into the year, on which interest is paid
