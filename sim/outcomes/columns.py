"""The columns of the result files, each with its unit and meaning. Outcomes come from `measures`, flows stand here."""

from typing import NamedTuple

from sim.outcomes.measures import BY_NAME, COLUMNS, Unit

#: What each flow of the books means. A flow goes from one place to another; both are named.
FLOWS = {
    "opening_account": "balance of the first day, to the account (期初余额)",
    "contributed": "own contribution, cash to the pool (个人缴费)",
    "contributed_from_account": "own contribution taken from the account, to the pool (个人账户代扣)",
    "contributed_from_past_account": "own contribution taken from the past part (历年账户代扣)",
    "employer_contributed": "employer's contribution, to the pool (单位缴费)",
    "fund_paid": "contribution of the unemployment fund, to the pool (失业保险基金代缴)",
    "credited": "credit, pool to account (划入个人账户)",
    "credit_taken_back": "credit of months not paid, account to pool (划入冲回)",
    "interest": "interest, government to account (个人账户利息)",
    "carried_over": "year's end, account to past years' account (结转历年账户)",
    "pool_paid": "pool to provider, with the bill (统筹支付)",
    "pool_paid_later": "pool to the person's cash, settled later (补报销)",
    "employer_bore": "employer to provider, instead of the pool (单位承担)",
    "own_account": "own account to provider (个人账户支付)",
    "own_past_account": "own past years' account to provider (历年账户支付)",
    "own_wallet": "own wallet to provider (医保钱包支付)",
    "received_for_bill": "relatives' accounts and wallets to provider, for the person's bill (亲属共济支付)",
    "cash": "the person's cash to provider (现金自付)",
    "given_from_account": "account to relatives (个人账户共济支出)",
    "given_from_past_account": "past years' account to relatives (历年账户共济支出)",
    "given_from_wallet": "wallet to relatives (钱包转出)",
    "received_in_wallet": "relatives to wallet (钱包转入)",
    "premium": "resident premium, cash to pool (居民医保缴费)",
    "received_for_premium": "resident premium, relatives' accounts to pool (共济代缴居民医保)",
    "subsidy": "subsidy of resident insurance, government to pool (财政补助)",
    "top_up": "months missing at retirement, cash to pool (一次性补缴)",
    "top_up_from_account": "months missing at retirement, account to pool (个人账户补缴)",
    "top_up_from_past_account": "months missing at retirement, past part to pool (历年账户补缴)",
    "paid_out": "account to cash, at death or emigration (个人账户清退)",
    "past_paid_out": "past years' account to cash (历年账户清退)",
    "wallet_paid_out": "wallet to cash (钱包清退)",
    "inherited": "relatives to cash, inherited (继承)",
    "inherited_in_account": "relatives to account, inherited (继承入账户)",
    "left_account": "account to heirs (账户遗留)",
    "left_past_account": "past years' account to heirs (历年账户遗留)",
    "left_wallet": "wallet to heirs (钱包遗留)",
    "late_fee": "late fee, cash to pool (滞纳金)",
    "interest_on_past": "interest, government to past years' account (历年账户利息)",
}


class Column(NamedTuple):
    name: str
    unit: str
    meaning: str


_LIFE = Column("life", "number", "number of the life, from 0")
_PERSON = Column("person", "name", "name of the person")

LIFE_COLUMNS = (_LIFE, _PERSON, *(Column(m.name, m.unit, f"{m.english} ({m.chinese})") for m in COLUMNS))
YEAR_COLUMNS = (
    _LIFE,
    _PERSON,
    Column("year", "year", "calendar year"),
    *(Column(name, Unit.YUAN, meaning) for name, meaning in FLOWS.items()),
    *(
        Column(name, Unit.MONTHS, BY_NAME[name].english)
        for name in ("months_covered", "months_stopped", "months_waiting", "months_none")
    ),
    Column("account", Unit.YUAN, "balance of the account at the year's end"),
    Column("wallet", Unit.YUAN, "balance of the wallet at the year's end"),
)
