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
case-next-talking-form = You are talking with an officer. Write to them below. The form comes after that; you can fill it in meanwhile.
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
