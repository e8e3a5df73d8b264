"""The office application: durable commands to madang_office, to SQL, to messages. Here alone the office meets its database."""

from madang_server.office_app.factory import open_office
from madang_server.office_app.service import OfficeService
from madang_server.office_app.state import Visitor

__all__ = ["OfficeService", "Visitor", "open_office"]
