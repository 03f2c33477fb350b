from django.apps import AppConfig


class RoofConfig(AppConfig):
    name = "shouwen.config"
    label = "roof"

    def ready(self) -> None:
        """Once every app is loaded: who reacts to which event, who delivers over which channel."""
        from shouwen.config import wiring

        wiring.install()
