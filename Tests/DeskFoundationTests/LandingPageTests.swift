import DeskFoundation
import DeskOperations
import DeskPrimitives
import Foundation
import Testing

@Suite("The landing page")
struct LandingPageTests {
    @Test("Its lines compile and say what the page says")
    func overview() throws {
        let json = Data(#"{"version": 1, "name": {"en": "Help desk"}, "zone": "Europe/Helsinki", "chanels": []}"#.utf8)
        do {
            _ = try DeskPolicy(json: json)
            Issue.record("the document was taken")
        } catch {
            print(error)  // malformed at chanels: “chanels” is not known here; did you mean “channels”?
            #expect(
                "\(error)" == "malformed at chanels: “chanels” is not known here; did you mean “channels”?")
        }

        let instant = Instant(Date(timeIntervalSince1970: 1.5))
        print(instant.microseconds)  // 1500000
        let name = UUIDIdentifiers().next()
        print(name.rawValue.count)  // 32

        #expect(instant.microseconds == 1_500_000)
        #expect(name.rawValue.count == 32)
    }
}
