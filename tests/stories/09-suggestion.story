Title: ข้อเสนอแนะ
Languages: th, en

works has a group
citizen is a friend who agreed
citizen taps: {label.suggest}
    hears: {flow.suggestion.what}
citizen says: อยากให้มีลานออกกำลังกายในสวนสาธารณะ ผู้สูงอายุจะได้เดินตอนเย็น
    if asked {flow.suggestion.category}, taps: {category.public_space}
    hears: {flow.suggestion.place}
citizen taps: {label.skip}
    hears: {flow.suggestion.confirm}
    does not hear: {flow.complaint.contact}
citizen taps: {label.send}
    hears: {notice.sent_suggestion}
    hears: {reference}
case has kind: suggestion
case has category: public_space
case has unit: works
works group hears: 🆕
works in console does: acknowledge
    note: จะนำเข้าแผนปีหน้า
citizen hears: {notice.acknowledge}
    hears: จะนำเข้าแผนปีหน้า
case is: closed
