# Help and settings. In English. Plain words first.

## Help
help-lead = Take your time. What you type is kept, and we ask before a ticket or a request is given up.
help-guide = Take me to the welcome desk
help-easy = Switch to the easy view
help-ticket-title = I want to talk to someone
help-ticket = Press ‘Counters’, choose what you need, and press ‘Take a ticket’. When it is your turn you see it here, and hear it if sounds are on. If you close the page, those who are here go first. Your ticket says until when it is good, and for how long you may be away.
help-form-title = I need a document
help-form = Press ‘Fill in the form’ under ‘Counters’. It saves itself as you type. Press ‘Submit’; an officer looks at it, and the document appears under ‘Requests’.
help-walk-title = How do I walk?
help-walk = You don’t have to. ‘Take me there’ goes by itself. If you like to walk, press the floor, or press the drawing once and use the arrow keys.
help-talk-title = I want to talk to the others
help-talk = Write under ‘Chat’: to those near you or to everyone here.
help-keys-title = I only use the keyboard
help-keys = Tab goes to the next button, Shift and Tab to the one before. Enter presses, Esc closes.
help-private-title = Who reads what I write?
help-private = A conversation with an officer, and your requests, can be read by you and by the officers of that service; when a colleague opens one, the reason is recorded in it. Whoever you invite to a request sees what you allow. What you write under ‘Chat’ is read by those near you or in the room. If somebody whom you told it reports you within ten minutes, whoever supervises the office reads it, too.

## Settings
settings-text = Text size
settings-text-normal = Normal
settings-text-large = Large
settings-text-largest = Largest
settings-theme = Light or dark
settings-theme-system = As this device
settings-theme-light = Light
settings-theme-dark = Dark
settings-view = Seeing and hearing
settings-easy = Easy view
settings-easy-hint = One thing at a time, large text, plain words
settings-contrast = High contrast
settings-contrast-hint = Light text on a dark ground
settings-stillness = Less motion
settings-stillness-hint = Only what has to move moves
settings-sound = Sounds
settings-sound-hint = A chime when your number is called, a softer one for news
settings-plain = Without the drawing
settings-plain-hint = Shows the courtyard as headings and lists
settings-lowData = Use less data
settings-lowData-hint = Pictures and typefaces are not loaded
settings-me = My name and look
settings-licences = Licences of the software and typefaces (new window)
settings-keep = Change
leave = Leave
leave-sure = Once you leave, this device cannot find your tickets and requests again, unless you have a recovery code.
leave-yes = Yes, leave
leave-no = No, stay
own-data = What the office holds about me
own-data-lead = Save everything as a file: your name, tickets, requests, appointments, messages and reports, with their times.
own-data-save = Save as a file
own-data-saved = The file is on this device.
own-data-forget = Have it deleted
own-data-forget-sure = Your name, mail address, drafts, messages and recovery code are deleted, and nobody can come back as you. Save documents that you need first: you cannot get at them afterwards.
own-data-forget-yes = Yes, delete it
own-data-forget-no = No, keep it
own-data-stays = The office has to keep these requests:
own-data-stays-until = { $number }, until { $time }
own-data-under-way = Nothing was deleted: something is still under way ({ $list }). End it first, or wait until it is over.
own-data-tickets = tickets: { $count }
own-data-requests = requests: { $count }
own-data-appointments = appointments: { $count }
own-data-messages = messages: { $count }
own-data-failed = That is not possible right now. Try again in a moment.

## Live figures
lab = Live figures
lab-tick = Server tick
lab-delay = Round trip
lab-offset = Clock offset
lab-buffer = Others drawn behind by
lab-publish = Ticks between frames
lab-in = Received
lab-out = Sent
lab-corrections = Corrections of me (count; last, largest)
lab-view = People in view
lab-rejoined = Times rejoined
lab-pictures = Pictures drawn
