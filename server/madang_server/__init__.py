"""The server: everything that touches the world. `app.py` constructs it; `live` and `office_app` meet in two narrow ports."""
