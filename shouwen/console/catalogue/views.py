"""The service catalogue."""

from django.http import HttpResponse

from shouwen.console.frame.guard import page, reads
from shouwen.ui.door import Visit
from shouwen.ui.faces.catalogue import hotline_number, service_faces


@reads
def catalogue(visit: Visit) -> HttpResponse:
    return page(visit, "console/catalogue.html", services=service_faces(), hotline=hotline_number())
