"""Cards as rows of an Excel sheet, for both doors."""

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext_lazy

from shouwen.apps.tickets.models import Ticket
from shouwen.ui.code_words import word
from shouwen.ui.faces.module import module_name
from shouwen.ui.spreadsheet import Column

NUMBER: Column[Ticket] = Column(gettext_lazy("Number"), lambda card: card.number, 20)
TITLE: Column[Ticket] = Column(pgettext_lazy("column", "Title"), lambda card: card.title, 44)
FIRST_CONTACT: Column[Ticket] = Column(gettext_lazy("First contact"), lambda card: card.first_contact.name)
HANDLER: Column[Ticket] = Column(gettext_lazy("Handler"), lambda card: card.handler.name if card.handler else "")
ACCEPTED: Column[Ticket] = Column(pgettext_lazy("column", "Accepted at"), lambda card: card.accepted_at, 18)
GRADE: Column[Ticket] = Column(gettext_lazy("Grade"), lambda card: card.grade, 8)


def hospital_name(card: Ticket) -> str:
    return _("Not known yet") if card.hospital.is_unlisted else card.hospital.name


HOSPITAL: Column[Ticket] = Column(gettext_lazy("Hospital"), hospital_name, 28)
# A hospital knows which one it is.
OWN: tuple[Column[Ticket], ...] = (
    NUMBER,
    TITLE,
    GRADE,
    Column(gettext_lazy("State"), lambda card: word(card.state, "state"), 12),
    Column(gettext_lazy("Department"), lambda card: card.department.name if card.department else ""),
    Column(gettext_lazy("Module"), lambda card: module_name(card.module)),
    FIRST_CONTACT,
    HANDLER,
    ACCEPTED,
    Column(pgettext_lazy("column", "Next due at"), lambda card: card.next_due_at, 18),
)
OF_ALL: tuple[Column[Ticket], ...] = (*OWN[:4], HOSPITAL, *OWN[4:])
