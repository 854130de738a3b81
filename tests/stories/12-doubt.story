# What is not clear is asked with quick replies, and the answer is kept as a label.
Title: ไม่แน่ใจว่าเป็นเรื่องแบบไหน
Languages: th, en

citizen is a friend who agreed
citizen says something unclear
    hears: {flow.sort.kind}
    may tap: {choice.kind.complaint} | {choice.kind.suggestion} | {choice.kind.question} | {choice.kind.other}
citizen taps: {choice.kind.suggestion}
    if asked {flow.suggestion.category}, taps: {category.public_space}
    hears: {flow.suggestion.place}
label was kept: kind, suggestion
citizen answers the rest and sends
    hears: {notice.sent_suggestion}
case has kind: suggestion
