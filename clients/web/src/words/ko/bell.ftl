# A ring at a service at whose counters nobody is. In Korean. To citizens: 해요체.

bell-label = 담당자 호출: { $service }
bell-offer = 지금 이 업무의 창구에 담당자가 없어요. 호출하면 오신 분이 있다고 담당자에게 알려요.
bell-ring = 담당자 호출하기
bell-ring-label = { $service } 담당자 호출하기
bell-rung = { $time }에 호출했어요.
bell-here = 민원실에 접속해 있는 담당자 { $count }명에게 알렸어요.
bell-mails-sent = 담당자 { $count }명에게 메일을 보냈어요.
bell-mails-waiting = 담당자 { $count }명에게 메일을 보내는 중이에요.
bell-mails-failed = 담당자 { $count }명에게는 메일을 보내지 못했어요.
bell-hook-waiting = 민원실 알림 시스템에 알리는 중이에요.
bell-hook-sent = 민원실 알림 시스템에 알렸어요.
bell-hook-failed = 민원실 알림 시스템에는 알리지 못했어요.
bell-nobody-yet = 아직 온다고 한 담당자가 없어요. { $until }까지 담당자를 계속 찾아볼게요.
bell-coming = { $officer } 담당자가 오고 있어요.
bell-again = 다시 호출하기
bell-again-label = { $service } 담당자 다시 호출하기
bell-again-from = { $time }부터 다시 호출할 수 있어요.
bell-stop = 그만 기다리기
bell-stop-label = { $service } 담당자 그만 기다리기
bell-look = 창구 보기
notice-bell_coming = { $service }: { $officer } 담당자가 온다고 했어요.
notice-bell_open = 지금 창구가 열렸어요: { $service }. 번호표가 없으시면 뽑아 주세요.
notice-bell_unanswered = { $service }: 담당자가 오지 못했어요. 죄송합니다. 다시 호출하시거나 나중에 다시 와 주세요.
rejected-service_closed = 운영 시간이 아니어서 담당자를 호출할 수 없어요.
rejected-nobody_to_tell = 지금 연락할 수 있는 담당자가 없어요. 나중에 다시 해 주세요.
