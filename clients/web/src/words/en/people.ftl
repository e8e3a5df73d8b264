# Who is here and what is said. In English. Plain words first.
people-none = Nobody is in sight yet. Others will appear soon.
people-more = And { $count } more
group-officer = Officers
group-companion = Companions
group-citizen = Citizens
chat-log = What was said
chat-none = Nothing has been said yet. A greeting is a good start.
chat-audience = Who should hear it
chat-near = Those near me
chat-room = Everyone here
chat-write-near = Say to those near you
chat-write-room = Say to everyone here
scope-near = near
scope-room = to all
scope-booth = in the booth
write-empty = Please write something first.
write-going = Sent by itself as soon as the connection is back.
