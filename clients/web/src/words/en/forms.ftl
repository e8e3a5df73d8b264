# Forms: their questions, drafts and faults. In English. Plain words first.
form-required = required
form-optional = optional
form-example = For example: { $example }
form-choose = Please choose
form-submit = Hand in
form-submit-again = Hand in again
form-back = Back
form-next = Next
form-step = { $at } of { $count }
form-faults = { $count ->
    [one] One answer needs a look
   *[other] { $count } answers need a look
}
draft-saved = Saved
draft-here = Saved on this device
draft-saving = Saving
draft-clash = Differs from another device
draft-clash-title = You have also typed on another device
draft-clash-what = Which one shall we use? Both are kept until you choose.
draft-clash-mine = Use what is here
draft-clash-theirs = Use the other one
fault-missing = This is needed
fault-unknown_field = This form has no such answer
fault-too_long = At most { $max } characters
fault-too_short = At least { $min } characters
fault-bad_format = This is not written as expected. { $example }
fault-out_of_range = Between { $least } and { $most }, please
fault-day_out_of_range = Please check the date
fault-bad_type = Please write a number
fault-unknown_choice = Please choose from the list
fault-other = Please check this
