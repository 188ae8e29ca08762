import DeskPrimitives
import Testing

@testable import DeskServiceLevels

struct ServiceDescriptionTests {
    private let json = """
        {"name": {"en": "Waste", "fi": "Jätehuolto"}, "purpose": {"en": "Bins are emptied.", "fi": "Astiat tyhjennetään."},
         "items": [{"topic": "missed-bin", "title": {"en": "Missed bins", "fi": "tyhjentämätön astia"},
                    "limits": {"en": "Within a week.", "fi": "Viikon kuluessa."}},
                   {"topic": "invoice", "title": {"en": "Invoices", "fi": "laskut"}},
                   {"topic": "garden", "title": {"en": "Garden waste", "fi": "puutarhajäte"}, "included": false,
                    "help": {"en": "Bring it to the yard.", "fi": "Vie se jäteasemalle."}},
                   {"topic": "noise", "title": {"en": "Noise", "fi": "melu"}, "included": false}]}
        """

    @Test func aTopicIsInsideOutsideOrUnstated() throws {
        let description = try document(ServiceDescription.self, json)
        #expect(description.scope(of: "missed-bin") == .inside(description.items[0]))
        #expect(description.scope(of: "garden") == .outside(description.items[2]))
        #expect(description.scope(of: "garden").help?.text(in: .finnish) == "Vie se jäteasemalle.")
        #expect(description.scope(of: "noise").help == nil)
        #expect(description.scope(of: "missed-bin").help == nil)
        #expect(description.scope(of: "weddings") == .unstated)
        #expect(description.notes == [])
    }

    @Test func decisionsSpeakToTheCustomer() throws {
        let description = try document(ServiceDescription.self, json)
        let say = { (topic: TopicID, language: LanguageTag) in
            description.scope(of: topic).sentence(in: language)
        }
        #expect(say("missed-bin", .english) == "The service covers: Missed bins. Limits: Within a week.")
        #expect(say("missed-bin", .finnish) == "Palveluun kuuluu: tyhjentämätön astia. Rajaukset: Viikon kuluessa.")
        #expect(say("invoice", .finnish) == "Palveluun kuuluu: laskut.")
        #expect(say("garden", .english) == "The service does not cover: Garden waste. Help: Bring it to the yard.")
        #expect(say("garden", .finnish) == "Palveluun ei kuulu: puutarhajäte. Apua: Vie se jäteasemalle.")
        #expect(say("noise", .swedish) == "The service does not cover: Noise.")
        #expect(
            say("weddings", .english) == "The service description does not mention this; a person will look at it.")
        #expect(say("weddings", .finnish) == "Palvelukuvaus ei mainitse tätä; asian ratkaisee ihminen.")
    }

    @Test func aDescriptionSurvivesDocumentsAndRecords() throws {
        let description = try document(ServiceDescription.self, json)
        #expect(try throughJSON(description) == description)
        #expect(try throughRecord(description) == description)
    }

    @Test func mistakesAreNamedWhereTheyAre() {
        let twice = json.replacing("\"noise\"", with: "\"invoice\"")
        #expect(documentError(ServiceDescription.self, twice) == "items.3.topic: another item has the same topic")
        let odd = json.replacing("\"included\"", with: "\"inculded\"")
        #expect(documentError(ServiceDescription.self, odd)?.hasSuffix("inculded: no such key here") == true)
        let space = json.replacing("\"noise\"", with: "\"loud noise\"")
        #expect(documentError(ServiceDescription.self, space)?.contains("topic") == true)
        let extra = json.replacing("{\"name\"", with: "{\"hours\": 1, \"name\"")
        #expect(documentError(ServiceDescription.self, extra) == "hours: no such key here")
    }

    @Test func aDescriptionHasALimit() throws {
        let note: LocalizedText = "note"
        #expect(throws: Refusal(.tooLong, "at most 10000 are taken", at: .field("notes"))) {
            try ServiceDescription(
                name: "n", purpose: "p", items: [], notes: Array(repeating: note, count: 10_001))
        }
    }
}
