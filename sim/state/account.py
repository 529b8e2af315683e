"""What is on its way to the personal account (个人账户)."""


class Credit:
    """Credits due but not yet arrived, and those given ahead."""

    due: int  # arrives at the end of the month
    next: int  # arrives at the end of the next month
    advance_month: int  # a month's share of the credit given for the year in advance
    advance_left: int  # what of it is for months to come
    carried_in: int  # balance carried into the year, on which interest is paid
