# Services, counters, waits, tickets and the call. In English. Plain words first.

## Services and counters
counters-none = No counter is open yet. They will appear here by themselves.
counters-other = Other counters
places-other = Go to another place
counter-open = Open
counter-serving = With someone
counter-paused = Paused
counter-closed = Closed
counter-officer = Officer { $name }
counter-calling = Calling { $number }
service-broken = This counter is out of order for now. Tickets and typed text are kept.
service-form-any-time = You can fill in the form now. It saves itself as you type.
take-ticket = Take a ticket
take-ticket-label = Take a ticket: { $service }
fill-form = Fill in the form
fill-form-label = Fill in the form: { $service }
take-me = Take me there
take-me-label = Take me there: { $where }
take-me-counter = Take me to the counter
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
wait-under = { $high ->
    [one] within a minute
   *[other] within { $high } minutes
}
wait-about = about { $high } min
wait-range = about { $low }–{ $high } min
wait-hours = from { $low } min to about { $hours } hours
wait-hours-both = about { $hours_low }–{ $hours } hours
ago-now = just now
ago-minutes = for { $minutes } min

## Tickets
ticket-none = You have no ticket yet. Choose what you need under ‘Counters’ and take one.
ticket-title = Ticket { $number }
ticket-see = See my ticket { $number }
tickets = My tickets
ticket-next = You are next
ticket-ahead = { $count ->
    [one] 1 ahead of you
   *[other] { $count } ahead of you
}
ticket-no-desk = We call you when a desk opens
ticket-waiting = Waiting
ticket-waiting-hint = When it is your turn you see and hear it. You may close the window and come back: your place is kept.
ticket-called = You are being called
ticket-answered = It begins soon: the officer expects you
ticket-serving = With an officer
ticket-held = Set aside for a moment
ticket-deferred = You let others go first
ticket-transferred = Sent to another counter
ticket-missed = You were called and not here. You are back in the line.
ticket-done = Done
ticket-left = Given up
ticket-defer = Let one person go first
ticket-leave = Stop waiting
ticket-leave-sure = Give your ticket back? Your place in the line will be gone.
ticket-leave-yes = Yes, give it back
ticket-leave-no = No, I will wait

## Called
called-title = { $number }, you are being called!
called-again = { $number }, called once more!
called-where = { $where } is waiting for you
called-until = come before { $time }
called-coming = I’m coming
called-not-now = Let one person go first
called-page-title = ({ $number }) you are called
ground-first = 80 or older, disabled, pregnant, small child: you go first
ground-question = Does one of these hold for you?
ground-hint = Choose it, then take a ticket: you are called a little earlier.
ground-none = None of these
ground-age_80 = I am eighty or older
ground-disability = I have a disability
ground-pregnancy = I am pregnant
ground-small_child = I am with a small child
