# Appointments: choosing a time, changing it, arriving. In English. Plain words first: what a person of eighty would say.
appointments-mine = My appointments
appointment-offer = Book a time
appointment-offer-label = { $service }: book a time
appointment-see = See appointment
appointment-see-label = { $service }: see appointment
appointment-booked = Appointment: { $time }
appointment-choose = When would you like to come?
appointment-choose-hint = You can book outside opening hours too. When you come, tell us here that you have arrived.
appointment-day = Day
appointment-time = Time
appointment-times-coming = Looking for free times.
appointment-times-none = No times are free at the moment. You can take a number and wait.
appointment-times-failed = The free times could not be loaded.
appointment-again = Try again
appointment-time-missing = Choose a time first.
appointment-book = Book this time
appointment-move = Change the time
appointment-move-to = Change to this time
appointment-move-hint = You keep your present time until the new one is yours.
appointment-move-not = Keep it as it is
appointment-done = Your time is booked
appointment-moved = The time was changed. If it is in your calendar, add it there again.
appointment-cancelled = Your appointment was cancelled
appointment-when = Time
appointment-number = Appointment number
appointment-key = Access code
appointment-key-hint = On another device you can see, change and cancel your appointment at { $address }, with its number and access code. Do not share the code.
appointment-check-in = I have arrived
appointment-check-in-hint = Press “I have arrived” here from { $from } and before { $until }. You get a number, and from your time on you have priority. After that the appointment is over.
appointment-calendar = Add to calendar
appointment-cancel = Cancel appointment
appointment-cancel-sure = Cancel the appointment? Somebody else can then have this time.
appointment-cancel-yes = Yes, cancel it
appointment-cancel-no = No, keep it
appointment-take = Take a number

## The office tells it
notice-appointment_tomorrow = You have an appointment: { $service }, { $time }.
notice-appointment_soon = Your appointment is soon: { $service }, { $time }. From now on you can press “I have arrived”.
notice-appointment_missed = The time of your appointment ({ $time }) has passed, so it is over: { $service }. You can take a number and wait.

## Why it was not done
rejected-slot_gone = That time can no longer be booked. Please choose another one.
rejected-already_booked = You already have an appointment for this. You can change its time.
rejected-unknown_appointment = That appointment is over. You can book a new one.
