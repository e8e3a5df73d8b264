"""After a restore: numbers that may have been given since the backup are passed over. Knows counts and the catalogue, no case.

Numbers of documents are unguessable and cannot come again by counting.
"""

from sqlalchemy.ext.asyncio import AsyncConnection

from madang_server.catalogue import Catalogue
from madang_server.office_app.state import NOTICES
from madang_server.store import appointment_rows, inquiry_rows, office_rows

CASES_STEP = 100_000  # more than an office opens between two backups
TICKETS_STEP = 500  # more than one service serves on a day
APPOINTMENTS_STEP = 10_000
INQUIRIES_STEP = 10_000
NOTICES_STEP = 1_000_000  # more than an office tells between two backups


async def pass_over_given_numbers(sql: AsyncConnection, catalogue: Catalogue, now: float) -> bool:
    """Go on above what may have been given, once, when the database is a copy. False: it is none."""
    if not await office_rows.forget_copy_mark(sql):
        return False
    today = catalogue.day(now)
    await office_rows.raise_count(sql, office_rows.cases_of_year(today.year), CASES_STEP)
    await office_rows.raise_count(sql, NOTICES, NOTICES_STEP)
    await office_rows.raise_count(sql, appointment_rows.NUMBERED, APPOINTMENTS_STEP)
    await office_rows.raise_count(sql, inquiry_rows.NUMBERED, INQUIRIES_STEP)
    for service, offer in catalogue.offers.items():
        day = catalogue.days_of(service).at(now).day
        await office_rows.raise_count(sql, office_rows.tickets_of_day(offer.service.prefix, day), TICKETS_STEP)
    return True
