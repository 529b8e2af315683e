"""Work, what is paid for insurance, and what an employer owes (缴费)."""


class Job:
    """A person's work and the wage from which contributions follow."""

    held: int  # whether there is a job now
    ever_held: int  # whether there ever was one; until then `wage` is what the person earns alone
    wage: int
    base_wage: int  # the wage the contribution base follows
    wage_sum: int  # of the year so far
    wage_months: int  # how many months `wage_sum` is of
    last_base: int  # base of the last contribution
    paid_until: int  # a self-payer who pays once a year: the first month not yet paid
    unemployment_months: int  # insured for unemployment since the last benefit
    benefit_left: int  # months of unemployment benefit still to come


class Insured:
    """Insured months, by what they count towards."""

    paid_months: int  # bought ones too
    deemed_months: int  # work before the scheme that counts as paid
    months_here: int  # paid in this region
    in_a_row: int  # months insured without a break


class Arrears:
    """What an employer in default owes (单位欠费)."""

    default_months: int  # due days still to come before the default ends
    job_ended: int  # whether the job in which it began is over: no more months are owed, those owed are settled then
    never_paid: int  # whether the employer never pays what falls due
    lost: int  # months so far that it will never pay
    months: int  # unpaid by the employer so far, to be paid
    first_month: int  # the first of them
    by_employer: int
    by_employee: int
    extra: int  # large-amount money of the employee
    credit: int
    bears_until: int  # first day on which the employer bears no more bills; 0 where it bears none
