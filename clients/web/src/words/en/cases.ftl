# Requests and talks, their record and their documents. In English. Plain words first.

## Cases
cases-none = You have no requests yet.
cases-none-next = Look at the counters
case-gone = This request cannot be found. Please choose it again under ‘Requests’.
case-due = Due: { $day }
case-documents = { $count ->
    [one] 1 document
   *[other] { $count } documents
}
case-open-talk = Open the conversation
case-outcome = Outcome: { $outcome }
case-reason = Why, and what you can do
case-answers = What you answered
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
case-next-talk-waiting = The conversation goes on when the officer calls you again. You may write already.
case-talk = Conversation
case-form = Request
talk-received = In conversation
talk-submitted = In conversation
talk-closed = Conversation over
case-next-other = Please see below.
case-withdraw = Withdraw this request
case-withdraw-sure = Withdraw this request?
case-withdraw-yes = Yes, withdraw it
case-withdraw-no = No, keep it

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
entry-document = A document was issued
entry-act-grant = The officer granted it
entry-act-refuse = The officer did not grant it
entry-act-supplement = The officer asked for more
entry-act-extend = The officer extended the time
entry-other = The record was added to

## Documents
documents = Documents
document-about = { $number } · issued { $day }
document-download = Download
document-download-label = Download { $title }
document-failed = It could not be fetched just now. Please try again in a moment.
