# What has changed for me, told wherever I am. In English. Plain words first.
news-look = View
news-close = Got it
news-count = { $count } new

## The office tells it
notice-room_full = That place is full now. Please try again in a moment.
notice-not_recorded = What was just written is not in the record. Please write it again if it matters.
notice-record_nearly_full = The record is nearly full. Please bring this to a close: anything else can go into a new conversation.
notice-no_booth = All booths are taken, so the conversation takes place at the counter.
notice-missed = { $number } was called and you were not there. You are in the line again; the next call is the last one.
notice-missed_over = { $number } was called twice and you were not there, so the ticket has ended. You can take a new one.
notice-held = The officer has put { $number } on hold and will call you again.
notice-returned = The officer was no longer at the counter, so { $number } is in the line again, at its old place.
notice-transferred = { $number } was moved to { $service }. You will be called there; the time you have waited counts.
notice-further = You have a further number: { $number } for { $service }. It counts from when you took { $first }, and can be called once this conversation is over.
notice-preferred_left = { $name } has closed the counter. Anybody may call { $number } now, and your place is the same.
notice-finished = The conversation with { $number } is over. What was written stays under ‘Requests’.
notice-citizen_later = { $number } comes some minutes later. The line shows when.
notice-citizen_left = { $number } has given the ticket back.
notice-citizen_back = { $number } has taken the ticket back and is in the line again, at the old place.
notice-expired = The day of ticket { $number } is over, so it has ended. What you have written is kept under ‘Requests’. You can take a new one.
notice-expired-opens = ‘{ $service }’ has closed for today, so ticket { $number } has ended. What you have written is kept under ‘Requests’. It opens again { $opens }; please take a new ticket then.
notice-abandoned = You were away for longer than { $away }, so ticket { $number } was given back. You can take a new one.
notice-passed_over = { $number }: your turn came while you were away, and others went first. Now that you are back, you stand where your waiting time puts you.
notice-partner_away = The officer has lost the connection. What you write is kept and can be read when they are back. If they are not back in a few minutes, you are in the line again, at your old place.
notice-partner_back = The officer is back.
notice-partner_walked = The other side of your conversation has walked out of the booth. What you write still reaches them.
notice-citizen_deferred = { $number } lets the next person go first.
notice-name_changed = Your name is too close to one that the office uses now, so it was changed. You can choose another under ‘Settings’.
notice-door_closed = This door is closed. You cannot go there yet: { $place }
notice-case_still_open = { $standing ->
    [due] It is more than 30 days since you submitted your request: { $service }. It is still being processed. The date by which it is to be decided: { $time }
    [late] It is more than 30 days since you submitted your request: { $service }. It is still being processed. The date by which it was to be decided is past: { $time }
   *[open] It is more than 30 days since you submitted your request: { $service }. It is still being processed.
}
notice-objection_upheld = Your objection was upheld: { $service }. The decision is taken back, and your request is decided anew.
notice-objection_dismissed = Your objection was dismissed: { $service }. Please see why, and what you can do.
notice-other = A notice from the office.

## My requests
news-document = Your document is ready: { $service }.
news-message = The officer has written to you: { $service }.
news-talk = { $number }: your conversation has begun. The officer is waiting; what you are writing here stays.
news-case-received = Your request was received: { $service }.
news-case-supplement_asked = More is needed for your request: { $service }.
news-case-extended = Your request takes a little longer: { $service }. Please see the new date.
news-case-granted = Your request was granted: { $service }.
news-case-refused = Your request was not granted: { $service }. Please see why, and what you can do.
news-case-closed = This is finished: { $service }.

## The officer's line
news-line = { $number } is waiting: { $service }.
news-tray = A new request to look at: { $service }, { $number }.
