"""The one port: an ASGI root that gives every page to Django's WSGI handler in a small thread pool.

Live streams will branch off here; pages stay plain synchronous Django.
"""

from typing import cast

from a2wsgi import WSGIMiddleware
from a2wsgi.wsgi_typing import WSGIApp

from shouwen.config.wsgi import application as pages

application = WSGIMiddleware(cast("WSGIApp", pages), workers=4)
