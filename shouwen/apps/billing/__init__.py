"""报价, 工作记录, 对账单: what hospitals owe and why, in exact money."""
