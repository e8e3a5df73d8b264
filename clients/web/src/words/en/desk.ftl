# The officer's side: signing in, the desk, the line, the tray. In English. Plain words first.
sign-in-lead = For officers who open a counter.
sign-in-name = Name
sign-in-password = Password
sign-in-one-time = The one-time password you were given
sign-in-new = New password
sign-in-new-hint = At least { $min } characters
sign-in-set = Set it and sign in
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
desk-hold = Put on hold
desk-transfer = Transfer
desk-transfer-where = Where to? The time already waited counts.
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
line-busy = at { $counter } now: can be called after that
line-away = away
tray-none = There are no requests to process.
desk-ground-age_80 = eighty or older
desk-ground-disability = with a disability
desk-ground-pregnancy = pregnant
desk-ground-small_child = with a small child
desk-ground-other = priority
acts = What you can do
act-do = Confirm: { $act }
act-not = Cancel
notice-desk_taken_over = While you were away { $name } took over { $counter } ({ $time }). If you were serving somebody, they are in the line again.
notice-desk_closed = { $why ->
    [left] { $counter } was closed when you left the office ({ $time }).
    [signed_out] Your sign-in had ended, so { $counter } was closed ({ $time }).
   *[gone] You were away for a long time, so { $counter } was closed ({ $time }).
} If you were serving somebody, they are in the line again.
notice-case_taken_over = { $name } has taken over request { $number } ({ $service }).
notice-line_ended = The day of ‘{ $service }’ is over. Tickets that still waited have ended: { $count }. Their holders are told.
line-closed = ‘{ $service }’ has closed. Those who wait can be called until { $time }; then their tickets end.
notice-timer_failed = A step that request { $number } was due to take by itself could not be taken. Please look at the request.
at-desk-notice-partner_away = The citizen has lost the connection. What you write is kept and can be read when they are back. A conversation stays at your desk: you can wait, put it on hold or finish it.
at-desk-notice-partner_back = The citizen is back.
at-desk-notice-partner_walked = The citizen has walked out of the booth. What you write still reaches them.
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
