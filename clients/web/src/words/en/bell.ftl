# A ring at a service at whose counters nobody is. In English.

bell-label = Ring: { $service }
bell-offer = Nobody is at the counters of this service just now. Ring, and its officers are told that somebody is here.
bell-ring = Ring for an officer
bell-ring-label = Ring for an officer: { $service }
bell-rung = You rang at { $time }.
bell-here = { $count ->
    [1] 1 officer who is in the office was told.
   *[other] { $count } officers who are in the office were told.
 }
bell-mails-sent = { $count ->
    [1] A mail went out to 1 officer.
   *[other] Mails went out to { $count } officers.
 }
bell-mails-waiting = { $count ->
    [1] A mail to 1 officer is on its way.
   *[other] Mails to { $count } officers are on their way.
 }
bell-mails-failed = { $count ->
    [1] 1 officer could not be reached by mail.
   *[other] { $count } officers could not be reached by mail.
 }
bell-hook-waiting = The messenger of the office is being told.
bell-hook-sent = The messenger of the office was told.
bell-hook-failed = The messenger of the office could not be told.
bell-nobody-yet = Nobody has said yet that they come. We look out until { $until }.
bell-coming = { $officer } is coming.
bell-again = Ring again
bell-again-label = Ring again: { $service }
bell-again-from = You can ring again from { $time }.
bell-stop = Stop waiting
bell-stop-label = Stop waiting for an officer: { $service }
bell-look = Look at the counters
notice-bell_coming = { $officer } has said that they are coming: { $service }.
notice-bell_open = A counter is open now: { $service }. Please take a number, if you have none yet.
notice-bell_unanswered = Nobody came to ‘{ $service }’. We are sorry. Please ring again, or come back later.
rejected-service_closed = The service is closed by its hours, so nobody can be rung for.
rejected-nobody_to_tell = No officer of this service can be reached just now. Please try again later.
