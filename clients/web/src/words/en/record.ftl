# A request's record and its documents. In English. Plain words first: what a person of eighty would say.
## Transcript
transcript = Conversation
transcript-form = Messages and record
transcript-write = Write to the officer
transcript-write-officer = Write to the citizen
transcript-private-officer = The citizen and the officer in charge read this. When a colleague opens it, the reason is recorded here. It goes to the citizen as a record.
transcript-private = You and the officer in charge read this. When a colleague opens it, the reason is recorded here.
transcript-private-beside = You, the officer in charge and the people beside you read this. When a colleague opens it, the reason is recorded here.
transcript-private-helping = The citizen, the officer in charge and the people beside the citizen read this. When a colleague opens it, the reason is recorded here.
transcript-private-officer-beside = The citizen, the people beside them and the officer in charge read this. When a colleague opens it, the reason is recorded here. It goes to the citizen as a record.
by-citizen = citizen
party-role-companion = companion
party-role-guardian = guardian
party-role-mentor = mentor
party-role-driver = driver
party-role-interpreter = interpreter
by-officer = officer
by-office = office
entry-submit = Submitted
entry-consent = Agreed that personal data is taken and used
entry-supplement = Corrected and submitted again
entry-receive = Received
entry-ask_supplement = More was asked for
entry-extend = The time was extended
entry-grant = Granted
entry-refuse = Not granted
entry-deliver = The document was delivered
entry-withdraw = Withdrawn
entry-opened = Another officer opened it
entry-close = Closed
entry-file = A file was added
entry-document = A document was issued
entry-act-grant = The officer granted it
entry-act-refuse = The officer did not grant it
entry-act-supplement = The officer asked for more
entry-act-extend = The officer extended the time
entry-warned-abuse = The officer gave a warning: abusive language
entry-warned-threat = The officer gave a warning: threats
entry-warned-sexual = The officer gave a warning: sexual harassment
entry-warned-other = The officer gave a warning: other disruptive conduct
entry-ended-abuse = The officer ended the conversation: abusive language
entry-ended-threat = The officer ended the conversation: threats
entry-ended-sexual = The officer ended the conversation: sexual harassment
entry-ended-other = The officer ended the conversation: other disruptive conduct
entry-object = Objected to the decision
entry-objection-uphold = The objection was upheld, and the decision taken back
entry-objection-dismiss = The objection was dismissed
entry-reopen = Decided anew
entry-timer-failed = A step that was due by itself could not be taken
entry-party-invited = Somebody was invited to help
entry-party-joined = Somebody began to help
entry-party-ended = Help was ended
entry-party-left = Somebody stopped helping
entry-party-expired = The time for help was over
entry-other = The record was added to

## Documents
documents = Documents
document-about = { $number } · issued { $day }
document-revoked = No longer valid since { $day }: the decision was taken back.
document-download = Download
document-download-label = Download { $title }
document-failed = It could not be fetched just now. Please try again in a moment.

## The page of one request
case-gone = This request cannot be found. Please choose it again under ‘Requests’.
case-outcome = Outcome: { $outcome }
case-reason = Why, and what you can do
case-answers = What you answered
case-next-objected = Your objection is received. Another officer than the one who decided looks at it. You may close this page.
case-next-granted_in_part = It was granted in part. Below is what was granted, and what you can do.
case-next-draft = When the form is complete, press ‘Submit’.
case-next-submitted = It is handed in. You may close this page.
case-next-received = It is received and waits for an officer, who looks at it during office hours. You may close this page.
case-next-supplement_asked = The officer needs a little more from you. Please correct the form and submit it again.
case-next-extended = It needs a little more time. Please see the new date.
case-next-granted = It was granted. Your document is below.
case-next-granted-bare = It was granted.
case-next-refused = It was not granted. Below is why, and what you can do.
case-next-delivered = You have fetched the document. You can fetch it again below.
case-next-withdrawn = You withdrew this request.
case-next-closed = The conversation is over. What was written stays here.
case-next-transferred = The conversation goes on at another counter, with the ticket below. What was written stays here.
case-next-talking = You are talking with an officer. Write below; take your time.
case-next-talking-form = You are talking with an officer. Write to them below. The form comes after that; you can fill it in meanwhile.
case-next-talk-waiting = The conversation goes on when the officer calls you again. You may write already.
case-next-other = Please see below.
case-withdraw = Withdraw this request
case-withdraw-sure = Withdraw this request?
case-withdraw-yes = Yes, withdraw it
case-withdraw-no = No, keep it

## Objections
objection = Objection
objection-lead = If you disagree with this decision, you can object until { $day }. Another officer than the one who decided looks at it.
objection-begin = Object to this decision
objection-label = Your objection
objection-hint = Say what you think is wrong, and why. What you write is saved on this device until you submit it. You can object once.
objection-submit = Submit the objection
objection-later = Write it later
objection-filed = Your objection is received. The last day for deciding on it: { $due }. You are told what is decided.
objection-upheld = Your objection was upheld, and the decision taken back. Your request is decided anew.
objection-dismissed = Your objection was dismissed. The decision stays as it is. Above is why, and what you can do.
objection-officer-filed = This objection is to be decided by { $due }. Whoever decided first cannot decide on it.
objection-officer-upheld = The objection was upheld, and the first decision taken back. Please decide on the request anew.
objection-officer-dismissed = The objection was dismissed. The first decision stays as it is.

## The list of requests, and their states
cases-none = You have no requests yet.
cases-join = Join with an invitation number
case-helping = You help { $name }
case-answers-shown = What you can see
cases-none-next = Look at the counters
case-due = Due: { $day }
case-documents = { $count ->
    [one] 1 document
   *[other] { $count } documents
}
case-draft = Being written
case-submitted = Submitted
case-received = Received
case-supplement_asked = More needed
case-extended = Extended
case-granted = Granted
case-refused = Not granted
case-delivered = Delivered
case-withdrawn = Withdrawn
case-closed = Closed
case-objected = Objection being looked at
case-granted_in_part = Granted in part
talk-received = In conversation
talk-submitted = In conversation
talk-closed = Conversation over

## Rejected in a request
rejected-unknown_file = This file cannot be found.
rejected-unprintable = Nothing was issued, because documents cannot show these letters: { $letters } Write them in other letters, then try again.
rejected-form_stale = Another device has a newer version. Please choose which one to keep.
rejected-document_failed = The document could not be made just now. Nothing has changed: please press again in a moment.
rejected-record_full = The record is full, so that was not written down. Please finish here: the record keeps all that came before, and you can go on in a new one.
rejected-term_over = The time in which you could object is over.
