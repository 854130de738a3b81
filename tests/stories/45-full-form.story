# The full form of the guide in English, with danger in the middle, and demographics kept for the next time.
Title: แบบสอบถามเต็ม
Languages: th, en

citizen is a friend who agreed
citizen is asked to answer the full form
citizen taps: {label.survey_start}
    hears: {survey.promise_anonymous}
citizen says: 1 2 2 4
citizen says: 11
citizen says: 3 3 2
citizen says: 3 3 3
citizen says: 2 2 2 2
    hears: {survey.how_each}
citizen says: ไฟไหม้บ้านข้าง ๆ ควันเต็มเลย
    hears: {danger.fire}
citizen answers the rest and sends
    hears: {reference}
    may tap: {label.survey_go_on}
citizen taps: {label.survey_go_on}
citizen says: 3 3 3
citizen says: 2 2 2
citizen says: 1 2 3
citizen says: 3 3 3 3
citizen says: 3 3 3 3
citizen says: {label.skip}
citizen says: 4
citizen says: {label.skip}
    hears: {survey.keep}
citizen taps: {label.survey_keep}
citizen taps: {label.survey_send}
    hears: {survey.thanks}
citizen is asked to answer the short form
citizen taps: {label.survey_start}
    hears: {survey.known_already}
