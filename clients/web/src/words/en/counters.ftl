# Services, counters, waits, tickets and the call. In English. Plain words first.

## Services and counters
counters-none = No counter is open yet. They will appear here by themselves.
counters-other = Other counters
door-closed = Closed
places-other = Go to another place
counter-open = Open
counter-serving = With someone
counter-paused = Paused
counter-closed = Closed
counter-officer = Officer { $name }
counter-calling = Calling { $number }
service-broken = This counter is not available at the moment. Tickets and typed text are kept.
service-form-any-time = You can fill in the form now. It saves itself as you type.
service-open-until = Open until { $time }
service-closed-until = Closed now. Opens { $time }
service-closed = Closed now
take-ticket = Take a ticket
take-ticket-before = If you leave this page for longer than { $away }, your ticket is given back.
take-ticket-label = Take a ticket: { $service }
fill-form = Fill in the form
fill-form-label = Fill in the form: { $service }
take-me = Take me there
take-me-label = Take me there: { $where }
take-me-counter = Take me to the counter
wait-seated = Wait on a seat by the counter
go-there = Go there
go-there-label = Go there: { $name }
waiting-count = { $count ->
    [0] Nobody is waiting
    [one] 1 person is waiting
   *[other] { $count } people are waiting
}

## Waits
wait-unknown = The wait is not known yet
wait-no-desk = No desk is open now. Take a ticket and we call you when one opens
wait-under = within { $high }
wait-about = about { $high }
wait-range = about { $low } to { $high }
wait-minutes = { $minutes } min
wait-hours = { $hours } h
wait-hours-minutes = { $hours } h { $minutes } min
ago-now = just now
ago-minutes = for { $minutes } min

## Tickets
ticket-none = You have no ticket yet. Choose what you need under ‘Counters’ and take one.
ticket-title = Ticket { $number }
ticket-see = See my ticket { $number }
tickets = My tickets
ticket-next = You are next
ticket-ahead = { $count ->
    [1] You are next but one
    [2] You are next but two
   *[other] { $count } ahead of you
}
ticket-appointment = Appointment at { $time }: from then on you have priority, and if nobody else is waiting you may be called sooner
ticket-no-desk = We call you when a desk opens
ticket-waiting = Waiting
ticket-waiting-hint = When it is your turn you see it here, and hear it if sounds are on. If you close the page, those who are here go first.
ticket-good = Good until { $time }
ticket-closed = { $service } has closed. Whoever has a ticket can be served until { $time }
ticket-away = If you leave this page for longer than { $away }, the ticket is given back. Come back before and you stand where you stood.
ticket-meanwhile = Also waiting for you: { $numbers }. Its place in the line is kept, and you are called after this conversation.
ticket-after-talk = You are at another counter now. This number keeps its place and is called after that.
ticket-called = You are being called
ticket-answered = It begins soon: the officer expects you
ticket-serving = With an officer
ticket-held = On hold: you will be called again shortly
ticket-deferred = You let others go first
ticket-transferred = Moved to another counter
ticket-missed = You were called and not here. You are back in the line.
ticket-done = Done
ticket-left = You stopped waiting
ticket-counts-from = A further number of the same visit: your wait counts from { $time }, when you took your first.
ticket-preferred = You wait for { $name }. Others may be called before you, and how long it takes is not known: perhaps longer.
ticket-people = For { $count } people
ticket-later = Not called before { $time }. As the line stands: { $ahead }
ticket-later-hint = You keep your number. After that time you stand where you would have stood.
ticket-defer = Let one person go first
ticket-leave = Stop waiting
ticket-leave-sure = Give up your place? You can take it back for ten seconds, and no longer.
ticket-leave-yes = Yes, give it up
ticket-leave-no = No, I will wait
ticket-give-up = Stop waiting
ticket-give-up-sure = Give up your place? You cannot take it back.
ticket-give-up-yes = Yes, give it up
ticket-give-up-no = No, I will wait
ticket-undo-told = You gave up { $number }. For { $seconds } seconds you can take it back with “Take it back” under “My ticket”.

## Called
called-title = { $number }, you are being called!
called-again = { $number }, called once more!
called-where = { $where } is waiting for you
called-left = { $minutes ->
    [0] { $seconds } s left
   *[other] { $minutes } min { $seconds } s left
}
called-within = please come within { $seconds } seconds
called-minute = One minute is left.
called-coming = I’m coming
called-not-now = Let one person go first
called-page-title = ({ $number }) you are called

## Who may go first
ground-first = 80 or older, disabled, pregnant, small child: you are called a little earlier
ground-question = Do any of these apply to you?
ground-hint = Choose it, then take a ticket: you will be called a little earlier.
ground-none = None of these
ground-age_80 = I am eighty or older
ground-disability = I have a disability
ground-pregnancy = I am pregnant
ground-small_child = I am with a small child
