"""Settings under test: as in service, but quick to hash, and with nothing kept."""

import os
import tempfile

_kept = tempfile.TemporaryDirectory(prefix="shouwen-test-")
os.environ["SHOUWEN_DATA"] = _kept.name
# What is told does not depend on the hour at which the suite runs; what does is tested with a clock of its own.
os.environ["SHOUWEN_USUAL_QUIET"] = "off"
os.environ["SHOUWEN_SECRET_KEY"] = "only-for-tests-" + "0123456789abcdef" * 4

from shouwen.config.settings import *  # noqa: E402, F403

ALLOWED_HOSTS = ["testserver", "127.0.0.1", "localhost"]
PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"},
}
