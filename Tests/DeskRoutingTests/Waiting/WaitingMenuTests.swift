import DeskPrimitives
import DeskRouting
import Foundation
import Testing

@Suite("While people wait") struct WaitingMenuTests {
    private static let options = [
        WaitingOption(id: "music", kind: .music, text: "Music"),
        WaitingOption(id: "back", kind: .callback, text: "Call me back"),
        WaitingOption(id: "chat", kind: .otherChannel("chat"), text: "Chat"),
    ]

    private static func range(_ minutes: Int64) -> WaitEstimate {
        var pace = QueuePace()
        for _ in 0..<30 { pace.recordHandling(.minutes(minutes)) }
        return WaitEstimator.estimate(WaitQuestion(ahead: 3, agents: 1), pace: pace)
    }

    @Test func onlyWhatCanBeHadIsOffered() throws {
        let menu = try WaitingMenu(Self.options)
        func ids(_ estimate: WaitEstimate, _ callback: Bool, _ open: Set<ChannelID>) -> [String] {
            menu.offered(estimate, callbackIsPossible: callback, openChannels: open).map(\.id)
        }
        #expect(ids(Self.range(5), true, ["chat"]) == ["music", "back", "chat"])
        #expect(ids(Self.range(5), false, ["chat"]) == ["music", "chat"])
        #expect(ids(Self.range(5), true, []) == ["music", "back"])
        #expect(ids(.withheld(.unreliable), true, []) == ["music", "back"])
        #expect(ids(.now, true, ["chat"]) == [])
        let patient = try WaitingMenu(Self.options, from: .hours(1))
        #expect(patient.offered(Self.range(5), callbackIsPossible: true, openChannels: []) == [])
    }

    @Test func badMenusAreRefusedAtTheirPlace() {
        func refusal(_ options: [WaitingOption], _ from: TimeSpan = .zero) -> String? {
            do throws(Refusal) {
                _ = try WaitingMenu(options, from: from)
                return nil
            } catch {
                return "\(error.code) \(error.place)"
            }
        }
        #expect(refusal([Self.options[0], Self.options[0]]) == "duplicateName options[1].id")
        #expect(refusal([WaitingOption(id: "", kind: .music, text: "x")]) == "malformed options[0].id")
        #expect(refusal(Array(repeating: Self.options[0], count: 10)) == "tooLong options")
        #expect(refusal([], .seconds(-1)) == "outOfRange from")
    }

    @Test func aMenuIsReadBackAndUnknownMembersAreRefused() throws {
        let menu = try WaitingMenu(Self.options, from: .minutes(2))
        let data = try JSONEncoder().encode(menu)
        #expect(try JSONDecoder().decode(WaitingMenu.self, from: data) == menu)
        #expect(throws: DecodingError.self) {
            try JSONDecoder().decode(WaitingMenu.self, from: Data(#"{"options": [], "form": "PT1M"}"#.utf8))
        }
        #expect(throws: DecodingError.self) {
            try JSONDecoder().decode(WaitingMenu.self, from: Data(#"{"options": [], "from": "-PT1M"}"#.utf8))
        }
    }

    @Test func choicesAndEndsAreCounted() {
        var tally = WaitingTally()
        #expect(tally.abandonment == nil)
        tally.recordOffer(Self.options)
        tally.recordOffer(Self.options)
        tally.recordChoice("music")
        tally.recordEnd(.abandoned, chosen: "music")
        tally.recordEnd(.answered)
        tally.recordEnd(AbandonmentRule.standard.end(afterWaiting: .seconds(5)))
        tally.recordEnd(AbandonmentRule.standard.end(afterWaiting: .seconds(6)))
        #expect(tally.choice("music").offered == 2)
        #expect(tally.choice("music").chosen == 1)
        #expect(tally.choice("music").abandoned == 1)
        #expect(tally.options == ["back", "chat", "music"])
        #expect(tally.abandonment?.left == 2)
        #expect(tally.abandonment?.of == 3)
        #expect(tally.count(.leftAtOnce) == 1)
    }

    @Test func whoComesBackSoonIsReturning() {
        let rule = AbandonmentRule.standard
        let left = Instant(seconds: 1_000)
        #expect(rule.isReturn(leftAt: left, at: left))
        #expect(rule.isReturn(leftAt: left, at: left + .minutes(30)))
        #expect(!rule.isReturn(leftAt: left, at: left + .minutes(30) + .seconds(1)))
        #expect(!rule.isReturn(leftAt: left, at: left - .seconds(1)))
    }

    @Test func aCalibrationIsReadBackAndNoOther() throws {
        var calibration = WaitCalibration()
        var pace = QueuePace()
        for _ in 0..<30 { pace.recordHandling(.minutes(5)) }
        guard case .range(let range) = WaitEstimator.estimate(WaitQuestion(ahead: 3, agents: 1), pace: pace) else {
            Issue.record("no range")
            return
        }
        for minute in 0..<700 {
            calibration.record(range, waited: .minutes(Int64(minute % 60)), wasAnswered: minute % 7 > 0)
        }
        #expect(calibration.waits < WaitCalibration.memory)
        let data = try JSONEncoder().encode(calibration)
        #expect(try JSONDecoder().decode(WaitCalibration.self, from: data) == calibration)
        let broken = String(decoding: data, as: UTF8.self).replacingOccurrences(of: #""scored":"#, with: #""scored":-"#)
        #expect(throws: DecodingError.self) {
            try JSONDecoder().decode(WaitCalibration.self, from: Data(broken.utf8))
        }
    }

    @Test func rangesThatDoNotKeepTheirWordAreWithheld() {
        var pace = QueuePace()
        for _ in 0..<30 { pace.recordHandling(.minutes(5)) }
        let question = WaitQuestion(ahead: 3, agents: 1)
        guard case .range(let range) = WaitEstimator.estimate(question, pace: pace) else {
            Issue.record("no range")
            return
        }
        var calibration = WaitCalibration()
        for _ in 0..<60 { calibration.record(range, waited: range.latest + .minutes(1), wasAnswered: true) }
        #expect(calibration.isUnreliable)
        #expect(WaitEstimator.estimate(question, pace: pace, calibration: calibration) == .withheld(.unreliable))
    }
}
