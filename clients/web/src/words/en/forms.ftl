# Forms: their questions, drafts and faults. In English. Plain words first.
form-required = required
form-optional = optional
form-example = For example: { $example }
form-choose = Please choose
form-submit = Submit
form-submit-again = Submit again
form-back = Back
form-next = Next
form-step = { $at } of { $count }
form-faults = { $count ->
    [one] Please correct one answer
   *[other] Please correct { $count } answers
}
draft-saved = Saved
draft-here = Saved on this device
draft-saving = Saving
draft-clash = Differs from another device
draft-clash-title = You have also typed on another device
draft-clash-what = Which one would you like to keep? Both stay here until you choose.
draft-clash-mine = Use what is here
draft-clash-theirs = Use the other one
fault-missing = This answer is required
fault-unknown_field = This form has no such question
fault-too_long = At most { $max } characters
fault-too_short = At least { $min } characters
fault-bad_format = This is not in the expected form. { $example }
fault-out_of_range = Please enter a number from { $least } to { $most }
fault-day_out_of_range = Please enter a date from { $earliest } to { $latest }
fault-day_bad_format = Please enter a real date: day, month, and the year with four digits
day-year = Year
day-month = Month
day-day = Day
day-today = today
day-example = 2 3 1948
fault-unprintable = Our documents cannot show these letters: { $letters } Please write it in other letters.
fault-bad_type = Please enter a number
fault-unknown_choice = Please choose from the list
fault-other = Please check this
consent-taken = What is taken
consent-purpose = What for
consent-kept = How long it is kept
consent-declining = If you do not agree
fault-consent_missing = This can only be submitted with your consent
form-privacy = What you write is used to handle this request, and is kept by { $operator }.
answer-usual = default
answer-none = not filled in
