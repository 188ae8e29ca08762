import DeskPrimitives
import DeskRouting
import DeskTestKit
import Foundation
import Testing

/// Ranges against a simulated line, written without the library: about half of the waits must be over by the likely time (more
/// where all waits are alike, since a bucket of the calibration counts to its end) and nine of ten by the latest, whatever the
/// handling times are like.
@Suite("Coverage of wait ranges") struct WaitCoverageTests {
    private enum Handling: CaseIterable {
        case exponential, constant, twoKinds
    }

    /// A wait in the line.
    private struct Waiting {
        let joined: Double
        let isUrgent: Bool
        let patience: Double
        var range: WaitRange?
        var jumpers = 0
        var leavers = 0
    }

    private static func exponential(_ mean: Double, _ random: inout SeededGenerator) -> Double {
        -mean * log(Double(random.integer(in: 1...1_000_000)) / 1_000_000)
    }

    private static func handling(_ kind: Handling, _ random: inout SeededGenerator) -> Double {
        switch kind {
        case .exponential: Self.exponential(240, &random)
        case .constant: 240
        case .twoKinds: random.chance(1, in: 5) ? 800 : 100
        }
    }

    @Test(arguments: [true, false]) func rangesKeepWhatTheySay(withJumpers: Bool) throws {
        for kind in Handling.allCases {
            var random = SeededGenerator(seed: 0xB7)
            var pace = QueuePace()
            var calibration = WaitCalibration()
            var (said, likely, latest) = (0, 0, 0)
            let agents = 4
            var freeAt = [Double](repeating: 0, count: agents)
            var line: [Waiting] = []
            var now = 0.0
            var arrival = 0.0
            var served = 0
            while served < 12_000 {
                let agent = freeAt.indices.min { freeAt[$0] < freeAt[$1] } ?? 0
                if arrival <= freeAt[agent] || line.isEmpty {
                    now = arrival
                    // A little more comes than can be served; who is out of patience keeps the line from growing for ever.
                    arrival += Self.exponential(56, &random)
                    let free = freeAt.count { $0 <= now }
                    let isUrgent = withJumpers && random.chance(1, in: 6)
                    let ahead = isUrgent ? line.count { $0.isUrgent } : line.count
                    let question = WaitQuestion(ahead: ahead, agents: agents, freeAgents: free > line.count ? free : 0)
                    var joining = Waiting(
                        joined: now, isUrgent: isUrgent, patience: 600 + Self.exponential(2_400, &random))
                    if !isUrgent,
                        case .range(let range) = WaitEstimator.estimate(question, pace: pace, calibration: calibration)
                    {
                        joining.range = range
                    }
                    if isUrgent {
                        for index in line.indices where index >= ahead { line[index].jumpers += 1 }
                        line.insert(joining, at: ahead)
                    } else {
                        line.append(joining)
                    }
                } else {
                    now = freeAt[agent]
                }
                // Who has lost patience leaves before anybody is served.
                for index in line.indices.reversed() where line[index].joined + line[index].patience < now {
                    let gone = line.remove(at: index)
                    for behind in line.indices where behind >= index { line[behind].leavers += 1 }
                    let wait = TimeSpan.seconds(Int64(gone.patience))
                    pace.recordWait(wait, jumpers: gone.jumpers, leavers: gone.leavers)
                    if let range = gone.range { calibration.record(range, waited: wait, wasAnswered: false) }
                }
                while let index = freeAt.indices.first(where: { freeAt[$0] <= now }), !line.isEmpty {
                    let next = line.removeFirst()
                    let wait = TimeSpan.seconds(Int64(now - next.joined))
                    let needed = Self.handling(kind, &random)
                    freeAt[index] = now + needed
                    served += 1
                    pace.recordHandling(.seconds(Int64(needed)))
                    guard !next.isUrgent else { continue }
                    pace.recordWait(wait, jumpers: next.jumpers, leavers: next.leavers)
                    if let range = next.range {
                        calibration.record(range, waited: wait, wasAnswered: true)
                        if served > 2_000 {
                            said += 1
                            likely += wait <= range.likely ? 1 : 0
                            latest += wait <= range.latest ? 1 : 0
                        }
                    }
                }
            }
            try #require(said > 3_000, "\(kind), jumpers \(withJumpers): \(said) ranges")
            let (half, most) = (Double(likely) / Double(said), Double(latest) / Double(said))
            print("coverage, \(kind), jumpers \(withJumpers): likely \(half), latest \(most) of \(said)")
            #expect((0.42...0.78).contains(half), "\(kind), jumpers \(withJumpers): likely \(half) of \(said)")
            #expect((0.85...0.97).contains(most), "\(kind), jumpers \(withJumpers): latest \(most) of \(said)")
        }
    }
}
