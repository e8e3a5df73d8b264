# People beside a request: who is invited to help, and what they may. In English. Plain words first.
parties = People beside you
parties-lead = You can invite somebody you trust to this request, such as family or an interpreter. You choose what they see and do, and you can end it at once at any time.
parties-full = At most five people can be beside one request.
party-invite = Invite somebody to help
party-as = Who are they to you?
party-days = For how long?
party-days-1 = For one day
party-days-7 = For 7 days
party-days-30 = For 30 days
party-days-0 = Until seven days after this request is over
party-shown = What they see of your answers
party-shown-hint = They see how the request stands and the whole conversation with its files, also what came before. Answers that you do not choose here are hidden, and so are documents.
party-shown-all = Choose all
party-writes = They may write for me and, when something is missing, correct the answers chosen above and submit them
party-writes-hint = You alone can withdraw the request, object to a decision or invite somebody.
party-make = Get an invitation
party-not = Do not invite
party-code = Invitation number
party-code-once = This number is shown this once. Send the link to whoever helps you, show them the QR code, or tell them the number.
party-code-good = It can be used once, and for 24 hours. Do not give it to anybody you do not know.
party-code-where = Where to type it: { $address }, under ‘Requests’, ‘Join with an invitation number’
party-link = Invitation link
party-copy = Copy the link
party-copied = Copied.
party-square = QR code to be scanned by whoever helps you
party-noted = I have passed it on
party-invited-as = Invited: { $role }
party-of = { $name } · { $role }
party-sees = They see: how it stands, the conversation{ $fields }
party-sees-fields = , { $fields }
party-reads = They read only.
party-may-write = They may write, and correct what is missing.
party-invitation-until = The invitation can be used until { $time }.
party-until = Until { $time }.
party-until-over = Until seven days after the request is over.
party-looked = Last looked: { $time } ({ $count ->
    [one] once
   *[other] { $count } times
} in all)
party-looked-never = Has not looked yet.
party-was-ended = Ended by the citizen.
party-was-left = Left.
party-was-expired = Ended: the time was over.
party-end = End it
party-end-sure = End it now? They will see nothing of this request any more.
party-end-yes = Yes, end it
party-end-no = No, keep it

helping = You help { $name } as their { $role }.
helping-reads = You can see how the request stands, the conversation, and the answers below.
helping-writes = You can see how the request stands, the conversation, and the answers below. You can write, and correct and submit what is missing.
helping-hidden = { $count ->
    [one] 1 answer is hidden
   *[other] { $count } answers are hidden
} from you. The citizen chose that.
helping-until = You can see it until { $time }.
helping-until-over = You can see it until seven days after the request is over.
helping-told = The citizen and the officers see when you looked.
helping-opening = Opening the request.
party-leave = Stop helping
party-leave-sure = You will see nothing of this request any more.
party-leave-yes = Yes, stop
party-leave-no = No, go on helping

party-typed-lead = Type the 24 digits of the invitation from the person you help. Their request then stands among yours.
party-typed-told = They and the officers see the name you use here, and when you looked.
party-typed-hint = Spaces and dashes do not matter.
party-join = Join
party-fault-mistyped = There is a mistake in the number. Please check for a missing or wrong digit.
party-fault-unknown_code = This invitation cannot be used. It may have been used, taken back, or be older than 24 hours.
party-fault-not_yours = This is an invitation to your own request. Please pass it on to whoever helps you.
party-fault-wrong_state = This request is over, or you are beside it already.
party-fault-limit = At most five people can be beside one request.
party-fault-too_fast = That was too often. Please try again later.
party-fault-failed = It cannot be done just now. Please press again in a moment.
