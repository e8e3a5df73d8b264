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
