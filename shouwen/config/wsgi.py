import os

from django.conf import settings
from django.core.wsgi import get_wsgi_application

from shouwen.config.keeping.marker import refuse_half_restored
from shouwen.config.postgresql.patience import wait_at_most

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "shouwen.config.settings")
refuse_half_restored(settings.DATA)
wait_at_most(settings.DATABASE_PATIENCE)
application = get_wsgi_application()
