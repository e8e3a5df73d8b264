# Requests and talks, their record and their documents. In English. Plain words first.

## Cases
cases-none = You have no requests yet.
cases-none-next = Look at the counters
case-due = Due: { $day }
case-documents = { $count ->
    [one] 1 document
   *[other] { $count } documents
}
case-open-talk = Open the conversation
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
case-talk = Conversation
case-form = Request
talk-received = In conversation
talk-submitted = In conversation
talk-closed = Conversation over
