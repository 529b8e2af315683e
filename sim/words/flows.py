"""Where money can be, and every way it can go: the one table from which books, audit, columns and docs derive."""

from enum import IntEnum, unique

#: The largest amount whose product with a share (parts per million) still fits 64 bits: ten billion yuan.
MOST_FEN = 1_000_000_000_000
#: The most that an account may hold: interest is the only rate applied to it, and no more than all of it.
MOST_SAVED = 9 * MOST_FEN


class Place(IntEnum):
    """Where money can be. All but the first three stand outside the household's savings."""

    ACCOUNT = 0  # 个人账户, its part of the current year
    PAST_ACCOUNT = 1  # 历年账户, its part of past years; a region of one account lets both pay for everything
    WALLET = 2  # 医保钱包
    POCKET = 3  # the person's cash
    POOL = 4  # 统筹基金
    EMPLOYER = 5
    PROVIDER = 6  # hospitals and pharmacies
    GOVERNMENT = 7  # subsidies, the unemployment fund, interest
    RELATIVES = 8  # between two people of one life: what one gives another takes, so it is empty in every life
    OPENING = 9  # where the balances of the first day come from


@unique
class Flow(IntEnum):
    """Every way money can go, in the order of the result files: number, from, to, meaning in English and Chinese.

    The numbers are the places of a row's ledger; those of a bill come first, so that they stand together in memory.
    """

    source: Place
    target: Place
    english: str
    chinese: str

    def __new__(cls, number: int, source: Place, target: Place, english: str, chinese: str):
        flow = int.__new__(cls, number)
        flow._value_ = number
        flow.source, flow.target, flow.english, flow.chinese = source, target, english, chinese
        return flow

    # fmt: off
    OPENING_ACCOUNT = 9, Place.OPENING, Place.PAST_ACCOUNT, "balance of the first day, to the account", "期初余额"
    CONTRIBUTED_IN_CASH = 7, Place.POCKET, Place.POOL, "own contribution, cash to the pool", "个人缴费"
    CONTRIBUTED_FROM_ACCOUNT = 10, Place.ACCOUNT, Place.POOL, "own contribution taken from the account, to the pool", "个人账户代扣"
    CONTRIBUTED_FROM_PAST_ACCOUNT = 36, Place.PAST_ACCOUNT, Place.POOL, "own contribution taken from the past part", "历年账户代扣"
    EMPLOYER_CONTRIBUTED = 8, Place.EMPLOYER, Place.POOL, "employer's contribution, to the pool", "单位缴费"
    FUND_PAID = 11, Place.GOVERNMENT, Place.POOL, "contribution of the unemployment fund, to the pool", "失业保险基金代缴"
    CREDITED = 6, Place.POOL, Place.ACCOUNT, "credit, pool to account", "划入个人账户"
    CREDIT_TAKEN_BACK = 12, Place.ACCOUNT, Place.POOL, "credit of months not paid, account to pool", "划入冲回"
    CREDIT_TAKEN_BACK_FROM_PAST = 35, Place.PAST_ACCOUNT, Place.POOL, "credit of months not paid, past part to pool", "历年账户划入冲回"
    INTEREST = 13, Place.GOVERNMENT, Place.PAST_ACCOUNT, "interest, government to account", "个人账户利息"
    CARRIED_OVER = 14, Place.ACCOUNT, Place.PAST_ACCOUNT, "year's end, account to past years' account", "结转历年账户"
    POOL_PAID_AT_ONCE = 2, Place.POOL, Place.PROVIDER, "pool to provider, with the bill", "统筹支付"
    POOL_PAID_LATER = 15, Place.POOL, Place.POCKET, "pool to the person's cash, settled later", "补报销"
    EMPLOYER_BORE = 16, Place.EMPLOYER, Place.PROVIDER, "employer to provider, instead of the pool", "单位承担"
    OWN_ACCOUNT = 1, Place.ACCOUNT, Place.PROVIDER, "own account to provider", "个人账户支付"
    OWN_PAST_ACCOUNT = 17, Place.PAST_ACCOUNT, Place.PROVIDER, "own past years' account to provider", "历年账户支付"
    OWN_WALLET = 5, Place.WALLET, Place.PROVIDER, "own wallet to provider", "医保钱包支付"
    RECEIVED_FOR_BILL = 3, Place.RELATIVES, Place.PROVIDER, "relatives' accounts and wallets to provider, for the person's bill", "亲属共济支付"
    CASH = 0, Place.POCKET, Place.PROVIDER, "the person's cash to provider", "现金自付"
    GIVEN_FROM_ACCOUNT = 4, Place.ACCOUNT, Place.RELATIVES, "account to relatives", "个人账户共济支出"
    GIVEN_FROM_PAST_ACCOUNT = 18, Place.PAST_ACCOUNT, Place.RELATIVES, "past years' account to relatives", "历年账户共济支出"
    GIVEN_FROM_WALLET = 19, Place.WALLET, Place.RELATIVES, "wallet to relatives", "钱包转出"
    RECEIVED_IN_WALLET = 20, Place.RELATIVES, Place.WALLET, "relatives to wallet", "钱包转入"
    PREMIUM = 21, Place.POCKET, Place.POOL, "resident premium, cash to pool", "居民医保缴费"
    RECEIVED_FOR_PREMIUM = 22, Place.RELATIVES, Place.POOL, "resident premium, relatives' accounts to pool", "共济代缴居民医保"
    SUBSIDY = 23, Place.GOVERNMENT, Place.POOL, "subsidy of resident insurance, government to pool", "财政补助"
    TOP_UP = 24, Place.POCKET, Place.POOL, "months missing at retirement, cash to pool", "一次性补缴"
    TOP_UP_FROM_ACCOUNT = 25, Place.ACCOUNT, Place.POOL, "months missing at retirement, account to pool", "个人账户补缴"
    TOP_UP_FROM_PAST_ACCOUNT = 37, Place.PAST_ACCOUNT, Place.POOL, "months missing at retirement, past part to pool", "历年账户补缴"
    PAID_OUT = 26, Place.ACCOUNT, Place.POCKET, "account to cash, at death or emigration", "个人账户清退"
    PAST_PAID_OUT = 27, Place.PAST_ACCOUNT, Place.POCKET, "past years' account to cash", "历年账户清退"
    WALLET_PAID_OUT = 28, Place.WALLET, Place.POCKET, "wallet to cash", "钱包清退"
    FORFEITED = 40, Place.ACCOUNT, Place.POOL, "account without heirs to the pool", "无人继承账户归入统筹"
    FORFEITED_PAST = 38, Place.PAST_ACCOUNT, Place.POOL, "past years' account without heirs to the pool", "无人继承历年账户归入统筹"
    FORFEITED_WALLET = 39, Place.WALLET, Place.POOL, "wallet without heirs to the pool", "无人继承钱包归入统筹"
    INHERITED = 29, Place.RELATIVES, Place.POCKET, "relatives to cash, inherited", "继承"
    INHERITED_IN_ACCOUNT = 30, Place.RELATIVES, Place.ACCOUNT, "relatives to account, inherited", "继承入账户"
    LEFT_ACCOUNT = 31, Place.ACCOUNT, Place.RELATIVES, "account to heirs", "账户遗留"
    LEFT_PAST_ACCOUNT = 32, Place.PAST_ACCOUNT, Place.RELATIVES, "past years' account to heirs", "历年账户遗留"
    LEFT_WALLET = 33, Place.WALLET, Place.RELATIVES, "wallet to heirs", "钱包遗留"
    LATE_FEE = 34, Place.POCKET, Place.POOL, "late fee, cash to pool", "滞纳金"
    # fmt: on

    @property
    def column(self) -> str:
        """Its name in the result files."""
        return self.name.lower()
