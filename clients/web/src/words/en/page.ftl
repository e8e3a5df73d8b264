# The page as a whole: arriving, the hall around everything, what the office tells. In English. Plain words first.
brand = Madang
language = Language
menu = Menu
close = Close
yes = Yes
no = No
you = you
send = Send
skip-to-content = Skip to content
skip-to-form = Skip to the entry form

## Arrival
arrival-title = Welcome to Madang
arrival-lead = A civic office that you walk into from a link. No account, no identity check: just come in.
arrival-name = What shall we call you?
arrival-name-hint = It need not be your real name. You can change it later.
arrival-another = Another
arrival-look = Your look
arrival-look-others = Choose another look
arrival-easy = Easy view (large text, one thing at a time)
arrival-privacy = This device keeps your settings, whom you muted, what you have not sent yet, and what is needed to find your tickets and requests again.
arrival-verify = Check a document
arrival-results = Results of this office
arrival-recover = Been here before? Continue with a recovery code
recover = Find your things again
join = Help with a request
arrival-offices = Other offices
arrival-page-title = Welcome
enter = Enter

## What an officer is told before the officers' part is here
sign-in = Sign in
sign-in-title = Officers’ sign-in
desk = Desk

## Hall
hall-coming = Coming in.
world = The courtyard
world-label = The courtyard. Walk with the arrow keys
world-how = Walk with the arrow keys or W A S D, or press the floor or a counter to go there. Everything can be done from the menu without walking.
world-coming = Drawing the courtyard. No need to wait: the menu works already.
world-none = Shown without the drawing on this device. Everything can be done here.
hall-ask = How can we help you?
zoom-nearer = Zoom in
zoom-farther = Zoom out
zoom-all = Show everything
people-count = { $count ->
    [one] Only you are here now
   *[other] { $count } people are here
}
counters = Counters
people = People
chat = Chat
cases = Requests
case = Conversation and request
ticket = My ticket
announcements = Announcements
appointment = Appointment
help = Help
settings = Settings
notices = Notices
rejoining = Reconnecting. Your ticket and what you have typed are safe.
waiting-4430 = Many people are coming in from your network just now. You will come in by yourself in a moment; there is nothing to press.
waiting-delayed = The office cannot reach its records just now. It tries again by itself; there is nothing to press. Your ticket and what you have typed are safe.

## Line closed for good
ended-4000 = Goodbye.
ended-4403 = Your sign-in has ended. Please sign in again.
ended-4409 = You are continuing in another window or on another device.
ended-4426 = This page is out of date. Please reload it.
ended-4429 = There were too many requests, so the line was closed.
ended-other = The connection has ended.
ended-back = Continue here

## Whose pages these are
site-official = This is an official website of the Republic of Korea.
site-privacy = Privacy policy (new window)
site-accessibility = Accessibility statement (new window)
site-telephone = Telephone { $number }
