"""The service catalogue."""

from django.http import HttpResponse

from shouwen.portal.frame.guard import page, reads, who
from shouwen.ui.door import Visit
from shouwen.ui.faces.catalogue import hotline_number, service_faces


@reads
def catalogue(visit: Visit) -> HttpResponse:
    return page(visit, "portal/catalogue.html", who(visit), services=service_faces(), hotline=hotline_number())
