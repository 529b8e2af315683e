"""Resident insurance (居民医保)."""


class Resident:
    """Benefits of resident insurance, from `since` to the day before `until`, and the wait before them."""

    since: int
    until: int  # end of what is paid
    waits: int  # whether the days before `since` are a wait
    wait_from: int  # month from which the wait is counted
    late_wait: int  # months of wait for paying late
    missing_years: int  # whole years without insurance before this cover
    repaid_years: int  # how many of them were paid later
    joins: int  # whether the person chose to join, today
