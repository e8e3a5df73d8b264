"""What is served of how people reach an office that they are not in: by number and key, and where they are told by mail.

Constructs, decides nothing.
"""

from fastapi import APIRouter

from madang_server.accounts import Accounts
from madang_server.catalogue import Catalogue
from madang_server.environment import Environment
from madang_server.office_app import OfficeService
from madang_server.offices import OfficeFiles
from madang_server.settings import Settings
from madang_server.web import (
    AppointmentPages,
    InquiryPages,
    MailPages,
    Throttle,
    appointment_routes,
    citizen_mail_routes,
    inquiry_routes,
    own_address_routes,
)


def contact_routers(
    files: OfficeFiles,
    catalogue: Catalogue,
    office: OfficeService,
    settings: Settings,
    environment: Environment,
    accounts: Accounts,
) -> list[APIRouter]:
    """Return the routes."""
    return [
        appointment_routes(_appointment_pages(files, catalogue, office, settings, environment)),
        inquiry_routes(
            InquiryPages(
                desk=office.inquiries,
                site=catalogue.site,
                zone=catalogue.calendar.zone,
                base=files.base,
                proxies=settings.proxies,
                throttle=Throttle(environment.monotonic),
            )
        ),
        own_address_routes(office.outbox, accounts, environment.monotonic),
        citizen_mail_routes(MailPages(office.citizen_mail, catalogue.site, files.base, settings.proxies, environment.monotonic)),
    ]


def _appointment_pages(
    files: OfficeFiles, catalogue: Catalogue, office: OfficeService, settings: Settings, environment: Environment
) -> AppointmentPages:
    return AppointmentPages(
        desk=office.appointments,
        site=catalogue.site,
        office=catalogue.name,
        zone=catalogue.calendar.zone,
        base=files.base,
        address=settings.address + files.base,
        proxies=settings.proxies,
        throttle=Throttle(environment.monotonic),  # its own: keys of appointments are no passwords
    )
