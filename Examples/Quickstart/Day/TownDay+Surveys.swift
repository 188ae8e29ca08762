import DeskTestKit
import ServiceDesk

/// How it felt: what people answer depends on what happened to them.
extension TownDay {
    /// Decides whether somebody answers a survey, and when.
    mutating func considerSurvey(_ message: OutboundMessage, _ matter: Matter) async throws {
        if message.channel == "text" { return try await considerMessage(message, matter) }
        guard let caseID = citizens.caseID(of: matter), let item = try await desk.record(ServiceCase.self, caseID),
            let token = message.text.split(separator: " ").last,
            token.utf8.count == 32, token.allSatisfy(\.isHexDigit)
        else { return }
        let mood = mood(of: item, matter)
        // The delighted and the angry answer more often than those in between.
        let isStrong = mood >= 90 || mood < 50
        guard whims.chance(isStrong ? 58 : 42, in: 100) else { return }
        let reply = SurveyReply(token: String(token), answers: answers(mood, matter))
        let at = clock.now() + .minutes(2) + whims.exponential(mean: .minutes(70))
        queue.schedule(.survey(reply), at: at)
    }

    // MARK: Question by question

    /// Lets the first citizen who is asked by text message answer, one question after the other.
    mutating func considerMessage(_ message: OutboundMessage, _ matter: Matter) async throws {
        guard survey.belongs(to: message.address), let caseID = citizens.caseID(of: matter),
            Wording.rating(of: "resolved", in: matter.citizen.language) != nil
        else { return }
        survey.hear(message.text, from: message.address)
        queue.schedule(.surveyMessage(matter, caseID), at: clock.now() + .minutes(2))
    }

    /// Sends the answer to the question that was asked last.
    mutating func answerByMessage(_ matter: Matter, _ caseID: CaseID) async throws {
        let asked = try await desk.records(SurveyInvitation.self, SurveyInvitation.query(case: caseID)).first
        guard case .question(let question) = asked?.dialogue?.step,
            let text = Wording.rating(of: question, in: matter.citizen.language)
        else { return }
        survey.say(text)
        var arrival = try arrival(of: matter, on: "text", name: "\(matter.number)-\(question)")
        arrival.text = text
        try await receive(arrival, of: matter)
    }

    /// How somebody feels about what happened, 0 … 100.
    private mutating func mood(of item: ServiceCase, _ matter: Matter) -> Int {
        var mood = 87
        let policy = desk.machine.policy
        for entry in item.clocks {
            let status = entry.clock.status(at: clock.now(), in: policy.openTime(entry.clock.calendar))
            if status.isBreached { mood -= entry.clock.metric == .answer ? 14 : 20 }
        }
        mood -= 17 * item.handOvers
        mood -= 22 * item.reopens
        mood -= 6 * item.channelMoves
        if case .promise(let course) = matter.course {
            switch course {
            case .late, .forgotten: mood -= 30
            case .renegotiated: mood -= 6
            case .kept, .tomorrow: mood += 5
            }
        }
        return min(max(mood + whims.integer(in: -16...12), 0), 100)
    }

    private mutating func answers(_ mood: Int, _ matter: Matter) -> [SurveyValue] {
        let isResolved = mood >= 45 ? !whims.chance(6, in: 100) : whims.chance(55, in: 100)
        let service = mood >= 84 ? 5 : mood >= 68 ? 4 : mood >= 52 ? 3 : mood >= 36 ? 2 : 1
        let recommend = min(max((mood + 6) / 10, 0), 10)
        let effort = min(max(mood / 14 + 1, 1), 7)
        var answers = [
            SurveyValue("resolved", isResolved ? 1 : 0), SurveyValue("service", UInt8(service)),
            SurveyValue("recommend", UInt8(recommend)),
        ]
        // The last question is the one that people leave out.
        if !whims.chance(1, in: 6) { answers.append(SurveyValue("effort", UInt8(effort))) }
        return answers
    }
}
