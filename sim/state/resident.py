"""Resident insurance (居民医保)."""


class Resident:
    """Benefits of resident insurance, from `since` to the day before `until`, and the wait before them."""

    since: int
    until: int  # end of what is paid
    row_from: int  # month from which paid months count towards the months in a row; 0 where none are to be counted
    joins: int  # how the person joins, today or in the next window
    too_late_on: int  # the day on which a job ended and no year could be paid, though the person chooses to join then
    waits: int  # whether the days before `since` are a wait
    wait_from: int  # month from which the wait is counted
    wait_fixed: int  # its months: the fixed ones or those of a late payment,
    wait_further: int  # those of further missing years,
    wait_least: int  # and the least that remain of both after repair
    wait_until: int  # the day on which a wait in days ends
    missing_years: int  # whole years without insurance before this cover
    whole_years: int  # calendar years covered as a resident throughout, with no month paid as an employee in them
    months_at_new_year: int  # the paid months of then, by which that is known
    bonus_row: int  # whole years in a row that count towards a bonus (激励)
    bonus_continuous: int  # fen that years in a row have earned,
    bonus_no_claim: int  # and years without a claim since one last used them up
    repaid_years: int  # how many of them were paid later
