# Words of the page in English. Plain words first.
brand = Madang
language = Language
menu = Menu
close = Close
yes = Yes
no = No
you = you
send = Send
skip-to-content = Skip to content
skip-to-form = Skip to the door

## Arrival
arrival-title = Welcome to the Madang
arrival-lead = A civic office that you walk into from a link. No account, no identity check: just come in.
arrival-name = What shall we call you?
arrival-name-hint = It need not be your real name. You can change it later.
arrival-another = Another
arrival-look = How you look
arrival-easy = Easy view (large text, one thing at a time)
arrival-privacy = This device keeps only what is needed to find your tickets and requests again.
arrival-verify = Check a document
enter = Enter

## Hall
world = The courtyard
world-label = The courtyard. Walk with the arrow keys
world-how = Walk with the arrow keys or W A S D, or press the floor or a counter to go there. Everything can be done from the menu without walking.
world-coming = Drawing the courtyard. No need to wait: the menu works already.
world-none = Shown without the drawing for now. Everything can be done from the menu.
hall-ask = How can we help you?
world-show = See the courtyard
people-count = { $count ->
    [one] 1 person is here
   *[other] { $count } people are here
}
counters = Counters
people = People
chat = Chat
cases = Requests
case = Talk and request
ticket = My ticket
queue = The line
help = Help
settings = Settings
notices = Notices
rejoining = Joining again. Your ticket and all you have typed are safe.

## Line closed for good
ended-4000 = Goodbye.
ended-4403 = Your sign-in has ended. Please sign in again.
ended-4409 = You are here in another window or on another device.
ended-4426 = This page is out of date. Please reload it.
ended-4429 = There were too many requests, so the line was closed.
ended-other = The connection has ended.
ended-back = Go on here

## Services and counters
counters-none = No counter is open yet. They will appear here by themselves.
counters-other = Other counters
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
ago-now = just now
ago-minutes = for { $minutes } min

## Tickets
ticket-none = You have no ticket yet. Choose what you need under ‘Counters’ and take one.
ticket-title = Ticket { $number }
ticket-see = See my ticket { $number }
ticket-see-label = See my ticket { $number }
tickets = My tickets
ticket-next = You are next
ticket-ahead = { $count ->
    [one] 1 ahead of you
   *[other] { $count } ahead of you
}
ticket-no-desk = We call you when a desk opens
ticket-waiting = Waiting
ticket-called = You are being called
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
called-page-title = ({ $number }) you are called · Madang

## People and chat
people-none = Nobody is in sight yet. Others will appear soon.
people-more = And { $count } more
group-officer = Officers
group-companion = Companions
group-citizen = Citizens
chat-log = What was said
chat-none = Nothing has been said yet. A greeting is a good start.
chat-audience = Who should hear it
chat-near = Those near me
chat-room = Everyone here
chat-write-near = Say to those near you
chat-write-room = Say to everyone here
scope-near = near
scope-room = to all
scope-booth = in the booth

## Cases
cases-none = You have no requests yet.
cases-none-next = Look at the counters
case-gone = This request cannot be found. Please choose it again under ‘Requests’.
case-due = by { $day }
case-documents = { $count ->
    [one] 1 document
   *[other] { $count } documents
}
case-open-talk = Open the talk
case-reason = Why, and what you can do
case-draft = Being written
case-submitted = Handed in
case-received = Received
case-supplement_asked = More needed
case-extended = Extended
case-granted = Granted
case-refused = Refused
case-delivered = Delivered
case-withdrawn = Withdrawn
case-closed = Closed
case-next-draft = When the form is complete, press ‘Hand in’.
case-next-submitted = An officer will look at it soon. You may close this window.
case-next-received = An officer is looking at it. You may close this window.
case-next-supplement_asked = The officer asks for a little more. Please mend the form and hand it in again.
case-next-extended = It needs a little more time. Please see the new date.
case-next-granted = It is done. Your document is below.
case-next-refused = It could not be granted. Below is why, and what you can do.
case-next-delivered = The document was delivered.
case-next-withdrawn = You took this request back.
case-next-closed = The talk is over. What was written stays here.
case-next-talking = You are talking with an officer. Take your time.
case-next-other = Please see below.
case-withdraw = Take the request back
case-withdraw-sure = Take this request back?
case-withdraw-yes = Yes, take it back
case-withdraw-no = No, leave it

## Transcript
transcript = The talk
transcript-write = Write to the officer
transcript-write-officer = Write to the citizen
transcript-private-officer = Only the citizen and the officers of this service read this. It goes to the citizen as a record.
transcript-private = Only you and the officer read this.
by-citizen = citizen
by-officer = officer
by-office = office
entry-submit = Handed in
entry-supplement = Mended and handed in again
entry-receive = Received
entry-ask_supplement = More was asked for
entry-extend = The time was extended
entry-grant = Granted
entry-refuse = Refused
entry-deliver = The document was delivered
entry-withdraw = Taken back
entry-close = Closed
entry-document = A document was issued
entry-act-grant = The officer granted it
entry-act-refuse = The officer refused it
entry-act-supplement = The officer asked for more
entry-act-extend = The officer extended the time
entry-other = The record was added to

## Forms
form-required = required
form-optional = optional
form-example = For example: { $example }
form-choose = Please choose
form-submit = Hand in
form-submit-again = Hand in again
form-back = Back
form-next = Next
form-step = { $at } of { $count }
form-faults = { $count ->
    [one] One answer needs a look
   *[other] { $count } answers need a look
}
draft-saved = Saved
draft-here = Saved on this device
draft-saving = Saving
draft-clash = Differs from another device
draft-clash-title = You have also typed on another device
draft-clash-what = Which one shall we use? Both are kept until you choose.
draft-clash-mine = Use what is here
draft-clash-theirs = Use the other one
fault-missing = This is needed
fault-unknown_field = This form has no such answer
fault-too_long = At most { $max } characters
fault-too_short = At least { $min } characters
fault-bad_format = This is not written as expected. { $example }
fault-out_of_range = Between { $least } and { $most }, please
fault-day_out_of_range = Please check the date
fault-bad_type = Please write a number
fault-unknown_choice = Please choose from the list
fault-other = Please check this

## Documents
documents = Documents
document-about = { $number } · issued { $day }
document-download = Download
document-download-label = Download { $title }
document-failed = It could not be fetched just now. Please try again in a moment.

## Why a wish was not granted
refused-lost = The line dropped before it was sent. Your text is still here: please press again.
refused-other = That is not possible now.
refused-not_allowed = You cannot do that here.
refused-too_fast = That was a little fast. Try again in { $seconds } s.
refused-unknown_place = There is no such place.
refused-unknown_counter = There is no such counter.
refused-unknown_service = This office does not offer that.
refused-unknown_ticket = That ticket is over already.
refused-unknown_case = That request cannot be found.
refused-unknown_target = That cannot be found now.
refused-unreachable = No way leads there.
refused-room_full = The room is full. Please come again in a moment.
refused-not_yours = That belongs to somebody else.
refused-wrong_state = It is not the moment for that. Please look at the page again.
refused-already_waiting = You have a ticket for this already.
refused-nobody_waiting = Nobody is waiting.
refused-desk_taken = Another officer sits there.
refused-no_desk = Please open a counter first.
refused-silent_area = This is a quiet place. Please talk elsewhere.
refused-form_invalid = Please mend the marked answers.
refused-form_stale = Another device has a newer version.
refused-counter_closed = This counter is out of order. Your ticket and text are kept.
refused-taken_name = The office uses that name. Please choose another.
refused-limit = You have as many as one can have at once.
refused-storage = It could not be stored. Your text is on this device: please try again in a moment.

## Notices
notice-room_full = That place is full now. Please try again in a moment.
notice-no_booth = All booths are taken, so you will talk at the counter.
notice-other = A notice from the office.

## Help
help-lead = Take your time. Nothing you press here can lose anything.
help-guide = Take me to the welcome desk
help-easy = Switch to the easy view
help-ticket-title = I want to talk to someone
help-ticket = Press ‘Counters’, choose what you need, and press ‘Take a ticket’. When it is your turn you will see and hear it. You may close the window and come back: your place is kept.
help-form-title = I need a document
help-form = Press ‘Fill in the form’ under ‘Counters’. It saves itself as you type. Hand it in; an officer looks at it, and the document appears under ‘Requests’.
help-walk-title = How do I walk?
help-walk = You need not. ‘Take me there’ goes by itself. If you like to walk, press the floor, or press the drawing once and use the arrow keys.
help-talk-title = I want to talk to the others
help-talk = Write under ‘Chat’: to those near you or to everyone here.
help-keys-title = I use the keyboard alone
help-keys = Tab goes to the next button, Shift and Tab to the one before. Enter presses, Esc closes.
help-private-title = Who reads what I write?
help-private = The talk with an officer is read by you two alone. What you write under ‘Chat’ is read by those near you or in the room.

## Settings
settings-text = Text size
settings-text-normal = Normal
settings-text-large = Large
settings-text-largest = Largest
settings-view = Seeing and hearing
settings-easy = Easy view
settings-easy-hint = One thing at a time, large text, plain words
settings-contrast = High contrast
settings-contrast-hint = Light text on a dark ground
settings-stillness = Less motion
settings-stillness-hint = Only what has to move moves
settings-sound = Sound when called
settings-sound-hint = A short chime when your number is called
settings-plain = Without the drawing
settings-plain-hint = Shows the courtyard as headings and lists
settings-lowData = Save data
settings-lowData-hint = No pictures and no typeface are loaded
settings-me = My name and look
settings-keep = Change
leave = Leave
leave-title = Leave
leave-sure = After leaving, this device cannot find your tickets and requests again.
leave-yes = Yes, leave
leave-no = No, stay

## Easy mode
easy-title = How can we help you?
easy-back = Back to the start
easy-number = My number
easy-ahead = { $count ->
    [0] You are next
    [one] 1 person is ahead of you
   *[other] { $count } people are ahead of you
}
easy-wait = Wait here. We will tell you loud and clear.
easy-change = Change my ticket
easy-cases = See my requests
easy-chat = Talk to others

## Officers
sign-in = Sign in
sign-in-title = Officers’ sign-in
sign-in-lead = The door for officers who open a counter.
sign-in-name = Name
sign-in-password = Password
sign-in-one-time = The one-time password you were given
sign-in-new = New password
sign-in-new-hint = At least { $min } characters
sign-in-set = Set it and sign in
sign-in-must_change = It is your first time here. Please set a new password.
sign-in-wrong_sign_in = The name or the password is not right.
sign-in-weak_password = The new password is too short, or the same as before.
sign-in-too_fast = That was wrong several times. Please try again in a moment.
sign-in-unreachable = The office cannot be reached. Please try again in a moment.
sign-in-failed = The sign-in did not work.
sign-in-citizen = To the citizens’ entrance
desk = Desk
desk-show = Back to my desk
desk-mine = My desk
desk-line = The line
desk-tray = Requests to look at
desk-case = Request and talk
desk-case-none = Choose a request on the left, or call the next person.
desk-none-free = No counter is free now.
desk-choose = Which counter do you open?
desk-open-label = Open { $counter }
desk-call-next = Call the next person
desk-recall = Call again
desk-serve = Begin
desk-missed = Did not come
desk-hold = Set aside
desk-transfer = To another counter
desk-transfer-where = Where to? The time already waited counts.
desk-finish = Finish
desk-finish-now = Finish and record
desk-pause = Pause
desk-resume = Open again
desk-close = Close the counter
desk-outcome = How did it end?
desk-note = A note (the citizen reads it)
desk-calls = { $count ->
    [one] called once
   *[other] called { $count } times
}
desk-called-hint = Press ‘Begin’ when the person is here.
pause-break = Break
pause-meeting = Meeting
pause-paperwork = Paperwork
line-none = Nobody is waiting.
line-call = Call
line-call-label = Call { $number }
line-away = not connected now
tray-none = No request is waiting for you.
ground-age_80 = eighty or older
ground-disability = with a disability
ground-pregnancy = pregnant
ground-small_child = with a small child
ground-other = priority
acts = What you can do
act-do = { $act }: do it
act-not = Not now
case-look = Open the request
