# Requests and talks, their record and their documents. In English. Plain words first.

## Cases
case-open-talk = Open the conversation
case-talk = Conversation
case-form = Request
