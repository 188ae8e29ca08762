import DeskTestKit
import ServiceDesk

/// Who gets in touch with the town on this day, when, on which channel and about what.
///
/// Arrivals are Poisson streams whose means change from hour to hour. It has snowed in the night, so the morning is about
/// streets.
struct DayPlan {
    /// What citizens will do of their own accord, in order of time.
    private(set) var contacts: [PlannedContact] = []

    private let time: TownTime
    private var random: SeededGenerator
    private var matters = 0

    init(time: TownTime, seed: UInt64) {
        self.time = time
        random = SeededGenerator(seed: seed)
        for stream in Self.streams { plan(stream) }
        contacts.sort { $0.at < $1.at }
    }

    // MARK: Streams

    /// Expected contacts of one channel, hour by hour, in tenths.
    private struct Stream {
        let channel: ChannelID
        let firstHour: Int
        let tenths: [Int]
    }

    private static let streams = [
        Stream(channel: "phone", firstHour: 7, tenths: [17, 98, 94, 72, 46, 58, 68, 54, 26]),
        Stream(
            channel: "mail", firstHour: 0,
            tenths: [
                2, 0, 0, 0, 2, 6, 14, 30, 60, 65, 45, 30, 35, 40, 35, 25, 20, 15, 10, 10, 10, 8, 4, 2,
            ]),
        Stream(channel: "chat", firstHour: 7, tenths: [12, 26, 32, 26, 22, 24, 28, 24, 14]),
        Stream(channel: "counter", firstHour: 9, tenths: [48, 45, 18, 36, 40, 26]),
        Stream(
            channel: "social", firstHour: 6,
            tenths: [4, 9, 14, 12, 9, 7, 8, 7, 7, 8, 10, 10, 9, 8, 6, 3]),
    ]

    private mutating func plan(_ stream: Stream) {
        for (offset, tenths) in stream.tenths.enumerated() where tenths > 0 {
            let hour = stream.firstHour + offset
            // Lines and doors that close at four are not tried any more shortly before.
            let end = stream.channel != "mail" && hour == 15 ? time.at(15, 45) : time.at(hour + 1)
            var at = time.at(hour)
            let mean = TimeSpan(microseconds: 36_000_000_000 / Int64(tenths))
            while true {
                at = at + random.exponential(mean: mean)
                guard at < end else { break }
                let channelIsOpen = stream.channel != "counter" || !(690..<715).contains(time.minute(at))
                if channelIsOpen { contact(on: stream.channel, at: at) }
            }
        }
    }

    // MARK: One contact

    private mutating func contact(on channel: ChannelID, at: Instant) {
        guard channel != "social" else { return post(at: at) }
        let language = language(at: at)
        let citizen = citizen(language)
        if random.chance(4, in: 100) {
            let matter = matter(of: citizen, about: "passports", stated: "passports", .simple)
            contacts.append(PlannedContact(at: at, channel: channel, purpose: .outside, matter: matter))
            return
        }
        if channel == "mail" || channel == "counter", random.chance(4, in: 100) {
            let matter = matter(of: citizen, about: "daycare", stated: nil, .simple)
            let purpose: PlannedContact.Purpose = random.chance(2, in: 3) ? .praise : .criticism
            contacts.append(PlannedContact(at: at, channel: channel, purpose: purpose, matter: matter))
            return
        }
        let topic = topic(at: at)
        var matter = matter(
            of: citizen, about: topic, stated: stated(topic, on: channel), course(of: topic, on: channel))
        matter.thanks = channel == "mail" && random.chance(22, in: 100)
        matter.comesBack = channel == "mail" && random.chance(9, in: 100)
        matter.isImpatient = channel == "mail" && random.chance(40, in: 100)
        matter.urgency = urgency(of: topic)
        var planned = PlannedContact(at: at, channel: channel, purpose: .request, matter: matter)
        planned.alsoGiving = alsoGiving(on: channel, matter)
        if channel == "mail", random.chance(16, in: 100) {
            planned.resentAfter = .minutes(random.integer(in: 4...75))
        }
        contacts.append(planned)
        if let again = secondTouch(after: planned) { contacts.append(again) }
    }

    private mutating func post(at: Instant) {
        let citizen = citizen(.finnish)
        let matter = matter(of: citizen, about: "streets", stated: nil, .simple)
        let draw = random.integer(in: 1...100)
        let purpose: PlannedContact.Purpose =
            draw <= 36 ? .praise : draw <= 56 ? .criticism : draw <= 80 ? .request : .indiscreetRequest
        contacts.append(PlannedContact(at: at, channel: "social", purpose: purpose, matter: matter))
    }

    /// Some ask about one matter on two channels.
    private mutating func secondTouch(after first: PlannedContact) -> PlannedContact? {
        guard random.chance(7, in: 100) else { return nil }
        let other: ChannelID = first.channel == "phone" ? "mail" : "phone"
        let at = first.at + .minutes(random.integer(in: 35...170))
        guard first.alsoGiving.contains(other), at < time.at(15, 30), at > time.at(8, 10) else { return nil }
        return PlannedContact(at: at, channel: other, purpose: .again, matter: first.matter)
    }

    // MARK: Draws

    private mutating func citizen(_ language: LanguageTag) -> Citizen {
        Citizen(number: matters + 1, language: language, using: &random)
    }

    private mutating func matter(
        of citizen: Citizen, about topic: TopicID, stated: TopicID?, _ course: Matter.Course
    ) -> Matter {
        matters += 1
        return Matter(number: matters, citizen: citizen, topic: topic, statedTopic: stated, course: course)
    }

    /// Nobody who speaks Swedish or English is at the desk early and late, and people know that.
    private mutating func language(at: Instant) -> LanguageTag {
        let draw = random.integer(in: 1...100)
        guard (510..<900).contains(time.minute(at)) else { return .finnish }
        return draw <= 5 ? .swedish : draw <= 13 ? .english : .finnish
    }

    private mutating func topic(at: Instant) -> TopicID {
        let isSnowyMorning = (330..<640).contains(time.minute(at))
        let weights: [(TopicID, Int)] = [
            ("streets", isSnowyMorning ? 44 : 18), ("waste", 18), ("daycare", 21), ("permits", 15), ("billing", 22),
        ]
        var draw = random.integer(in: 1...weights.reduce(0) { $0 + $1.1 })
        for (topic, weight) in weights {
            draw -= weight
            if draw <= 0 { return topic }
        }
        return "billing"
    }

    /// What is known about the topic on arrival: a key pressed, a field of a form, a glance at the counter.
    private mutating func stated(_ topic: TopicID, on channel: ChannelID) -> TopicID? {
        let draw = random.integer(in: 1...100)
        let unknown = channel == "mail" ? 18 : 10
        if draw <= unknown { return nil }
        if draw <= unknown + 8 { return topic == "waste" ? "billing" : "waste" }
        return topic
    }

    private mutating func course(of topic: TopicID, on channel: ChannelID) -> Matter.Course {
        let draw = random.integer(in: 1...100)
        if channel == "mail", draw <= 15 {
            let answers = random.chance(4, in: 5)
            return .question(answeredAfter: answers ? .minutes(random.integer(in: 18...140)) : nil)
        }
        if topic == "waste" || topic == "streets", draw > 15, draw <= 27, channel == "mail" {
            return .supplier(.minutes(random.integer(in: 25...110)))
        }
        if draw > 87 {
            return .promise(
                random.pick([.kept, .kept, .kept, .kept, .kept, .kept, .late, .renegotiated, .forgotten, .tomorrow])
                    ?? .kept)
        }
        return .simple
    }

    private mutating func urgency(of topic: TopicID) -> (impact: Int, urgency: Int)? {
        let draw = random.integer(in: 1...100)
        guard topic == "streets" || topic == "waste" else { return draw > 95 ? (3, 3) : nil }
        return draw <= 4 ? (1, 1) : draw <= 12 ? (2, 1) : draw > 94 ? (3, 3) : nil
    }

    private mutating func alsoGiving(on channel: ChannelID, _ matter: Matter) -> [ChannelID] {
        let draw = random.integer(in: 1...100)
        switch channel {
        case "mail": return draw <= 45 || matter.isImpatient ? ["phone"] : []
        case "phone": return draw <= 25 ? ["mail"] : []
        case "chat": return draw <= 55 ? ["mail"] : draw <= 75 ? ["phone"] : []
        case "counter": return draw <= 60 ? ["phone"] : []
        default: return []
        }
    }
}
