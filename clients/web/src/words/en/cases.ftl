# What a request and a talk are called where they are only named. In English. Plain words first.
case-open-talk = Open the conversation
case-talk = Conversation
case-form = Request
