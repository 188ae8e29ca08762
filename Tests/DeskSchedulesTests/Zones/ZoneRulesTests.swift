import DeskPrimitives
import DeskSchedules
import Testing

@Suite struct ZoneRulesTests {
    @Test(arguments: [
        ("Europe/Helsinki", "2026-03-29T00:59:59Z", 7_200), ("Europe/Helsinki", "2026-03-29T01:00:00Z", 10_800),
        ("Europe/Helsinki", "2026-10-25T00:59:59Z", 10_800), ("Europe/Helsinki", "2026-10-25T01:00:00Z", 7_200),
        ("Europe/Helsinki", "1878-05-30T00:00:00Z", 5_989), ("Europe/Helsinki", "1942-07-01T00:00:00Z", 10_800),
        ("Europe/Helsinki", "9999-07-01T00:00:00Z", 10_800), ("America/New_York", "2026-03-08T06:59:59Z", -18_000),
        ("America/New_York", "2026-03-08T07:00:00Z", -14_400), ("Australia/Lord_Howe", "2026-04-04T15:00:00Z", 37_800),
        ("Australia/Lord_Howe", "2026-04-04T14:59:59Z", 39_600), ("Pacific/Apia", "2011-12-30T09:59:59Z", -36_000),
        ("Pacific/Apia", "2011-12-30T10:00:00Z", 50_400), ("Asia/Kathmandu", "2026-01-01T00:00:00Z", 20_700),
        ("America/St_Johns", "2008-11-02T02:30:59Z", -9_000), ("America/St_Johns", "2008-11-02T02:31:00Z", -12_600),
        ("Europe/Dublin", "2026-01-01T00:00:00Z", 0), ("Europe/Dublin", "2026-07-01T00:00:00Z", 3_600),
        ("Asia/Gaza", "2080-06-01T00:00:00Z", 10_800), ("Africa/Casablanca", "2026-03-01T12:00:00Z", 0),
        ("Europe/London", "1995-10-26T12:00:00Z", 0), ("Etc/GMT+5", "2026-01-01T00:00:00Z", -18_000),
        ("America/Scoresbysund", "2026-07-01T00:00:00Z", -3_600), ("Antarctica/Troll", "2026-07-01T00:00:00Z", 7_200),
    ])
    func offsets(_ zone: String, _ instant: String, _ offset: Int) throws {
        #expect(try ZoneRules.named(zone).offset(at: at(instant)) == offset)
    }

    @Test func embeddedTableIsComplete() throws {
        #expect(ZoneRules.embeddedVersion == "2025b")
        let names = ZoneRules.embeddedNames
        #expect(names.count == 597 && names == names.sorted())
        for name in names {
            let zone = try ZoneRules.named(name)
            #expect(zone.name == name && zone.dataVersion == "2025b")
            for year in [1850, 1925, 1975, 2000, 2030, 2100, 9_999] {
                let instant = try #require(LocalDate(dayNumber: (year - 1_970) * 365)).dayNumber
                #expect(zone.offset(at: Instant(seconds: Int64(instant) * 86_400)).magnitude <= 16 * 3_600)
            }
        }
    }

    @Test func linksHaveTheRulesOfTheirZone() throws {
        let (old, new) = (try ZoneRules.named("Asia/Calcutta"), try ZoneRules.named("Asia/Kolkata"))
        #expect(old != new)
        for day in stride(from: -20_000, to: 30_000, by: 97) {
            let instant = Instant(seconds: Int64(day) * 86_400)
            #expect(old.offset(at: instant) == new.offset(at: instant))
        }
    }

    @Test func unknownZonesAreRefused() {
        for name in ["", "Europe/Atlantis", "europe/helsinki", "Europe/Helsinki ", "EUROPE", "Factory"] {
            let refusal = refusal { try ZoneRules.named(name) }
            #expect(refusal?.code == .unknownName && refusal?.place == .field("zone"), "\(name)")
        }
    }

    @Test func wallClockReadings() throws {
        let zone = try ZoneRules.named("Europe/Helsinki")
        let reading = zone.wallClock(at: at("2026-10-25T00:30:15.9Z"))
        #expect(reading == LocalReading(date: "2026-10-25", time: "03:30:15", offset: 10_800))
        #expect(zone.wallClock(at: at("2026-10-25T01:30:15.9Z")).time == "03:30:15")
        #expect(zone.localDate(at: at("2026-06-30T21:00:00Z")) == "2026-07-01")
        let early = zone.wallClock(at: Instant(microseconds: .min))
        #expect(early.date == .earliest)
        let late = try ZoneRules.named("Pacific/Kiritimati").wallClock(at: Instant(microseconds: .max))
        #expect(late.date == .latest)
        #expect(try ZoneRules.named("America/New_York").wallClock(at: .earliest).date == .earliest)
        #expect(zone.wallClock(at: Instant(microseconds: -1)).time == "01:59:59")
    }

    @Test func instantsOfWallClockTimes() throws {
        let zone = try ZoneRules.named("Europe/Helsinki")
        #expect(zone.instants(of: "2026-06-01", "09:00") == [at("2026-06-01T06:00:00Z")])
        #expect(zone.instants(of: "2026-03-29", "03:30") == [])
        #expect(
            zone.instants(of: "2026-10-25", "03:30")
                == [at("2026-10-25T00:30:00Z"), at("2026-10-25T01:30:00Z")])
        #expect(zone.firstInstant(of: "2026-03-29", "03:30") == (at("2026-03-29T01:00:00Z")))
        #expect(zone.firstInstant(of: "2026-10-25", "03:30") == (at("2026-10-25T00:30:00Z")))
        #expect(zone.firstInstant(of: "2026-06-01") == (at("2026-05-31T21:00:00Z")))
        let apia = try ZoneRules.named("Pacific/Apia")
        #expect(apia.instants(of: "2011-12-30", .noon) == [])
        #expect(apia.firstInstant(of: "2011-12-30", .noon) == (at("2011-12-30T10:00:00Z")))
        #expect(zone.firstInstant(of: .earliest) == .earliest)
        #expect(ZoneRules.utc.firstInstant(of: .latest, .endOfDay) == .latest)
    }

    @Test func nextTransitions() throws {
        let zone = try ZoneRules.named("Europe/Helsinki")
        #expect(zone.nextTransition(after: at("2026-01-01T00:00:00Z")) == (at("2026-03-29T01:00:00Z")))
        #expect(zone.nextTransition(after: at("2026-03-29T01:00:00Z")) == (at("2026-10-25T01:00:00Z")))
        #expect(zone.nextTransition(after: .earliest) == (at("1921-04-30T22:20:11Z")))
        #expect(try ZoneRules.named("Asia/Tokyo").nextTransition(after: at("2026-01-01T00:00:00Z")) == nil)
        #expect(ZoneRules.utc.nextTransition(after: .earliest) == nil)
        #expect(zone.nextTransition(after: .latest) == nil)
    }

    @Test func fixedOffsets() throws {
        let zone = try ZoneRules.fixed(offsetSeconds: -12_345, name: "ship")
        #expect(zone.offset(at: .epoch) == -12_345 && zone.name == "ship")
        #expect(refusal { try ZoneRules.fixed(offsetSeconds: 86_401, name: "x") }?.place == .field("offset"))
        #expect(refusal { try ZoneRules.fixed(offsetSeconds: .min, name: "x") }?.code == .outOfRange)
        #expect(refusal { try ZoneRules.fixed(offsetSeconds: 0, name: "") }?.code == .malformed)
        #expect(
            refusal { try ZoneRules.fixed(offsetSeconds: 0, name: String(repeating: "x", count: 256)) }?.code
                == .tooLong)
    }
}
