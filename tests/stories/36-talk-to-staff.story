Title: ขอคุยกับเจ้าหน้าที่
Languages: th, en

citizen is a friend who agreed
citizen says: {typed.staff}
    hears: {flow.talk.what}
citizen says: เรื่องเบี้ยผู้สูงอายุของแม่ อยากคุยกับคนที่ดูแล
    hears: {flow.talk.confirm}
citizen says: {typed.send}
    hears: {reference}
case has wants staff: True
registrar in console finds the case in the inbox
