import DeskFoundation
import DeskPrimitives
import Foundation
import Testing

/// Dates, clocks and names of a running system.
@Suite struct SystemHostTests {
    @Test("dates beyond the accepted years are taken as the nearest accepted instant, and none traps")
    func extremes() {
        for (seconds, expected) in [
            (Double.infinity, Instant.latest), (-.infinity, .earliest), (.nan, .latest),
            (.greatestFiniteMagnitude, .latest), (-.greatestFiniteMagnitude, .earliest), (1e18, .latest),
            (253_402_300_800, .latest), (-62_135_596_801, .earliest), (0, .epoch), (-0.0, .epoch),
            (1.000_000_4, Instant(microseconds: 1_000_000)), (1.000_000_6, Instant(microseconds: 1_000_001)),
            (-1.5, Instant(microseconds: -1_500_000)),
        ] {
            #expect(Instant(Date(timeIntervalSince1970: seconds)) == expected, "\(seconds)")
        }
        #expect(Instant(.distantPast).isAccepted)
        #expect(Instant(.distantFuture).isAccepted)
    }

    @Test("an instant of our days survives the way through a date to the microsecond")
    func thereAndBack() throws {
        for text in ["2026-03-02T07:00:00.000001Z", "2038-01-19T03:14:07.999999Z", "1969-12-31T23:59:59.999999Z"] {
            let instant = try #require(Instant(text))
            #expect(Instant(Date(instant)) == instant)
        }
        for instant in [Instant.earliest, .latest] {
            let distance = abs(Instant(Date(instant)).microseconds - instant.microseconds)
            #expect(distance < 100, "a date is not finer so far away")
        }
    }

    @Test("the system's clock shows the time")
    func clock() {
        let (before, now, after) = (Date(), SystemClock().now(), Date())
        #expect(now >= Instant(before))
        #expect(now <= Instant(after))
    }

    @Test("names of commands are 32 hexadecimal digits, and no two are the same")
    func names() throws {
        let source = UUIDIdentifiers()
        let names = (0..<1_000).map { _ in source.next() }
        #expect(Set(names).count == names.count)
        #expect(
            names.allSatisfy { $0.rawValue.count == 32 && $0.rawValue.allSatisfy { "0123456789abcdef".contains($0) } })
        let uuid = try #require(UUID(uuidString: "E621E1F8-C36C-495A-93FC-0C247A3E6E5F"))
        #expect(CaseID(uuid).rawValue == "e621e1f8c36c495a93fc0c247a3e6e5f")
    }

    @Test("a value that JSON cannot hold is refused, not trapped on")
    func encoding() {
        let refusal = #expect(throws: Refusal.self) { try JSONDocument.encode([Double.nan]) }
        #expect(refusal?.code == .malformed)
    }
}
