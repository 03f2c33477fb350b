"""The acts on a hospital's record, one module per noun. Nothing else writes to it."""

from shouwen.apps.customers.actions.account import add_account, may_add_accounts
from shouwen.apps.customers.actions.contact import (
    ContactFacts,
    add_contact,
    bring_back_contact,
    change_contact,
    retire_contact,
)
from shouwen.apps.customers.actions.dossier import add_entry, change_entry, remove_entry
from shouwen.apps.customers.actions.hospital import HospitalFacts, add_hospital, change_hospital
from shouwen.apps.customers.actions.place import (
    add_campus,
    add_department,
    bring_back_campus,
    bring_back_department,
    change_campus,
    change_department,
    retire_campus,
    retire_department,
)
from shouwen.apps.customers.actions.posting import end_posting, post_resident
from shouwen.apps.customers.actions.tenure import change_account_manager, change_deputy, record_work

__all__ = [
    "ContactFacts",
    "HospitalFacts",
    "add_account",
    "add_campus",
    "add_contact",
    "add_department",
    "add_entry",
    "add_hospital",
    "bring_back_campus",
    "bring_back_contact",
    "bring_back_department",
    "change_account_manager",
    "change_campus",
    "change_contact",
    "change_department",
    "change_deputy",
    "change_entry",
    "change_hospital",
    "end_posting",
    "may_add_accounts",
    "post_resident",
    "record_work",
    "remove_entry",
    "retire_campus",
    "retire_contact",
    "retire_department",
]
