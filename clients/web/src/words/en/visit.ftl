# What one may choose of a visit: to come later, with how many, to which officer. In English. Plain words first: what a person of eighty would say.
later = I need a few more minutes
later-again = I need more minutes
later-hint = You keep your number and are not called before then. After that you stand where you would have stood; others may be called meanwhile.
later-left = { $count ->
    [one] You can do this once more.
   *[other] You can do this { $count } times.
}
later-minutes = In { $minutes } min
later-too-late = By then your number is no longer good. Please choose fewer minutes.
later-now = I can come now
people-question = How many of you come?
people-choice = { $count ->
    [one] Just me
   *[other] { $count } people
}
prefer = I would like a certain officer
prefer-hint = Only that officer calls you then, so it may take longer. You can change it at any time; if the officer closes the counter, anybody may call you again.
prefer-anybody = Anybody may call me
ticket-given-back = You gave up { $number } ({ $service }). If that was a mistake, take it back now: you stand where you stood.
ticket-undo = Take it back
