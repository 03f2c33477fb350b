import os

from django.conf import settings
from django.core.wsgi import get_wsgi_application

from shouwen.config.keeping.marker import refuse_half_restored

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "shouwen.config.settings")
refuse_half_restored(settings.DATA)
application = get_wsgi_application()
