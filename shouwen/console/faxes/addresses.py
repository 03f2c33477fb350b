"""Addresses of faxes. Acts are nouns."""

from django.urls import path

from shouwen.console.faxes import keeping, pages

CARD = "tickets/<slug:number>/"
FAX = "faxes/<int:fax>/"
urlpatterns = [
    path("faxes/", pages.faxes, name="faxes"),
    path("faxes/new/", keeping.log, name="log_fax"),
    path("faxes/<int:fax>.pdf", pages.paper, name="fax_paper"),
    path(FAX + "tries/new/", keeping.note_try, name="fax_try"),
    path(FAX + "retry/", keeping.send_again, name="send_fax_again"),
    path(FAX + "cancellation/", keeping.call_off, name="call_off_fax"),
    path(CARD + "faxes/", pages.card_faxes, name="card_faxes"),
    path(CARD + "faxes/new/", keeping.make, name="make_fax"),
]
