"""People: colleagues, their roles and skills, who is out; accounts of hospitals."""
