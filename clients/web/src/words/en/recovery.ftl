# The code by which one finds one's own things again on another device. In English. Plain words first.
recovery = Continue on another device
recovery-lead = Write down a recovery code, and you find your tickets, requests and documents again on a new phone, or after clearing this browser.
recovery-make = Get a recovery code
recovery-code = Recovery code
recovery-where = Where to use it: { $address }
recovery-once = This code is shown only once. Write it down or print it.
recovery-care = Whoever knows this code can see your requests, so do not share it.
recovery-square = QR code: point the camera of another device at it to continue there
recovery-print = Print
recovery-noted = I have noted it
recovery-kept = You have a code from { $time }. It is not shown again.
recovery-devices = Other devices that used the code: { $count }
recovery-renew = Get a new code
recovery-renew-sure = With a new code, the one you have stops working.
recovery-renew-yes = Yes, get a new one
recovery-renew-no = No, keep it
recovery-revoke = Remove the code
recovery-revoke-sure = Without the code, other devices that used it no longer show your requests. This device still does.
recovery-revoke-yes = Yes, remove it
recovery-revoke-no = No, keep it
recovery-again = Check again
recovery-forgotten = After 30 days without any ticket, request or document, the code is removed too.

recovery-typed-lead = Type the 24 digits you wrote down. You can then see your tickets, requests and documents on this device.
recovery-typed-hint = Spaces and dashes may be left out.
recovery-use = Continue here
recovery-replaces = Other tickets and requests on this device will no longer be shown on it.

recovery-fault-mistyped = There is a mistake in the code. Check for a missing or wrong digit.
recovery-fault-unknown_code = No visit matches this code. It may have been replaced or removed.
recovery-fault-too_fast = That was a little fast. Try again in a minute.
recovery-fault-failed = That is not possible right now. Try again in a moment.
