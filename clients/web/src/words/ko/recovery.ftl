# The code by which one finds one's own things again on another device. In Korean. Plain words first.
recovery = 다른 기기에서 이어 보기
recovery-lead = 다시 찾기 번호를 적어 두시면, 휴대전화를 바꾸거나 브라우저 기록을 지워도 내 번호표와 신청, 문서를 다시 찾으실 수 있어요.
recovery-make = 다시 찾기 번호 받기
recovery-code = 다시 찾기 번호
recovery-where = 이 번호를 쓰실 곳: { $address }
recovery-once = 이 번호는 지금 한 번만 보여 드려요. 적거나 인쇄해 두세요.
recovery-care = 이 번호를 아는 사람은 내 신청을 볼 수 있으니 다른 사람에게 알리지 마세요.
recovery-square = 다른 기기의 카메라로 찍으면 이어서 볼 수 있는 QR 코드
recovery-print = 인쇄하기
recovery-noted = 적어 두었어요
recovery-kept = { $time }에 받으신 번호가 있어요. 번호는 다시 보여 드리지 않아요.
recovery-devices = 번호로 이어 본 다른 기기: { $count }대
recovery-renew = 새 번호로 바꾸기
recovery-renew-sure = 새 번호를 받으시면 먼저 받으신 번호는 쓸 수 없게 돼요.
recovery-renew-yes = 네, 바꿀게요
recovery-renew-no = 아니요, 그대로 둘게요
recovery-revoke = 번호 없애기
recovery-revoke-sure = 번호를 없애면, 번호로 이어 본 다른 기기에서는 내 신청이 더는 보이지 않아요. 이 기기에서는 그대로 보여요.
recovery-revoke-yes = 네, 없앨게요
recovery-revoke-no = 아니요, 그대로 둘게요
recovery-again = 다시 확인하기
recovery-forgotten = 번호표도 신청도 문서도 없이 30일이 지나면 이 번호도 없어져요.

recovery-typed-lead = 적어 두신 24자리 숫자를 써 주세요. 번호표와 신청, 문서를 이 기기에서 이어서 보실 수 있어요.
recovery-typed-hint = 띄어쓰기나 줄표는 없어도 돼요.
recovery-use = 이어서 보기
recovery-replaces = 이 기기에 있던 다른 번호표와 신청은 이 기기에서 더는 보이지 않아요.

recovery-fault-mistyped = 번호에 틀린 곳이 있어요. 빠지거나 잘못 쓴 숫자가 없는지 살펴봐 주세요.
recovery-fault-unknown_code = 이 번호로는 찾을 수 없어요. 새 번호로 바꾸었거나 없앤 번호일 수 있어요.
recovery-fault-too_fast = 조금 빨라요. 1분 뒤에 다시 해 주세요.
recovery-fault-failed = 지금은 할 수 없어요. 잠시 뒤에 다시 눌러 주세요.
