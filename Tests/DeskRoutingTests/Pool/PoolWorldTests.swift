import DeskPrimitives
import DeskRouting
import DeskTestKit
import Testing

/// Random days of a pool with everything in them, each decision held against a naive book of the same desk.
@Suite("A pool with everything in it")
struct PoolWorldTests {
    /// Runs some worlds; what was seen in them.
    private func run(_ rounds: Int, from first: UInt64, steps: Int, rebuilding: Bool = false) throws -> [String: Int] {
        var counts: [String: Int] = [:]
        for round in 0..<rounds {
            let seed = first &+ UInt64(round) &* 2_654_435_761
            var world = try PoolWorld(seed: seed)
            for step in 0..<steps {
                try world.step()
                if rebuilding, step % 7 == 3 { try world.rebuild() }
                guard world.faults.isEmpty else { break }
            }
            if !world.faults.isEmpty {
                Issue.record(
                    """
                    seed \(seed), \(world.model.policy.contacts): \(world.faults.prefix(4).joined(separator: "\n"))
                    \(world.story.suffix(12).joined(separator: "\n"))
                    """)
            }
            for (what, count) in world.model.counts { counts[what, default: 0] += count }
            counts["came", default: 0] += world.model.came.count
        }
        return counts
    }

    @Test("Whatever happens, every decision is one the rules allow, and nothing is lost, doubled or stranded")
    func everything() throws {
        let counts = try run(Samples.cases(40), from: 20_261_128, steps: 120)
        print(
            "pool worlds: \(counts.sorted { $0.key < $1.key }.map { "\($0.key) \($0.value)" }.joined(separator: ", "))")
        for what in ["offered", "expired", "widened", "widened early", "overflowed", "called back", "broken focus"] {
            #expect(counts[what, default: 0] > 10, "\(what)")
        }
        #expect(counts["choice", default: 0] > 100 && counts["order", default: 0] > 200)
    }

    @Test("A pool that is made anew from records again and again decides as the rules say, and nothing by itself")
    func rebuilt() throws {
        let counts = try run(Samples.cases(12), from: 77, steps: 80, rebuilding: true)
        #expect(counts["offered", default: 0] > 200)
    }
}
