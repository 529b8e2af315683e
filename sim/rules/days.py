"""Days, months and years of the calendar as whole numbers.

A day is its ordinal (1 January of year 1 is 1), a month is counted from year 0 (`year * 12 + month - 1`). The
conversions are Howard Hinnant's `days_from_civil` and `civil_from_days`: years begin in March, so that the leap day is
their last; an era is 400 years.
"""

DAYS_OF_ERA = 146_097
SHIFT = 305  # days from 1 March of year 0 to 31 December of that year


def first_day(month):
    """Ordinal of the 1st of a month.

    >>> from datetime import date
    >>> date.fromordinal(first_day(2028 * 12 + 2)).isoformat()
    '2028-03-01'
    """
    from_march = month - 2  # months since March of year 0
    year = from_march // 12
    era = year // 400
    of_era = year - era * 400
    day_of_year = (153 * (from_march - year * 12) + 2) // 5
    return era * DAYS_OF_ERA + of_era * 365 + of_era // 4 - of_era // 100 + day_of_year - SHIFT


def civil(day):
    """Year, month and day of the month of an ordinal.

    >>> from datetime import date
    >>> civil(date(2028, 2, 29).toordinal())
    (2028, 2, 29)
    """
    shifted = day + SHIFT
    era = shifted // DAYS_OF_ERA
    of_era = shifted - era * DAYS_OF_ERA
    year_of_era = (of_era - of_era // 1_460 + of_era // 36_524 - of_era // 146_096) // 365
    day_of_year = of_era - (365 * year_of_era + year_of_era // 4 - year_of_era // 100)
    from_march = (5 * day_of_year + 2) // 153
    day_of_month = day_of_year - (153 * from_march + 2) // 5 + 1
    month = from_march + 3 if from_march < 10 else from_march - 9
    year = year_of_era + era * 400 + (1 if month <= 2 else 0)
    return year, month, day_of_month


def age_on(born, day):
    """Completed years (周岁) on a day.

    >>> from datetime import date
    >>> age_on(date(1980, 3, 12).toordinal(), date(2025, 3, 11).toordinal())
    44
    """
    born_year, born_month, born_day = civil(born)
    year, month, day_of_month = civil(day)
    before = month < born_month or (month == born_month and day_of_month < born_day)
    return year - born_year - (1 if before else 0)
