# A request's record and its documents. In English. Plain words first: what a person of eighty would say.
## Transcript
transcript = Conversation
transcript-form = Messages and record
transcript-write = Write to the officer
transcript-write-officer = Write to the citizen
transcript-private-officer = The citizen and the officer in charge read this. When a colleague opens it, the reason is recorded here. It goes to the citizen as a record.
transcript-private = You and the officer in charge read this. When a colleague opens it, the reason is recorded here.
by-citizen = citizen
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
entry-timer-failed = A step that was due by itself could not be taken
entry-other = The record was added to

## Documents
documents = Documents
document-about = { $number } · issued { $day }
document-download = Download
document-download-label = Download { $title }
document-failed = It could not be fetched just now. Please try again in a moment.

## The page of one request
case-gone = This request cannot be found. Please choose it again under ‘Requests’.
case-outcome = Outcome: { $outcome }
case-reason = Why, and what you can do
case-answers = What you answered
case-withdrawn = Withdrawn
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
