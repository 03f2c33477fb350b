"""The roof: settings, urls, command line, wiring, timetable."""
