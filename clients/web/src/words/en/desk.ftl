# The officer's side: signing in, the desk, the line, the tray, the audit log, announcements. In English. Plain words first.
sign-in-lead = For officers who open a counter.
sign-in-name = Name
sign-in-password = Password
sign-in-one-time = The one-time password you were given
sign-in-new = New password
sign-in-new-hint = At least { $min } characters
sign-in-set = Set it and sign in
sign-in-code = Code of your app, or a recovery code
sign-in-needs_code = This account uses two-step sign-in. Please enter the code of your app.
sign-in-wrong_code = The code is not correct, or was used before. Please enter the new code that the app shows.
sign-in-codes_barred = Too many codes were wrong. Please try again in a minute to an hour.
sign-in-openid = Sign in with your organisation’s account
sign-in-provider_away = Your organisation’s sign-in does not answer. Sign in with name and password, or try again in a moment.
sign-in-not_proven = The sign-in with your organisation was not completed. Please try again.
sign-in-not_linked = This account of your organisation is not linked with one of this office. Sign in with name and password, then link it in “My account”.
sign-in-must_change = It is your first time here. Please set a new password.
sign-in-wrong_sign_in = The name or password is not correct.
sign-in-weak_password = The new password is too short, or the same as before.
sign-in-too_fast = Too many wrong attempts for this name from your network, by you or by others. Please try again in a minute.
sign-in-unreachable = The office cannot be reached. Please try again in a moment.
sign-in-failed = The sign-in did not work.
sign-in-citizen = To the citizens’ entry page
desk-show = Back to my desk
desk-mine = My desk
desk-line = The line
desk-tray = Requests to process
desk-case = Request and conversation
open-reason = Open it with a reason
open-reason-why = A colleague has this request, or it is over. You can open it with a reason. The reason is recorded, and the citizen can read it.
open-reason-label = Why do you open it?
open-reason-open = Open
tray-with = with { $name }
desk-case-none = Choose one of the requests to process, or call the next person.
idle-waiting = People waiting
idle-longest = The longest: { $ago }
idle-requests = Requests to process
idle-overdue = Requests past their due date
idle-soon = { $count } due within 24 hours
idle-open-overdue = Open { $number }, the longest overdue
desk-none-free = No counter is free now.
desk-choose = Which counter do you open?
desk-open-label = Open { $counter }
desk-take-over = Take over { $counter } ({ $officer } is away)
desk-call-next = Call the next person
desk-recall = Call again
desk-serve = Begin
desk-missed = Did not come
desk-undo-missed = { $number } is here after all
desk-undo-missed-hint = You marked { $number } as not here. For ten seconds you can call them to your counter again, as if they had not been marked.
desk-hold = Put on hold
desk-transfer = Transfer
desk-transfer-first = Back to the first counter: { $counter }
desk-transfer-first-hint = If you send them back, the counter that transferred them first calls them before others who took a number.
desk-transfer-where = Where to? The time already waited counts.
desk-further = Further service
desk-further-where = For which further service does this person need a number? It counts from when they took their first.
desk-further-given = A number for { $service } was given. The citizen is told, and can be called once this conversation is over.
desk-finish = Finish
desk-finish-now = Finish and record
desk-finished = { $number } is finished.
desk-finished-look = Read it again
desk-pause = Pause
desk-resume = Open again
desk-close = Close the counter
desk-close-sure = { $count ->
    [one] 1 person is waiting for what this counter does.
   *[other] { $count } people are waiting for what this counter does.
}
desk-close-nobody = Nobody waits for this counter any more.
desk-close-others = They keep their places and are called by: { $counters }.
desk-close-none = No other counter is open for them. They keep their places and are called when one opens.
desk-close-yes = Yes, close it
desk-close-no = No, stay open
desk-outcome = How did it end?
desk-note = A note (the citizen reads it)
desk-calls = { $count ->
    [one] called once
   *[other] called { $count } times
}
desk-called-hint = Being called. Press ‘Begin’ when the person is here.
desk-answered-hint = The person answered and is coming. Press ‘Begin’.
desk-ticket-waiting = Waiting
desk-ticket-called = Called
desk-ticket-answered = Coming
desk-ticket-serving = With you
desk-ticket-held = On hold
desk-ticket-deferred = Let others go first
desk-ticket-transferred = Transferred here
desk-ticket-missed = Missed one call
desk-ticket-done = Done
desk-ticket-left = Stopped waiting
pause-break = Break
pause-meeting = Meeting
pause-paperwork = Paperwork
pause-lost = The connection was lost for a while
line-none = Nobody is waiting.
line-call = Call
line-call-label = Call { $number }
line-away-count = { $count ->
    [one] 1 more is away: called when they are back
   *[other] { $count } more are away: called when they are back
}
line-preferred = waits for { $name }
line-others-count = { $count ->
    [one] 1 more waits for another officer
   *[other] { $count } more wait for another officer
}
line-people = { $count } people
line-later = comes at { $time }: can be called from then on
line-later-count = { $count ->
    [one] 1 more comes later
   *[other] { $count } more come later
}
line-appointment = appointment at { $time }
line-expected = { $count ->
    [1] 1 appointment still expected today
   *[other] { $count } appointments still expected today
}
line-busy = at { $counter } now: can be called after that
line-away = away
tray-overdue = overdue
tray-soon = due within 24 hours
tray-overdue-count = { $count ->
    [one] 1 overdue request
   *[other] { $count } overdue requests
}
tray-none = There are no requests to process.
desk-ground-age_80 = eighty or older
desk-ground-disability = with a disability
desk-ground-pregnancy = pregnant
desk-ground-small_child = with a small child
desk-ground-other = priority
acts = What you can do
act-do = Confirm: { $act }
act-not = Cancel
line-ringing = { $count ->
    [1] 1 person rings
   *[other] { $count } people ring
 }
line-ringing-hint = Nobody is at a counter of these services. Who rang sees who is coming. An open counter answers all of them.
line-ringing-times = rang { $count } times
line-ringing-comes = { $officer } is coming
line-ringing-come = I am coming
line-ringing-come-label = I am coming: { $name }
line-left = Messages to answer: { $count }
line-left-call = wants to be called
line-left-calls = called { $count } times, not reached
line-left-by = taken on by { $officer }
line-left-take = Take it on
line-left-take-label = Take on message { $number }
line-left-answer = Answer to { $number }
line-left-send = Send the answer
line-left-reached = Called: reached
line-left-reached-label = Called: reached ({ $number })
line-left-missed = Called: not reached
line-left-missed-label = Called: not reached ({ $number })
rejected-unknown_inquiry = That message has been answered or cancelled.
audit-kind-api-key-made = Made a key for programs
audit-kind-api-key-removed = Removed a key for programs
audit-kind-inquiry-taken = Took on a message
notice-bell_rung = Somebody rings, and nobody is at a counter: { $service }.
rejected-unknown_bell = That ring is over.
notice-desk_taken_over = While you were away { $name } took over { $counter } ({ $time }). If you were serving somebody, they are in the line again.
notice-desk_closed = { $why ->
    [left] { $counter } was closed when you left the office ({ $time }).
    [signed_out] Your sign-in had ended, so { $counter } was closed ({ $time }).
   *[gone] You were away for a long time, so { $counter } was closed ({ $time }).
} If you were serving somebody, they are in the line again.
notice-case_handed_over = { $name } has handed request { $number } ({ $service }) over to you.
notice-case_taken_over = { $name } has taken over request { $number } ({ $service }).
notice-line_ended = The day of ‘{ $service }’ is over. Tickets that still waited have ended: { $count }. Their holders are told.
line-closed = ‘{ $service }’ has closed. Those who wait can be called until { $time }; then their tickets end.
notice-term_soon = The term of request { $number } ({ $service }) ends soon: { $time }.
notice-term_over = The term of request { $number } ({ $service }) is over: { $time }.
notice-timer_failed = A step that request { $number } was due to take by itself could not be taken. Please look at the request.
at-desk-notice-partner_away = The citizen has lost the connection. What you write is kept and can be read when they are back. A conversation stays at your desk: you can wait, put it on hold or finish it.
at-desk-notice-partner_back = The citizen is back.
at-desk-notice-partner_walked = The citizen has walked out of the booth. What you write still reaches them.
at-desk-rejected-already_waiting = This person already has a number for that.
desk-leave = Leave
desk-leave-sure = Once you leave, you are signed out and your counter closes at once. Whoever you are calling or serving will be in the line again, at their old place.
desk-leave-yes = Yes, leave
desk-leave-no = No, stay
servers-asking = Asking how the servers stand.
servers-alone = There is one server. No other shares its offices.
servers-not_allowed = Only staff who supervise can see how the servers stand.
servers-failed = How the servers stand could not be read. The page tries again by itself.
servers-no_redis = Redis does not answer, so the list of servers is not known. The offices go on as they are.
servers-again = Check again now
servers-nodes = Servers: { $count }
servers-offices = Offices: { $count }
servers-ready = open
servers-draining = being emptied
servers-load = offices { $offices }, people { $people }, passed on to other servers { $passed }
servers-where = { $address }, version { $version }
servers-owner = at { $node }, taken over { $epoch } times, lease { $seconds } s
servers-nobody = No server has it now.
servers-unreached = not reached at its address
servers-room = room { $room }: at { $node }, people { $people }
accounts = Staff accounts
account = My account
at-desk-ended-4403 = Your sign-in has ended. Please sign in again. If you cannot, your account may be disabled: ask whoever supervises your office.
audit = Audit log
audit-asking = Reading the audit log.
audit-failed = The audit log could not be read. Please try again.
audit-not_allowed = Only staff who supervise this office can read its audit log.
audit-none = There are no such records.
audit-shown = Records shown: { $count } (no. { $newest } to { $oldest })
audit-unchecked = The log has not been checked since the server started.
audit-holds = Checked { $time }: all { $count } records are as they were written.
audit-broken = Checked { $time }: the log is not as it was written.
audit-fault-changed = A record was changed.
audit-fault-missing = A record is missing.
audit-fault-misplaced = A record was put in or moved.
audit-fault-added = A record was added at the end.
audit-fault-unsaid = The beginning of the log is gone.
audit-fault-other = Something is wrong with it.
audit-fault-where = First at no. { $number }. Tell whoever runs the server, and change nothing.
audit-filter = Find records
audit-by-kind = What happened
audit-by-actor = Officer
audit-by-subject = Number of a request or document, or name of an account
audit-by-day = Day
audit-any = All
audit-find = Find
audit-all = Show all
audit-pages = Pages of the log
audit-newer = Newer
audit-older = Older
audit-rows = Records
audit-caption = Records of the audit log, the newest first
audit-col-number = No. and time
audit-col-what = What happened
audit-col-who = Who
audit-of-officer = { $name }
audit-of-account = account { $name }
audit-of-case = request { $name }
audit-of-document = document { $name }
audit-of-visitor = visitor { $name }
audit-of-terminal = at the server’s terminal
audit-of-office = the office itself
audit-of-anybody = unknown
audit-of-other = { $name }
audit-detail-act = act: { $value }
audit-detail-service = service: { $value }
audit-detail-services = services: { $value }
audit-detail-supervisor = supervises
audit-detail-before = had before: { $value }
audit-detail-to = given to: { $value }
audit-detail-role = role: { $value }
audit-detail-fields = answers shown: { $value }
audit-detail-found = found: { $value }
audit-detail-line = reason: line { $value } of the record
audit-detail-case = request: { $value }
audit-detail-source = from { $value }
audit-detail-by = by { $value }
audit-detail-file = file { $value }
audit-kind-case-read = Read a request
audit-kind-case-opened-with-reason = Opened a request with a reason
audit-kind-case-taken-on = Took a request on
audit-kind-case-acted = Worked on a request
audit-kind-case-granted = Granted a request
audit-kind-case-refused = Refused a request
audit-kind-case-handed-over = Handed a request over
audit-kind-party-invited = Invited somebody to a request
audit-kind-party-joined = Came beside a request
audit-kind-party-looked = Looked at a request beside its citizen
audit-kind-party-ended = Was beside a request no longer
audit-kind-case-noted = Noted something on a request
audit-kind-cases-searched = Looked for requests
audit-kind-objection-upheld = Upheld an objection
audit-kind-objection-dismissed = Dismissed an objection
audit-kind-case-deleted = Request deleted after its term
audit-kind-document-issued = Issued a document
audit-kind-document-revoked = Revoked a document
audit-kind-document-downloaded = Downloaded a document
audit-kind-document-checked = Looked a document up
audit-kind-sign-in = Signed in
audit-kind-sign-in-failed = Failed to sign in
audit-kind-sign-in-barred = Barred from signing in
audit-kind-sign-out = Signed out
audit-kind-password-chosen = Chose a password
audit-kind-account-added = Account added
audit-kind-account-renewed = One-time password given
audit-kind-account-disabled = Account closed
audit-kind-account-enabled = Account opened again
audit-kind-session-ended = Sign-in on another device ended
audit-kind-second-factor-on = Two-step sign-in set up
audit-kind-second-factor-off = Two-step sign-in turned off
audit-kind-recovery-codes-made = Recovery codes made
audit-kind-recovery-code-used = Recovery code used
audit-kind-identity-linked = Account of the organisation linked
audit-kind-identity-unlinked = Account of the organisation unlinked
audit-kind-post-given = Post given or changed
audit-kind-post-taken = Post taken away
audit-kind-address-set = Set an address for rings
audit-kind-address-removed = Removed an address for rings
audit-kind-name-taken-back = Name taken back
audit-kind-attachment-read = Read a file
audit-kind-log-read = Read the audit log
audit-kind-log-pruned = Old records cleared away
audit-kind-backup-made = Backup made
audit-kind-backup-restored = Backup restored
audit-kind-other = Something else
rejected-unknown_announcement = That announcement is over, or was withdrawn.
announcements-not_allowed = Only staff who supervise the office can post announcements.
announcements-none = Nothing is announced now.
announcements-new = Write an announcement
announcements-planned = from { $time }
announcements-change = Change
announcements-change-label = Change: { $text }
announcement-withdraw = Withdraw
announcement-withdraw-sure = Withdraw this announcement? It goes from the page of everybody at once.
announcement-withdraw-yes = Yes, withdraw it
announcement-withdraw-no = No, leave it
announcements-kind = Kind
announcements-service = For
announcements-office = The whole office
announcements-ko = Korean
announcements-en = English
announcements-text-hint = Up to { $max } letters. With one language alone, those who read the other see that text too.
announcements-since = From (empty: at once)
announcements-until = Until
announcements-zone = By the time of the office: { $zone }
announcements-line-hint = Until its end this service gives no new numbers. Those who wait are served as before.
announcements-text-missing = Write it in Korean or in English at least.
announcements-text-too_long = This text is too long. It may have { $max } letters.
announcements-until-out_of_range = The end must be later than now, and within a year.
announcements-since-out_of_range = The beginning must be before the end.
announcements-post = Post
announcements-save = Post the change

## What officers write often
canned = Canned replies
canned-asking = Loading.
canned-failed = This is not possible just now. Close this and open it again.
canned-none = There are no canned replies yet.
canned-new = Write a new one
canned-change = Edit
canned-remove = Delete
canned-remove-sure = Delete this reply? The other officers no longer see it either.
canned-remove-yes = Yes, delete it
canned-remove-no = No, leave it
canned-in-ko = Reply in Korean
canned-in-en = Reply in English
canned-hint = Up to { $max } characters in each language. One language is enough.
canned-braces = {"{name} {number} {counter} {officer}"} become the citizen’s name, their number, your counter and your name.
canned-service = For
canned-everywhere = All services
canned-save = Save
canned-fault-missing = Write it in Korean or in English.
canned-fault-too_long = The text is too long. It may have { $max } characters.
canned-fault-limit = There are 100 replies. Delete one that nobody needs first.
canned-fault-unknown_target = Somebody else has deleted this reply.
canned-fault-failed = It could not be saved. What you wrote is still here; try again in a moment.

## The tab of the desk, and how the office stands
desk-page-title = ({ $count }) waiting
queue = The line
servers = Servers
desk-page-title-tray = ({ $count }) to look at
world-show = See the courtyard
supervision-asking = Asking how the office stands.
supervision-not_allowed = Only staff who supervise can see how the office stands.
supervision-failed = How the office stands could not be read. What is shown may be out of date; the page tries again by itself.
supervision-lines = Lines
supervision-counters = Counters
supervision-officers = At no counter: { $names }
supervision-no-officers = No officer is here without a counter.
supervision-col-service = Service
supervision-col-waiting = Waiting
supervision-col-desks = Counters open
supervision-col-counter = Counter
supervision-col-state = State
supervision-col-officer = Officer
supervision-longest = the first for { $time }
supervision-held = set aside: { $count }
supervision-coming = waiting for an appointment: { $count }
supervision-number = { $number }, for { $time }
supervision-since = for { $time }
supervision-gone = The officer's page is not connected.
figures = How the lines went
figures-days = Days
figures-days-1 = Today
figures-days-7 = The last 7 days
figures-days-28 = The last 28 days
figures-asking = Counting the figures.
figures-failed = The figures could not be read.
figures-none = No ticket was taken in these days.
figures-newest = These are the newest 10,000 tickets of these days.
figures-until = As of { $time }.
figures-bars = Bars: on the left tickets taken, on the right tickets served.
figures-save = Save as a table (CSV)
figures-save-saved = The table was saved as a file on this device.
figures-save-failed = The table could not be saved.
figures-col-hour = Hour
figures-col-tickets = Tickets
figures-col-wait = Wait
figures-col-serving = At the counter
figures-all-hours = All hours
figures-hour = { $hour }:00
figures-tickets = taken { $taken }, served { $served }, calls missed { $missed }
figures-times = half within { $half }, nine in ten within { $most }
figures-way = way to the counter: half within { $time }
figures-no-times = none
supervision = The office now

## Keys for programs
api-keys = Keys for programs
api-keys-lead = With a key a program of the city reads the figures of this office, and no name of a citizen. What it can read is described at { $address }.
api-keys-failed = The keys could not be read or changed.
api-keys-one = { $name }: { $rights }, until { $time }
api-keys-new = A new key
api-keys-name = What it is for
api-keys-rights = What it may read
api-keys-right-figures = how the lines went
api-keys-right-supervision = how lines and counters stand now
api-keys-days = How long it is good
api-keys-term = { $days } days
api-keys-make = Make a key
api-keys-secret = The new key
api-keys-once = This key is shown only once. Put it where the program reads it.
api-keys-noted = I have noted it
api-keys-fault-missing = Say what the key is for, and what it may read.
api-keys-fault-too_long = What it is for has at most 60 letters.
api-keys-fault-limit = The office has 20 keys already. Remove one first.
api-keys-fault-failed = The key could not be made. Try again in a moment.
api-key-remove = Remove
api-key-remove-sure = The program that uses this key can read nothing any more.
api-key-remove-yes = Yes, remove it
api-key-remove-no = No, leave it

## What officers tell one another about a case
notes = Internal notes
notes-hint = Officers alone can read them. The citizen never sees them.
notes-older = { $count ->
    [one] { $count } older note is not shown here.
   *[other] { $count } older notes are not shown here.
}
notes-write = A note for colleagues
notes-keep = Add the note
hand-over = Hand over to a colleague
hand-over-to = Who takes it
hand-over-note = A note for them (officers alone read it)
hand-over-now = Hand over

## Finding requests
find = Find requests
find-text = Number, citizen’s name, or words in it
find-service = Service
find-state = State
find-any = All
find-now = Find
find-mine = My requests
find-asking = Looking.
find-too_short = Please write two letters at least.
find-too_fast = Please wait a moment. You can search 30 times a minute.
find-failed = Nothing could be looked for just now. Please try again in a moment.
find-none = There is no such request.
find-count = { $count } found
find-more = The newest { $count }. There are more: please narrow it down.

## Rejected at the desk
rejected-reason_needed = Please write why you open this request.
rejected-nobody_waiting = There is nobody to call at the moment.
rejected-day_over = The day of this ticket is over: put on hold, it would end at once. Please bring the conversation to a close.
rejected-in_talk = Whoever waits is at another counter now. The ticket keeps its place; please call it after that.
rejected-desk_taken = Another officer is at that counter. Please choose another.
rejected-no_desk = Please open a counter first.
rejected-own_decision = Whoever decided first cannot decide on the objection, nor on what follows it. Another officer has to.

## Protection of officers: alarm, warning, end of a talk
alarms = Alarms
alarm-raise = Raise the alarm
alarm-title = { $officer } needs help: { $counter }
alarm-mine = You have raised the alarm: { $counter }
alarm-here = { $count ->
    [0] No other officer is in the office just now.
    [1] 1 officer who is in the office was told. Nobody has said yet that they come.
   *[other] { $count } officers who are in the office were told. Nobody has said yet that they come.
}
alarm-outside-none = There is no way to tell supervisors who are not in the office.
alarm-mails-sent = { $count ->
    [1] A mail went out to 1 supervisor.
   *[other] Mails went out to { $count } supervisors.
}
alarm-mails-waiting = { $count ->
    [1] A mail to 1 supervisor is on its way.
   *[other] Mails to { $count } supervisors are on their way.
}
alarm-mails-failed = { $count ->
    [1] 1 supervisor could not be reached by mail.
   *[other] { $count } supervisors could not be reached by mail.
}
alarm-hook-waiting = The messenger of the office is being told.
alarm-hook-sent = The messenger of the office was told.
alarm-hook-failed = The messenger of the office could not be told.
alarm-accept = I am coming
alarm-accept-label = I am coming: { $officer }, { $counter }
alarm-comes = { $helper } has said that they are coming.
alarm-you-come = You have said that you are coming. Press ‘It is over’ once it is.
alarm-withdraw = Withdraw the alarm
alarm-close = It is over
desk-talk-long = The conversation has lasted { $minutes } minutes.
desk-talk-overlong = The conversation has lasted { $minutes } minutes. You may offer an appointment, or to go on another time. It does not end by itself.
desk-talk-warned = You have warned the citizen
desk-warn = Warn
desk-warn-hint = Of what do you warn the citizen? They read it, and it is in the record.
desk-end-talk = End the conversation
desk-end-talk-hint = Why do you end it? The citizen reads the reason and how to come again, and it is in the record. A request stays as it is.
desk-talk-ended = You have ended the conversation with { $number }. Take a moment, if you like.
desk-break = Take a break
conduct-abuse = Abusive language
conduct-threat = Threats
conduct-sexual = Sexual harassment
conduct-other = Other disruptive conduct
audit-kind-citizen-warned = Warned a citizen
audit-kind-talk-ended = Ended a conversation
rejected-unknown_alarm = That alarm is over.

## Reports of visitors
reports = Reports
reports-waiting = Reports that wait for a decision: { $count }
reports-asking = Asking for the reports.
reports-failed = The reports could not be read. The page tries again by itself.
reports-not_allowed = Only staff who supervise can see reports.
reports-open = Waiting for a decision: { $count }
reports-none = No report waits for a decision.
reports-one = Report about { $name }, from { $by }
reports-by = from { $by }, { $time }
reports-before = Earlier reports about this person upon which something was done: { $count }
reports-barred-already = This person is kept out of the rooms at present.
reports-lines = What { $name } said to the reporter
reports-no-lines = The office has no words of theirs to the reporter. It keeps what is said for ten minutes, and not over a restart.
reports-reason-insult = Insults or hateful words
reports-reason-harassment = Harassing or following somebody
reports-reason-advertising = Advertising or fraud
reports-reason-impersonation = Pretending to be somebody else
reports-reason-other = Something else
reports-decision = What is done
reports-do-dismissed = Nothing
reports-do-warned = A warning
reports-do-ten_minutes = Out of the rooms for 10 minutes
reports-do-day = Barred from the rooms for 1 day
reports-do-week = Barred from the rooms for 7 days
reports-do-month = Barred from the rooms for 30 days
reports-bar-reason = The reason that they are told
reports-decide = Decide on { $name }
reports-bars = Barred from the rooms
reports-until = until { $time }
reports-lift = Let in again
reports-lift-label = Let in again: { $name }
rejected-unknown_report = That report has been decided.
audit-kind-report-made = Reported a visitor
audit-kind-report-decided = Decided on a report
audit-kind-visitor-barred = Barred a visitor from the rooms
audit-kind-visitor-unbarred = Let a visitor into the rooms again
